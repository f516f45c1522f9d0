package org.umbel.tracer.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.TextureRef;
import org.umbel.tracer.texture.TextureSet;

/** An image whose left half is black and clear, and whose right half is white, on a triangle with several sets. */
class TexcoordSetsTest {
    private static final float[] NONE = {};
    private static final float[] POSITIONS = {0, 0, 0, 1, 0, 0, 0, 1, 0};
    private static final float[] IDENTITY = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
    private static final float[] LEFT = {0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 0.5f};
    private static final float[] RIGHT = {0.75f, 0.5f, 0.75f, 0.5f, 0.75f, 0.5f};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldLookUpEachTextureInItsOwnSet(final int white) {
        final PlacedMesh placed = placed(white, 3 - white, white);
        final Surface s = new Surface();

        placed.surface(0, 0.25f, 0.25f, 0, 0, -1, 0, s);
        assertThat(s.baseR).isEqualTo(1);
        assertThat(s.emissionR).isZero();
        assertThat(placed.coverage(0, 0.25f, 0.25f, s)).isEqualTo(1);
        assertThat(placed(3 - white, white, white).coverage(0, 0.25f, 0.25f, s)).isZero();
    }

    @Test
    void shouldEmitByItsOwnSet() {
        final Surface s = new Surface();

        placed(2, 2, 2).emitter(0, 0.25f, 0.25f, s);
        assertThat(s.emissionR).isEqualTo(1);
        placed(2, 1, 2).emitter(0, 0.25f, 0.25f, s);
        assertThat(s.emissionR).isZero();
    }

    /** Four times the texture on the same triangle: a ray as wide covers twice the texels along each axis. */
    @Test
    void shouldMeasureFootprintsInEachSet() {
        final float[] once = {0, 0, 1, 0, 0, 1};
        final float[] fourTimes = {0, 0, 2, 0, 0, 2};
        final Surface s = new Surface();

        placed(new Mesh(POSITIONS, new int[] {0, 1, 2}, NONE, NONE, List.of(once, fourTimes), NONE), 0, 1)
            .surface(0, 0.25f, 0.25f, 0, 0, -1, 0.5f, s);
        assertThat(s.squaredFootprint).isEqualTo(0.25f);
        assertThat(s.furtherSets[2]).isEqualTo(1);
    }

    /** As where the mesh has no texture coordinates at all: the image's first texel. */
    @Test
    void shouldLookUpZerosInASetThatTheMeshLacks() {
        final Surface s = new Surface();
        s.furtherSets[0] = 0.75f;

        placed(new Mesh(POSITIONS, new int[] {0, 1, 2}, NONE, NONE, RIGHT, NONE), 0, 1)
            .surface(0, 0.25f, 0.25f, 0, 0, -1, 0.5f, s);
        assertThat(s.baseR).isEqualTo(1);
        assertThat(s.emissionR).isZero();
        assertThat(s.furtherSets).containsOnly(0);
    }

    private static PlacedMesh placed(final int base, final int emission, final int white) {
        final List<float[]> sets = new ArrayList<>(List.of(LEFT, LEFT, LEFT, LEFT));
        sets.set(white, RIGHT);
        return placed(new Mesh(POSITIONS, new int[] {0, 1, 2}, NONE, NONE, sets, NONE), base, emission);
    }

    private static PlacedMesh placed(final Mesh mesh, final int base, final int emission) {
        final Material material = new Material(Material.Model.GLTF, new float[] {1, 1, 1, 1}, ref(base), 0, 1,
            TextureRef.NONE, TextureRef.NONE, 1, new float[] {1, 1, 1}, ref(emission), Material.AlphaMode.MASK, 0.5f,
            true);
        return new PlacedMesh(mesh, new Instance(0, 0, IDENTITY),
            new PreparedMaterial(material, new TextureSet(List.of(image()), List.of(material))));
    }

    private static TextureRef ref(final int set) {
        return new TextureRef(0, TextureRef.Wrap.CLAMP, TextureRef.Wrap.CLAMP, true, set,
            TextureRef.Transform.IDENTITY);
    }

    private static Image image() {
        final BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 2, 1, new int[] {0, 0xFFFFFFFF}, 0, 2);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (final IOException e) {
            throw new AssertionError("memory cannot be written", e);
        }
        return new Image(Image.Format.PNG, out.toByteArray());
    }
}
