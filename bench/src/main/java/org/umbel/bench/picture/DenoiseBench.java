package org.umbel.bench.picture;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.umbel.bench.Arguments;
import org.umbel.bench.Figures;
import org.umbel.bench.Scenes;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.importer.ViewFile;
import org.umbel.node.output.Compare;
import org.umbel.node.output.Denoiser;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import org.umbel.node.output.ToneCurve;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.integrator.FeatureRenderer;
import org.umbel.tracer.integrator.PreparedScene;

/**
 * What taking the grain from a whole picture costs, in CPU time once compiled, and how near it comes to the converged
 * picture, beside the filter of before in the same run; and what tracing the guides costs. Rounds are interleaved,
 * medians told.
 */
public final class DenoiseBench {
    private static final double GOAL_MS = 150;
    private static final double GOAL_ERROR = 1.1;
    private static final int[] SAMPLES = {1, 4, 16};

    private DenoiseBench() {}

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) {
        final Arguments told = Arguments.named(args,
            "denoise [--width N] [--height N] [--rounds N] [--converged SAMPLES] [--pictures FOLDER]",
            Set.of("width", "height", "rounds", "converged", "pictures"), Set.of());
        final int width = told.number("width", 960);
        final int height = told.number("height", 540);
        final int rounds = told.number("rounds", 15);
        final String pictures = told.text("pictures", "");
        final Figures figures = new Figures("denoise", System.out);
        final ViewFile view = ViewFile.read(Scenes.helmetView());
        final Scene own = SceneImporter.load(Scenes.helmet(),
            MaterialMode.GLTF).scene();
        final PreparedScene scene = PreparedScene.prepare(new Scene(own.meshes(), own.images(), own.materials(),
            own.instances(), view.lights(), view.environment()), new MeshAccelCache(0));
        final Camera camera = view.camera();
        final int converged = told.number("converged", 256);
        bench(figures, "", scene, camera, new int[] {width, height, rounds, converged}, pictures);
        bench(figures, "-close", scene, close(camera), new int[] {width, height, rounds, converged}, pictures);
        System.exit(figures.finish(System.err, Scenes.out(), "denoise"));
    }

    /** From so near that half of the picture is covered. */
    private static Camera close(final Camera camera) {
        final float[] position = camera.position().clone();
        for (int axis = 0; axis < 3; axis++) {
            position[axis] += 0.72f * (camera.target()[axis] - position[axis]);
        }
        return new Camera(position, camera.target(), camera.up(), camera.verticalFovDegrees());
    }

    private static void bench(final Figures figures, final String name, final PreparedScene scene, final Camera camera,
                              final int[] sizes, final String pictures) {
        final PictureSettings settings = new PictureSettings(sizes[0], sizes[1], 1,
            PictureSettings.FRACTION_BITS_DEFAULT, Filter.BOX, Reference.BOUNCES);
        final float[][][] features = new float[SAMPLES.length][FeatureRenderer.FLOATS][sizes[0] * sizes[1]];
        try (Renderer renderer = new Renderer(scene, camera, sizes[0], sizes[1],
            Runtime.getRuntime().availableProcessors())) {
            final Picture right = renderer.shot(new SampleRange(sizes[3], sizes[3])).picture();
            keep(pictures, "converged" + name, right);
            for (int i = 0; i < SAMPLES.length; i++) {
                final float[][] into = features[i];
                final int rays = SAMPLES[i];
                figures.add("guides-of-" + rays + name,
                    milliseconds(() -> features(scene, camera, settings, rays, into)), "cpu-ms", "", true);
            }
            for (final int samples : SAMPLES) {
                compare(figures, features, renderer.shot(new SampleRange(0, samples)).picture(), right, samples, name,
                    sizes[2], pictures);
            }
        }
    }

    private static void features(final PreparedScene scene, final Camera camera, final PictureSettings settings,
                                 final int samples, final float[][] into) {
        final TileGrid grid = settings.grid();
        IntStream.range(0, grid.tileCount()).parallel().forEach(tile -> {
            final float[] ofTile = new float[FeatureRenderer.FLOATS * TileSums.TILE_PIXELS];
            new FeatureRenderer(scene, camera, settings).render(tile, samples, ofTile, () -> false);
            for (int i = 0; i < ofTile.length; i++) {
                final int pixel = i / FeatureRenderer.FLOATS;
                final int x = grid.x(tile) + pixel % TileSums.TILE_EDGE;
                final int y = grid.y(tile) + pixel / TileSums.TILE_EDGE;
                if (x < grid.width() && y < grid.height()) {
                    into[i % FeatureRenderer.FLOATS][y * grid.width() + x] = ofTile[i];
                }
            }
        });
    }

    private static void compare(final Figures figures, final float[][][] guides, final Picture noisy,
                                final Picture right, final int count, final String name, final int rounds,
                                final String pictures) {
        final float[][] features = guides[guides.length - 1];
        final int[] samples = new int[noisy.width() * noisy.height()];
        Arrays.fill(samples, count);
        final FormerDenoiser former = new FormerDenoiser(noisy.width(), noisy.height(), features);
        final Denoiser denoiser = new Denoiser(noisy.width(), noisy.height(), features);
        final List<Double> before = new ArrayList<>();
        final List<Double> now = new ArrayList<>();
        final List<Double> guided = new ArrayList<>();
        Picture byFormer = noisy;
        Picture by = noisy;
        for (int round = 0; round < rounds; round++) {
            byFormer = copy(noisy);
            by = copy(noisy);
            before.add(timed(former::denoise, byFormer, samples));
            guided.add(milliseconds(() -> denoiser.guide(features)));
            now.add(timed(denoiser::denoise, by, samples));
        }
        final String of = count + name;
        figures.add("first-of-" + of, now.getFirst(), "cpu-ms", "former", before.getFirst(), "", true);
        figures.add("picture-of-" + of, median(now), "cpu-ms", "former", median(before), "<=150",
            median(now) <= GOAL_MS);
        figures.add("guided-by-" + of, median(guided), "cpu-ms", "", true);
        final double error = Compare.pictures(by, right).relMse();
        final double formerError = Compare.pictures(byFormer, right).relMse();
        figures.add("error-of-" + of, error, "relMSE", "plain", Compare.pictures(noisy, right).relMse(), "", true);
        figures.add("error-beside-" + of, error, "relMSE", "former", formerError, "<=1.1",
            error <= GOAL_ERROR * formerError);
        for (int i = 0; i < guides.length - 1; i++) {
            final Picture less = copy(noisy);
            denoiser.guide(guides[i]);
            denoiser.denoise(less.rgb(), samples);
            figures.add("error-of-" + of + "-guides-of-" + SAMPLES[i], Compare.pictures(less, right).relMse(), "relMSE",
                "guides-of-16", error, "", true);
            keep(pictures, "denoised-" + of + "-guides-of-" + SAMPLES[i], less);
        }
        keep(pictures, "plain-" + of, noisy);
        keep(pictures, "former-" + of, byFormer);
        keep(pictures, "denoised-" + of, by);
    }

    private interface Denoising {
        void of(float[] rgb, int[] samples);
    }

    private static double timed(final Denoising denoising, final Picture picture, final int[] samples) {
        return milliseconds(() -> denoising.of(picture.rgb(), samples));
    }

    /** CPU time of the process, compilers included. */
    private static double milliseconds(final Runnable work) {
        final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        final long beganNs = process.getProcessCpuTime();
        work.run();
        return (process.getProcessCpuTime() - beganNs) / 1e6;
    }

    private static Picture copy(final Picture picture) {
        return new Picture(picture.width(), picture.height(), picture.rgb().clone());
    }

    private static double median(final List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void keep(final String folder, final String name, final Picture picture) {
        if (!folder.isEmpty()) {
            PictureFiles.write(Path.of(folder).resolve(name + ".png"), picture, 0, ToneCurve.PBR_NEUTRAL);
        }
    }
}
