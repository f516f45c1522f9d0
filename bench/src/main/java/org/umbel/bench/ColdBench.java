package org.umbel.bench;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.umbel.node.process.NodeProcess;

/**
 * From the start of a process to the first pixels of any tile, and to the whole coarse picture, with the most memory
 * that the process has held until then: a client alone, all cores, 960x540; some boxes, and a kitchen. Median of the
 * runs; memory is null where the system does not tell it.
 */
public final class ColdBench {
    private static final Pattern FIRST = Pattern.compile("\"event\":\"shown\"");
    private static final Pattern WHOLE = Pattern.compile("\"event\":\"shown\",\"tiles\":(\\d+),\"tileCount\":\\1\\D");

    private record Start(double firstSeconds, double wholeSeconds, double megabytes) {}

    private ColdBench() {}

    /** Runs the bench; there is no goal yet. */
    public static void main(final String[] args) {
        final int runs = Arguments.read(args, "cold [RUNS]", 5)[0];
        final Figures figures = new Figures("cold", System.out);
        measure(figures, "boxes", List.of(Scenes.boxes().toString()), runs);
        if (Files.exists(Scenes.kitchen())) {
            measure(figures, "kitchen", Scenes.kitchenArgs(), runs);
        } else {
            System.err.println("no " + Scenes.kitchen() + ": left out");
        }
        System.exit(figures.finish(System.err, Scenes.out(), "cold"));
    }

    private static void measure(final Figures figures, final String name, final List<String> scene, final int runs) {
        final List<Start> starts = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            starts.add(start(scene));
            System.err.printf(Locale.ROOT, "%s %s%n", name, starts.getLast());
        }
        figures.add(name + "-first-pixels", median(starts.stream().map(Start::firstSeconds).toList()), "s", "", true);
        figures.add(name + "-whole-coarse", median(starts.stream().map(Start::wholeSeconds).toList()), "s", "", true);
        figures.add(name + "-memory-peak", median(starts.stream().map(Start::megabytes).toList()), "MiB", "", true);
    }

    private static double median(final List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Start start(final List<String> scene) {
        try (Farm farm = new Farm()) {
            final long beganNs = System.nanoTime();
            final NodeProcess client = farm.client(scene, "--spp", "4096");
            client.awaitOutput(FIRST);
            final double first = (System.nanoTime() - beganNs) / 1e9;
            client.awaitOutput(WHOLE);
            final double whole = (System.nanoTime() - beganNs) / 1e9;
            return new Start(first, whole, Memory.peakMegabytes(client.pid()));
        }
    }
}
