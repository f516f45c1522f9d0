package org.umbel.bench.picture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.umbel.bench.Arguments;
import org.umbel.bench.Figures;
import org.umbel.bench.Scenes;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.SampleRange;
import org.umbel.node.output.Compare;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import org.umbel.node.output.ToneCurve;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.integrator.PreparedScene;
import org.umbel.tracer.integrator.SceneCaches;
import org.umbel.tracer.light.LightChoice;

/**
 * Efficiency, 1 / (relMSE x CPU seconds), of choosing among thousands of emissive triangles by a tree, beside uniform
 * choice and choice by power in the same run; the error is that against the tree's own picture of other samples. With
 * two triangles, how many paths a second the tree leaves of those by power. Rounds are interleaved, medians told.
 */
public final class LightsBench {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 54;
    private static final int SAMPLES = 64;
    private static final double GOAL_MANY = 4;
    private static final double GOAL_FEW = 0.95;
    private static final Camera CORNELL =
        new Camera(new float[] {0, 1, 3.6f}, new float[] {0, 1, 0}, new float[] {0, 1, 0}, 38);

    private LightsBench() {}

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) {
        final Arguments told = Arguments.named(args,
            "lights [--balls N] [--triangles N] [--rounds N] [--converged SAMPLES] [--pictures FOLDER]",
            Set.of("balls", "triangles", "rounds", "converged", "pictures"), Set.of());
        final int rounds = told.number("rounds", 3);
        final Figures figures = new Figures("lights", System.out);
        many(figures, LightsHall.scene(told.number("balls", 60), told.number("triangles", 80), 1), rounds,
            told.number("converged", 2048), told.text("pictures", ""));
        few(figures, rounds);
        System.exit(figures.finish(System.err, Scenes.out(), "lights"));
    }

    private static void many(final Figures figures, final Scene scene, final int rounds, final int converged,
                             final String pictures) {
        final Picture right;
        try (Renderer renderer = renderer(scene, LightsHall.CAMERA, LightChoice.TREE,
            Runtime.getRuntime().availableProcessors())) {
            right = renderer.shot(new SampleRange(converged, converged)).picture();
        }
        keep(pictures, "converged", right);
        final double[] efficiencies = new double[LightChoice.values().length];
        for (final LightChoice by : LightChoice.values()) {
            final List<Double> errors = new ArrayList<>();
            final List<Double> seconds = new ArrayList<>();
            try (Renderer renderer = renderer(scene, LightsHall.CAMERA, by, 1)) {
                renderer.shot(new SampleRange(0, SAMPLES / 2));
                for (int round = 0; round < rounds; round++) {
                    final Renderer.Shot shot = renderer.shot(new SampleRange(round * SAMPLES, SAMPLES));
                    errors.add(Compare.pictures(shot.picture(), right).relMse());
                    seconds.add(shot.cpuNs() / 1e9);
                    keep(pictures, by.name().toLowerCase(Locale.ROOT), shot.picture());
                }
            }
            final String name = "many-" + by.name().toLowerCase(Locale.ROOT);
            figures.add(name + "-error", median(errors), "relMSE", "", true);
            figures.add(name + "-paths", WIDTH * HEIGHT * SAMPLES / 1e6 / median(seconds), "Mpaths/cpu-s", "", true);
            efficiencies[by.ordinal()] = 1 / (median(errors) * median(seconds));
        }
        final double uniform = efficiencies[LightChoice.UNIFORM.ordinal()];
        figures.add("many-power", efficiencies[LightChoice.POWER.ordinal()], "1/(relMSE cpu-s)", "uniform", uniform, "",
            true);
        final double tree = efficiencies[LightChoice.TREE.ordinal()];
        figures.add("many-tree", tree, "1/(relMSE cpu-s)", "uniform", uniform,
            String.format(Locale.ROOT, ">=%.1f", GOAL_MANY), tree >= GOAL_MANY * uniform);
    }

    private static void few(final Figures figures, final int rounds) {
        final Scene scene = LightsHall.cornell();
        final SampleRange samples = new SampleRange(0, SAMPLES);
        final List<Double> tree = new ArrayList<>();
        final List<Double> power = new ArrayList<>();
        try (Renderer byTree = renderer(scene, CORNELL, LightChoice.TREE, 1);
             Renderer byPower = renderer(scene, CORNELL, LightChoice.POWER, 1)) {
            for (int round = -1; round < 2 * rounds; round++) {
                final double ofTree = byTree.shot(samples).cpuNs();
                final double ofPower = byPower.shot(samples).cpuNs();
                if (round >= 0) {
                    tree.add(WIDTH * HEIGHT * SAMPLES * 1e3 / ofTree);
                    power.add(WIDTH * HEIGHT * SAMPLES * 1e3 / ofPower);
                }
            }
        }
        figures.add("few-tree-paths", median(tree), "Mpaths/cpu-s", "power", median(power),
            String.format(Locale.ROOT, ">=%.2f", GOAL_FEW), median(tree) >= GOAL_FEW * median(power));
    }

    private static Renderer renderer(final Scene scene, final Camera camera, final LightChoice by, final int threads) {
        return new Renderer(PreparedScene.prepare(scene,
            SceneCaches.ofScenes(new MeshAccelCache(1 << 24)), by), camera, WIDTH, HEIGHT, threads);
    }

    private static void keep(final String folder, final String name, final Picture picture) {
        if (!folder.isEmpty()) {
            PictureFiles.write(Path.of(folder, name + ".png"), picture, 0, ToneCurve.PBR_NEUTRAL);
        }
    }

    private static double median(final List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
