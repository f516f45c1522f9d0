package org.umbel.bench.picture;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbel.bench.Arguments;
import org.umbel.bench.Figures;
import org.umbel.bench.Scenes;
import org.umbel.codec.tile.SampleRange;
import org.umbel.node.output.Compare;
import org.umbel.node.output.Picture;

/**
 * Efficiency, 1 / (relMSE x CPU seconds) of 64 samples with the same rules for bounces, beside Cycles 3.4.1 of Debian
 * 12, which is timed in the same run. CPU seconds are those of 63 further samples at 640x360 in a warm process, one
 * thread; ours are the whole process's. The error is that of 320x180 against the reference; where materials differ
 * (principled), ours is against our own picture of 1,024 other samples, and Cycles' against its own.
 */
public final class EfficiencyBench {
    private static final int SAMPLES = 64;
    private static final SampleRange CONVERGED = new SampleRange(1024, 1024);
    private static final double GOAL_LAMBERT = 1.2;
    private static final double GOAL_PRINCIPLED = 1.0;

    private EfficiencyBench() {}

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) {
        final Arguments told =
            Arguments.named(args, "efficiency [--cycles] [--only NAME]", Set.of("only"), Set.of("cycles"));
        final Map<String, Double> goals = new LinkedHashMap<>();
        goals.put("bunny_lambert", GOAL_LAMBERT);
        goals.put("apartment_sun_lambert", GOAL_LAMBERT);
        goals.put("flighthelmet_principled", GOAL_PRINCIPLED);
        goals.put("glass_principled", GOAL_PRINCIPLED);
        final Figures figures = new Figures("efficiency", System.out);
        final Optional<String> absence = told.has("cycles") ? Cycles.absence() : Optional.of("--cycles was not given");
        goals.forEach((name, goal) -> {
            if (name.contains(told.text("only", "")) && FidelityBench.isThere(figures, name)) {
                measure(figures, Reference.read(name), goal, absence);
            }
        });
        System.exit(figures.finish(System.err, Scenes.out(), "efficiency"));
    }

    private static void measure(final Figures figures, final Reference reference, final double goal,
                                final Optional<String> absence) {
        final String name = reference.name();
        final double error;
        final double secondsPerSample;
        final Picture right = name.endsWith("_lambert") ? reference.picture() : converged(reference);
        try (Renderer renderer = new Renderer(reference, 1)) {
            error = Compare.pictures(renderer.shot(new SampleRange(0, SAMPLES)).picture(), right).relMse();
            renderer.shot(Cycles.WIDTH, Cycles.HEIGHT, new SampleRange(0, SAMPLES / 2));
            final long one = renderer.shot(Cycles.WIDTH, Cycles.HEIGHT, new SampleRange(0, 1)).cpuNs();
            final long all = renderer.shot(Cycles.WIDTH, Cycles.HEIGHT, new SampleRange(0, SAMPLES)).cpuNs();
            secondsPerSample = (all - one) / 1e9 / (SAMPLES - 1);
        }
        final double paths = Cycles.WIDTH * Cycles.HEIGHT / 1e6;
        final double efficiency = 1 / (error * SAMPLES * secondsPerSample);
        if (absence.isPresent()) {
            figures.add(name + "-paths", paths / secondsPerSample, "Mpaths/cpu-s", "", true);
            figures.addUnmeasured(name, "1/(relMSE cpu-s)", ">=" + goal + " x Cycles", absence.get(), true);
            return;
        }
        final double cyclesSecondsPerSample = Cycles.cpuSecondsPerSample(name, 1, SAMPLES);
        final double cyclesError = reference.cyclesRelMse(SAMPLES);
        figures.add(name + "-paths", paths / secondsPerSample, "Mpaths/cpu-s", "Cycles",
            paths / cyclesSecondsPerSample, "", true);
        figures.add(name + "-error", error, "relMSE", "Cycles", cyclesError, "", true);
        final double cyclesEfficiency = 1 / (cyclesError * SAMPLES * cyclesSecondsPerSample);
        figures.add(name, efficiency, "1/(relMSE cpu-s)", "Cycles", cyclesEfficiency,
            String.format(Locale.ROOT, ">=%.1f", goal), efficiency >= goal * cyclesEfficiency);
    }

    private static Picture converged(final Reference reference) {
        try (Renderer renderer = new Renderer(reference, Runtime.getRuntime().availableProcessors())) {
            return renderer.shot(CONVERGED).picture();
        }
    }
}
