package org.umbel.bench.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.umbel.bench.Arguments;
import org.umbel.bench.Figures;
import org.umbel.bench.Scenes;
import org.umbel.codec.tile.SampleRange;
import org.umbel.node.output.Compare;
import org.umbel.node.output.Picture;

/**
 * How near pictures with few samples are to the references, as relMSE = mean (a - b)^2 / (b^2 + 0.01), beside Cycles'
 * own pictures with as many samples; and that a white bunny in a white furnace cannot be seen. With {@code
 * --principled} instead how near converged pictures are where our materials are not quite those of Cycles.
 */
public final class FidelityBench {
    private static final double CYCLES_MAX = 1.1;
    private static final double FURNACE_OFF_MAX = 0.001;
    private static final int FURNACE_SAMPLES = 64;
    private static final double PRINCIPLED_MAX = 0.02;
    private static final int PRINCIPLED_SAMPLES = 128;

    private FidelityBench() {}

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) {
        final Arguments told = Arguments.named(args, "fidelity [--principled]", Set.of(), Set.of("principled"));
        final int threads = Runtime.getRuntime().availableProcessors();
        final Figures figures = new Figures("fidelity", System.out);
        if (told.has("principled")) {
            principled(figures, threads);
            System.exit(figures.finish(System.err, Scenes.out(), "fidelity"));
        }
        for (final String name : List.of("bunny_lambert", "apartment_sun_lambert")) {
            if (isThere(figures, name)) {
                final Reference reference = Reference.read(name);
                try (Renderer renderer = new Renderer(reference, threads)) {
                    for (final int samples : new int[] {16, 64}) {
                        final Picture picture = renderer.shot(new SampleRange(0, samples)).picture();
                        final double error = Compare.pictures(picture, reference.picture()).relMse();
                        final double cycles = reference.cyclesRelMse(samples);
                        figures.add(name + "-" + samples, error, "relMSE", "Cycles", cycles, "<=" + CYCLES_MAX,
                            error <= CYCLES_MAX * cycles);
                    }
                }
            }
        }
        furnace(figures, threads);
        System.exit(figures.finish(System.err, Scenes.out(), "fidelity"));
    }

    private static void principled(final Figures figures, final int threads) {
        for (final String name : List.of("flighthelmet_principled", "glass_principled")) {
            if (isThere(figures, name)) {
                final Reference reference = Reference.read(name);
                try (Renderer renderer = new Renderer(reference, threads)) {
                    final Picture picture = renderer.shot(new SampleRange(0, PRINCIPLED_SAMPLES)).picture();
                    final double error = Compare.pictures(picture, reference.picture()).relMse();
                    figures.add(name + "-" + PRINCIPLED_SAMPLES, error, "relMSE", "<=" + PRINCIPLED_MAX,
                        error <= PRINCIPLED_MAX);
                }
            }
        }
    }

    private static void furnace(final Figures figures, final int threads) {
        final String name = "furnace_bunny_lambert";
        if (isThere(figures, name)) {
            try (Renderer renderer = new Renderer(Reference.read(name), threads)) {
                double sum = 0;
                final float[] rgb = renderer.shot(new SampleRange(0, FURNACE_SAMPLES)).picture().rgb();
                for (final float value : rgb) {
                    sum += value;
                }
                final double mean = sum / rgb.length;
                figures.add(name + "-" + FURNACE_SAMPLES, mean, "mean", "1 +- " + FURNACE_OFF_MAX,
                    Math.abs(mean - 1) <= FURNACE_OFF_MAX);
            }
        }
    }

    /** Says what is absent. */
    static boolean isThere(final Figures figures, final String name) {
        final List<Path> missing = Reference.missing(name);
        if (!missing.isEmpty()) {
            figures.addUnmeasured(name, "relMSE", "", "no " + missing.getFirst() + ": set UMBEL_SHARED", false);
        }
        return missing.isEmpty();
    }
}
