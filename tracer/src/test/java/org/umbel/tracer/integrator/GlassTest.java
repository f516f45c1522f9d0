package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;

/** Boxes of glass two units thick, looked through along their axis under a white sky. */
class GlassTest {
    /** Clear glass in a white furnace cannot be seen, whatever way light takes in it, but for paths that end. */
    @ParameterizedTest
    @CsvSource({"1.5, 0, 1, 0.02", "1.5, 0, 0, 0.001", "2.4, 0, 1, 0.05", "1.5, 0.2, 1, 0.05", "1, 0.7, 1, 0.001"})
    void shouldBeInvisibleWhenItIsClear(final float ior, final float roughness, final float thickness,
                                        final double tolerance) {
        final float[] clear = {0, 0, 0};
        assertThat(look(ior, roughness, thickness, clear, 1)).isBetween(1 - tolerance, 1 + 0.002);
    }

    /** exp(-0.7) per unit, and the base colour at each of two walls. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0.35, 1", "0.35, 0.5"})
    void shouldAbsorbByTheWayInside(final float absorption, final float base) {
        final double expected = base * base * Math.exp(-2.0 * absorption);

        assertThat(look(1, 0, 1, new float[] {9, absorption, 0}, base)).isCloseTo(expected, within(0.002));
    }

    /** Two walls, each reflecting R: (1 - R)^2 a / (1 - R^2 a^2) goes through and R + ... comes back. */
    @ParameterizedTest
    @CsvSource({"1.5, 0.5", "2, 0.2"})
    void shouldReflectWithinAndAbsorbEachTime(final float ior, final float absorption) {
        final double r = Math.pow((ior - 1) / (ior + 1), 2);
        final double a = Math.exp(-2 * absorption);
        final double through = (1 - r) * (1 - r) * a / (1 - r * r * a * a);
        final double back = r + (1 - r) * (1 - r) * r * a * a / (1 - r * r * a * a);

        assertThat(look(ior, 0, 1, new float[] {0, absorption, 0}, 1)).isCloseTo(through + back, within(0.005));
    }

    /** A thin wall takes nothing away but its colour, although the material has an absorption. */
    @ParameterizedTest
    @CsvSource({"0", "0.1"})
    void shouldNotAbsorbBetweenThinWalls(final float roughness) {
        final double r = 0.04;
        final double base = 0.5;
        // both walls tint; what is reflected between them once
        final double through = (1 - r) * (1 - r) * base * base / (1 - r * r);
        final double back = r + (1 - r) * (1 - r) * base * base * r / (1 - r * r);

        assertThat(look(1.5f, roughness, 0, new float[] {0, 5, 0}, (float) base))
            .isCloseTo(through + back, within(0.01));
    }

    /** Mean green in the middle. */
    private static double look(final float ior, final float roughness, final float thickness,
                               final float[] absorption, final float base) {
        final Material glass = new Material(Material.Model.GLTF, new float[] {base, base, base, 1}, TextureRef.NONE, 0,
            roughness, TextureRef.NONE, TextureRef.NONE, 1, new float[3], TextureRef.NONE, Material.AlphaMode.OPAQUE,
            0.5f, false, new MaterialExtensions(ior, false, 1, TextureRef.NONE, thickness, absorption, 0,
                MaterialExtensions.Specular.NONE, MaterialExtensions.Clearcoat.NONE, MaterialExtensions.Sheen.NONE,
                MaterialExtensions.Anisotropy.NONE, MaterialExtensions.Iridescence.NONE));
        final List<Instance> walls = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            for (int side = -1; side <= 1; side += 2) {
                // the square's x and y onto the other two axes, its front outwards
                final float[] rows = new float[12];
                rows[4 * ((axis + 1) % 3)] = side;
                rows[4 * ((axis + 2) % 3) + 1] = 1;
                rows[4 * axis + 2] = side;
                rows[4 * axis + 3] = side;
                walls.add(new Instance(0, 0, rows));
            }
        }
        final Scene scene = new Scene(List.of(TileRendererTest.square()), List.of(), List.of(glass), walls, List.of(),
            Environment.constant(1, 1, 1));
        final Camera camera = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 2);
        final float[] picture = References.render(TileRendererTest.prepare(scene), camera,
            new PictureSettings(16, 16, 64, 16, Filter.BOX, 24));
        double sum = 0;
        for (int i = 1; i < picture.length; i += 3) {
            sum += picture[i];
        }
        return sum / 256;
    }
}
