package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.light.LightChoice;

/** Scenes of hundreds of small lamps, each of a brightness of its own. */
class ManyLightsTest {
    private static final int LAMPS = 240;
    private static final Environment BLACK = Environment.constant(0, 0, 0);

    /**
     * A floor under lamps of which none is before another: the sum of what each gives by Lambert's formula for polygons
     * (1760).
     */
    @ParameterizedTest
    @EnumSource
    void shouldGiveAFloorTheLightOfAllLamps(final LightChoice by) {
        final List<Mesh> meshes = new ArrayList<>(List.of(TileRendererTest.square()));
        final List<Material> materials =
            new ArrayList<>(List.of(References.lambert(new float[] {0.5f, 0.5f, 0.5f, 1}, new float[3])));
        final List<Instance> instances =
            new ArrayList<>(List.of(new Instance(0, 0, new float[] {1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0})));
        final Random random = new Random(6);
        double irradiance = 0;
        for (int i = 0; i < LAMPS; i++) {
            // evenly over the hemisphere by the golden angle, none too near the horizon or to another
            final double y = 0.1 + 0.9 * (i + 0.5) / LAMPS;
            final double azimuth = i * Math.PI * (3 - Math.sqrt(5));
            final double distance = 1.5 + 4 * random.nextDouble();
            final double radius = Math.sqrt(1 - y * y);
            final float[] corners = new float[9];
            for (int corner = 0; corner < 3; corner++) {
                corners[3 * corner] = (float) (distance * (radius * Math.cos(azimuth) + 0.08 * random.nextDouble()));
                corners[3 * corner + 1] = (float) (distance * (y + 0.02 * random.nextDouble()));
                corners[3 * corner + 2] =
                    (float) (distance * (radius * Math.sin(azimuth) + 0.08 * random.nextDouble()));
            }
            final float shine = (float) Math.exp(1.5 * random.nextGaussian());
            meshes.add(new Mesh(corners, new int[] {0, 1, 2}, new float[0], new float[0], new float[0], new float[0]));
            materials.add(References.lambert(new float[] {0, 0, 0, 1}, new float[] {shine, shine, shine}));
            instances.add(new Instance(1 + i, 1 + i, References.IDENTITY));
            irradiance += shine * formFactor(corners);
        }
        final Scene scene = new Scene(meshes, List.of(), materials, instances, List.of(), BLACK);
        final Camera camera = new Camera(new float[] {0.9f, 0.4f, 0}, new float[3], new float[] {0, 1, 0}, 0.5f);
        final double radiance = mean(scene, camera, new PictureSettings(8, 8, 512, 16, Filter.BOX, 0), by);

        assertThat(radiance).isCloseTo(0.5 * irradiance, within(0.02 * radiance));
    }

    /** Through bounces, on gloss and in glass, where the choice may leave out nothing either. */
    @Test
    void shouldMakeTheSamePictureHoweverLampsAreChosen() {
        final Scene scene = room();
        final Camera camera =
            new Camera(new float[] {0.1f, 0.2f, 3.5f}, new float[] {0, -0.2f, 0}, new float[] {0, 1, 0}, 50);
        final PictureSettings settings = new PictureSettings(16, 16, 1024, 16, Filter.BOX, 3);
        final double byTree = mean(scene, camera, settings, LightChoice.TREE);

        assertThat(byTree).isCloseTo(mean(scene, camera, settings, LightChoice.POWER), within(0.01 * byTree));
    }

    /** Integral of the cosine at the origin's floor over a triangle's solid angle, over pi. */
    private static double formFactor(final float[] corners) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            final double[] a = unit(corners, i);
            final double[] b = unit(corners, (i + 1) % 3);
            final double x = a[1] * b[2] - a[2] * b[1];
            final double y = a[2] * b[0] - a[0] * b[2];
            final double z = a[0] * b[1] - a[1] * b[0];
            final double sine = Math.sqrt(x * x + y * y + z * z);
            sum += Math.asin(Math.min(1, sine)) * y / sine;
        }
        return Math.abs(sum) / (2 * Math.PI);
    }

    private static double[] unit(final float[] corners, final int i) {
        final double[] c = {corners[3 * i], corners[3 * i + 1], corners[3 * i + 2]};
        final double length = Math.sqrt(c[0] * c[0] + c[1] * c[1] + c[2] * c[2]);
        return new double[] {c[0] / length, c[1] / length, c[2] / length};
    }

    /** Floor, a glossy wall, a pane and a block of glass, and lamps everywhere. */
    private static Scene room() {
        final Material floor = References.lambert(new float[] {0.8f, 0.7f, 0.6f, 1}, new float[3]);
        final float[] white = {1, 1, 1, 1};
        final Material glossy = new Material(Material.Model.GLTF, white, TextureRef.NONE, 0.8f, 0.4f, TextureRef.NONE,
            TextureRef.NONE, 1, new float[3], TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f, false);
        final Material glass = new Material(Material.Model.GLTF, white, TextureRef.NONE, 0, 0.5f, TextureRef.NONE,
            TextureRef.NONE, 1, new float[3], TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f, false,
            new MaterialExtensions(1.4f, false, 0.9f, TextureRef.NONE, 0, new float[3], 0,
                MaterialExtensions.Specular.NONE, MaterialExtensions.Clearcoat.NONE, MaterialExtensions.Sheen.NONE,
                MaterialExtensions.Anisotropy.NONE, MaterialExtensions.Iridescence.NONE));
        final List<Material> materials = new ArrayList<>(List.of(floor, glossy, glass));
        final List<Instance> instances = new ArrayList<>(List.of(
            new Instance(0, 0, new float[] {3, 0, 0, 0, 0, 0, 1, -1, 0, -3, 0, 0}),
            new Instance(0, 1, new float[] {3, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1, -2}),
            new Instance(0, 2, new float[] {0.7f, 0, 0, 0.3f, 0, 0.7f, 0, 0, 0.2f, 0, 1, 0.5f})));
        final Random random = new Random(8);
        for (int i = 0; i < LAMPS / 2; i++) {
            final float shine = (float) Math.exp(2 + 1.2 * random.nextGaussian());
            materials.add(References.lambert(new float[] {0, 0, 0, 1}, new float[] {shine, 0.8f * shine, 0.5f}));
            final float[] rows = new float[12];
            for (int k = 0; k < 12; k++) {
                rows[k] = k % 4 == 3 ? 3 * random.nextFloat() - 1.5f : 0.03f * (float) random.nextGaussian();
            }
            instances.add(new Instance(0, 3 + i, rows));
        }
        return new Scene(List.of(TileRendererTest.square()), List.of(), materials, instances, List.of(),
            Environment.constant(0.1f, 0.1f, 0.1f));
    }

    private static double mean(final Scene scene, final Camera camera, final PictureSettings settings,
                               final LightChoice by) {
        return References.mean(References.render(PreparedScene.prepare(scene,
            SceneCaches.ofScenes(new MeshAccelCache(1 << 20)), by), camera, settings));
    }
}
