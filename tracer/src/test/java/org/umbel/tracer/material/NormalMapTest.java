package org.umbel.tracer.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.TextureRef;
import org.umbel.tracer.texture.TextureSet;

/** A map that leans right by 3, up by 2 and looks out by 6, a 7th each, on a square that faces +z. */
class NormalMapTest {
    private static final float[] NONE = {};
    private static final float RIGHT = 3 / 7f;
    private static final float UP = 2 / 7f;
    private static final float OUT = 6 / 7f;
    /** Half a code of 255, in each component. */
    private static final float CODE = 0.005f;
    private static final float[] POSITIONS = {-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0};
    private static final float[] NORMALS = {0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1};
    /** The image upright: its first row of texels is at the top. */
    private static final float[] UPRIGHT = {0, 1, 1, 1, 1, 0, 0, 0};
    private static final float[] IDENTITY = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};

    /** Whatever way the image lies on the square, its right and its up are those that one sees. */
    @ParameterizedTest
    @CsvSource({
        "'0 1  1 1  1 0  0 0', 1, 0, 0, 1",
        "'1 1  0 1  0 0  1 0', -1, 0, 0, 1",
        "'0 0  1 0  1 1  0 1', 1, 0, 0, -1",
        "'1 0  0 0  0 1  1 1', -1, 0, 0, -1",
        "'0 0  0 1  1 1  1 0', 0, 1, -1, 0",
        "'1 0  1 1  0 1  0 0', 0, -1, -1, 0",
    })
    void shouldLeanAsTheImageLies(final String texcoords, final float rightX, final float rightY,
                                  final float upX, final float upY) {
        final Surface s = look(square(floats(texcoords), NONE), IDENTITY, -1);

        check(s, RIGHT * rightX + UP * upX, RIGHT * rightY + UP * upY, OUT);
    }

    /** The same image on a mirrored square is the mirror image, whichever axis is mirrored. */
    @ParameterizedTest
    @CsvSource({"-1, 1, 1", "1, -1, 1", "1, 1, -1", "-1, -1, 1", "-1, -1, -1"})
    void shouldMirrorTheNormalWhenTheInstanceIsMirrored(final float x, final float y, final float z) {
        final float[] mirror = {x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0};

        check(look(square(UPRIGHT, NONE), mirror, -z), x * RIGHT, y * UP, z * OUT);
        check(look(square(UPRIGHT, tangents(1, 1)), mirror, -z), x * RIGHT, y * UP, z * OUT);
    }

    /** Tangents of the file count, and not the texture coordinates; w = -1 turns the map's up. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, -1", "-1, 1", "-1, -1"})
    void shouldFollowTangentsOfTheFile(final float tangent, final float hand) {
        final Surface s = look(square(UPRIGHT, tangents(tangent, hand)), IDENTITY, -1);

        check(s, tangent * RIGHT, tangent * hand * UP, OUT);
    }

    @Test
    void shouldTurnTheBentNormalWhenSeenFromBehind() {
        check(look(square(UPRIGHT, NONE), IDENTITY, 1), -RIGHT, -UP, -OUT);
        check(look(square(UPRIGHT, tangents(1, 1)), IDENTITY, 1), -RIGHT, -UP, -OUT);
    }

    /** Tangents go with the surface, normals with its cofactors: both must stay at right angles. */
    @Test
    void shouldLeanAlongTheSurfaceWhenItIsStretchedAndTurned() {
        // x to y, y to -2x, z stays, but is squeezed
        final float[] turned = {0, -2, 0, 5, 1, 0, 0, 6, 0, 0, 0.5f, 7};

        check(look(square(UPRIGHT, NONE), turned, -1), -UP, RIGHT, OUT);
    }

    /** A map whose texture coordinates are turned by a quarter leans as if the mesh's were. */
    @Test
    void shouldLeanAsItsTransformLies() {
        final TextureRef.Transform turned = new TextureRef.Transform(0, -1, 1, 1, 0, 0);
        final Surface turnedMap = look(square(UPRIGHT, NONE), IDENTITY, -1, 0, turned);
        final Surface turnedMesh = look(square(floats("0 0  0 1  1 1  1 0"), NONE), IDENTITY, -1);

        check(turnedMap, turnedMesh.frame.nx, turnedMesh.frame.ny, turnedMesh.frame.nz);
    }

    /** Tangents run along the set that the map looks up. */
    @Test
    void shouldLeanAsItsOwnSetLies() {
        final float[] turned = floats("0 0  0 1  1 1  1 0");
        final Mesh both =
            new Mesh(POSITIONS, new int[] {0, 1, 2, 0, 2, 3}, NORMALS, NONE, List.of(UPRIGHT, turned), NONE);
        final Surface own = look(square(turned, NONE), IDENTITY, -1);
        final Surface second = look(both, IDENTITY, -1, 1, TextureRef.Transform.IDENTITY);

        check(second, own.frame.nx, own.frame.ny, own.frame.nz);
        check(look(both, IDENTITY, -1), RIGHT, UP, OUT);
    }

    private static Surface look(final Mesh mesh, final float[] objectToWorld, final float dz) {
        return look(mesh, objectToWorld, dz, 0, TextureRef.Transform.IDENTITY);
    }

    private static Surface look(final Mesh mesh, final float[] objectToWorld, final float dz, final int set,
                                final TextureRef.Transform transform) {
        final TextureRef map = new TextureRef(0, TextureRef.Wrap.REPEAT, TextureRef.Wrap.REPEAT, false, set, transform);
        final float[] white = {1, 1, 1, 1};
        final Material material = new Material(Material.Model.GLTF, white, TextureRef.NONE, 0, 1,
            TextureRef.NONE, map, 1, new float[3], TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f, true);
        final PlacedMesh placed = new PlacedMesh(mesh, new Instance(0, 0, objectToWorld),
            new PreparedMaterial(material, new TextureSet(List.of(image()), List.of(material))));
        final Surface s = new Surface();
        placed.surface(1, 0.25f, 0.5f, 0, 0, dz, 0, s);
        return s;
    }

    private static void check(final Surface s, final float x, final float y, final float z) {
        assertThat(s.frame.nx).isCloseTo(x, within(CODE));
        assertThat(s.frame.ny).isCloseTo(y, within(CODE));
        assertThat(s.frame.nz).isCloseTo(z, within(CODE));
    }

    private static Mesh square(final float[] texcoords, final float[] tangents) {
        return new Mesh(POSITIONS, new int[] {0, 1, 2, 0, 2, 3}, NORMALS, tangents, texcoords, NONE);
    }

    private static float[] tangents(final float x, final float hand) {
        final float[] tangents = new float[16];
        for (int i = 0; i < 16; i += 4) {
            tangents[i] = x;
            tangents[i + 3] = hand;
        }
        return tangents;
    }

    private static Image image() {
        final BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        final int rgb = code(RIGHT) << 16 | code(UP) << 8 | code(OUT);
        image.setRGB(0, 0, 2, 2, new int[] {rgb, rgb, rgb, rgb}, 0, 2);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (final IOException e) {
            throw new AssertionError("memory cannot be written", e);
        }
        return new Image(Image.Format.PNG, out.toByteArray());
    }

    private static int code(final float component) {
        return Math.round((component + 1) * 127.5f);
    }

    private static float[] floats(final String text) {
        final String[] words = text.trim().split(" +");
        final float[] values = new float[words.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(words[i]);
        }
        return values;
    }
}
