package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;
import org.umbel.tracer.light.LightSample;
import org.umbel.tracer.light.Sky;
import org.umbel.tracer.light.SkyCache;

/** Small scenes whose radiance is known in closed form. */
class LightTransportTest {
    private static final Environment BLACK = Environment.constant(0, 0, 0);
    private static final Material GREY = References.lambert(new float[] {0.5f, 0.5f, 0.5f, 1}, new float[3]);

    /** The form factor of a small patch under the centre of a parallel square, at scenes of all sizes. */
    @ParameterizedTest
    @ValueSource(floats = {0.05f, 1f, 500f})
    void shouldGiveTheFormFactorWhenASquareLampHangsOverAFloor(final float size) {
        final Material lamp = References.lambert(new float[] {0, 0, 0, 1}, new float[] {1, 1, 1});
        final Instance above = new Instance(0, 1, new float[] {0.5f * size, 0, 0, 0, 0, 0, 1, size, 0, 0.5f * size,
            0, 0});
        final float radiance = floor(scene(List.of(GREY, lamp), List.of(ground(size), above), List.of(), BLACK), size,
            0);

        // Siegel and Howell: four corners of a / c = 0.5 each
        final double x = 0.5 / Math.sqrt(1.25);
        final double factor = 4 * (2 * x * Math.atan(x)) / (2 * Math.PI);
        assertThat((double) radiance).isCloseTo(0.5 * factor, within(0.01 * factor));
    }

    /** The same light by the sky alone, by a white dome of emitters, and by both half: weights must add up to one. */
    @ParameterizedTest
    @ValueSource(floats = {0f, 0.5f, 1f})
    void shouldSeeTheSameLightWhenItComesFromLampsOrFromTheSky(final float share) {
        final float l = 1f - share;
        final Material lamp = References.lambert(new float[] {0, 0, 0, 1}, new float[] {share, share, share});
        final Environment sky = new Environment.Gradient(new float[] {l, l, l}, new float[] {l, l, l},
            new float[] {0.9f * l, 0.9f * l, 0.9f * l});
        // a wide lamp low over the floor fills the hemisphere but for 0.04 %; half transparent where both give light
        final Material veil = share == 0.5f ? blend(0.5f) : lamp;
        final Instance above = new Instance(0, 1, new float[] {50, 0, 0, 0, 0, 0, 1, 1, 0, 50, 0, 0});
        final List<Instance> instances = share == 0 ? List.of(ground(0.1f)) : List.of(ground(0.1f), above);
        final float radiance = floor(scene(List.of(GREY, veil), instances, List.of(), sky), 0.1f, 0);

        assertThat(radiance).isCloseTo(0.5f, within(0.01f));
    }

    @Test
    void shouldSeeTheSameLightWhenAConstantSkyIsAMap() {
        final Environment sky = map((x, y) -> 2);
        assertThat(floor(scene(List.of(GREY), List.of(ground(1)), List.of(), sky), 1, 0)).isCloseTo(1f, within(0.005f));
        final Material lamp = References.lambert(new float[] {0, 0, 0, 1}, new float[] {2, 2, 2});
        final Instance above = new Instance(0, 1, new float[] {1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0});
        assertThat(floor(scene(List.of(GREY, lamp), List.of(ground(0.5f), above), List.of(), sky), 0.5f, 0))
            .isCloseTo(1f, within(0.01f));
    }

    /** A texel as bright as a sun, in a sky that is not dark, against scattering alone: lookups by the million. */
    @Test
    void shouldGiveAFloorTheLightOfASmallSunInAMap() {
        final Environment map = map((x, y) -> x == 40 && y == 9 ? 5000 : 0.5f + 0.01f * x);
        final Sky sky = Sky.of(map, new SkyCache(1));
        final LightSample light = new LightSample();
        final Random random = new Random(1);
        final int count = 1 << 22;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            final double u = random.nextDouble();
            final double azimuth = 2 * Math.PI * random.nextDouble();
            sky.radiance((float) (Math.sqrt(u) * Math.cos(azimuth)), (float) Math.sqrt(1 - u),
                (float) (Math.sqrt(u) * Math.sin(azimuth)), light);
            sum += light.g / count;
        }
        final double radiance = floor(scene(List.of(GREY), List.of(ground(1)), List.of(), map), 1, 0);
        assertThat(radiance).isCloseTo(0.5 * sum, within(0.01 * sum));
    }

    private interface Grey {
        float at(int x, int y);
    }

    private static Environment map(final Grey grey) {
        final byte[] rgbe = new byte[4 * 64 * 32];
        for (int i = 0; i < 64 * 32; i++) {
            final float value = grey.at(i % 64, i / 64);
            EnvironmentMap.encode(value, value, value, rgbe, 4 * i);
        }
        return new Environment.Mapped(new EnvironmentMap(64, 32, rgbe), 0, 1);
    }

    @Test
    void shouldGiveTheCosineWhenOnlyTheSunShines() {
        final List<Light> suns = List.of(new Light.Sun(new float[] {3, -4, 0}, new float[] {1, 1, 1}),
            new Light.Sun(new float[] {0, 1, 0}, new float[] {9, 9, 9}));
        final float radiance = floor(scene(List.of(GREY), List.of(ground(1)), suns, BLACK), 1, 0);

        assertThat((double) radiance).isCloseTo(0.8 * 0.5 / Math.PI, within(0.02));
    }

    @Test
    void shouldPassLightInProportionWhenASheetIsHalfTransparent() {
        final Environment white = Environment.constant(1, 1, 1);
        final Material absorber = new Material(Material.Model.GLTF, new float[] {0, 0, 0, 0.25f}, TextureRef.NONE, 1,
            1, TextureRef.NONE, TextureRef.NONE, 1, new float[3], TextureRef.NONE, Material.AlphaMode.BLEND, 0.5f,
            true);
        final float radiance = floor(scene(List.of(absorber), List.of(ground(1)), List.of(), white), 1, 0);

        // F0 = 0 for a black metal, but for what Schlick's term adds at grazing angles
        assertThat(radiance).isCloseTo(0.75f, within(0.02f));
    }

    /** A closed box that shines: the first hit and each bounce are lit, whatever paths roulette has ended. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 8})
    void shouldAddUpAllBouncesWhenABoxShinesInside(final int bounces) {
        final double[] albedo = {0.5, 0.2, 0.1};
        final Material wall = References.lambert(new float[] {0.5f, 0.2f, 0.1f, 1}, new float[] {1, 1, 1});
        final List<Instance> walls = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            for (int side = -1; side <= 1; side += 2) {
                // the square's x and y onto the other two axes
                final float[] rows = new float[12];
                rows[4 * ((axis + 1) % 3)] = 1;
                rows[4 * ((axis + 2) % 3) + 1] = 1;
                rows[4 * axis + 2] = 1;
                rows[4 * axis + 3] = side;
                walls.add(new Instance(0, 0, rows));
            }
        }
        final float[] picture =
            References.render(TileRendererTest.prepare(scene(List.of(wall), walls, List.of(), BLACK)),
                new Camera(new float[] {0.3f, 0.2f, 0.1f}, new float[] {-1, -0.5f, 0.2f}, new float[] {0, 1, 0}, 90),
                new PictureSettings(16, 16, 256, 16, Filter.BOX, bounces));
        for (int c = 0; c < 3; c++) {
            double mean = 0;
            for (int i = c; i < picture.length; i += 3) {
                mean += picture[i] / 256;
            }
            final double expected = (1 - Math.pow(albedo[c], bounces + 2)) / (1 - albedo[c]);
            assertThat(mean).as("channel " + c).isCloseTo(expected, within(0.002 * expected));
        }
    }

    /** Black, emits 1 where it is; in front of a sky of 0.5 the half of it lets half of that pass. */
    private static Material blend(final float alpha) {
        return new Material(Material.Model.GLTF, new float[] {0, 0, 0, alpha}, TextureRef.NONE, 1, 1, TextureRef.NONE,
            TextureRef.NONE, 1, new float[] {1.5f, 1.5f, 1.5f}, TextureRef.NONE, Material.AlphaMode.BLEND, 0.5f, true);
    }

    private static Scene scene(final List<Material> materials, final List<Instance> instances,
                               final List<Light> lights, final Environment sky) {
        return new Scene(List.of(TileRendererTest.square()), List.of(), materials, instances, lights, sky);
    }

    /** A floor about the origin, facing up. */
    private static Instance ground(final float size) {
        return new Instance(0, 0, new float[] {size, 0, 0, 0, 0, 0, 1, 0, 0, -size, 0, 0});
    }

    /** Mean green of a few pixels that look at the floor's middle from a point low enough to be under lamps. */
    private static float floor(final Scene scene, final float size, final int bounces) {
        final Camera camera = new Camera(new float[] {0.9f * size, 0.4f * size, 0}, new float[3],
            new float[] {0, 1, 0}, 0.5f);
        final float[] picture = References.render(TileRendererTest.prepare(scene), camera,
            new PictureSettings(8, 8, 256, 16, Filter.BOX, bounces));
        float sum = 0;
        for (int i = 1; i < picture.length; i += 3) {
            sum += picture[i];
        }
        return sum / 64;
    }
}
