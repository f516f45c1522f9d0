package org.umbel.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbel.node.process.NodeProcess;

/**
 * What a tree costs: samples per CPU-second, summed over all its processes, of a relay with two leaves of one thread
 * and a client without any, beside one process with two threads. Flight helmet, 960x540.
 *
 * <p>The two take turns, {@code ROUNDS} times, each time as fresh processes, and never at the same time. A
 * picture's tiles differ much in cost, and a tree goes through them octave by octave of samples (64 to 127 of
 * every tile, then 128 to 255): so a window of time would hold other tiles on one side than on the other. The
 * window is therefore one whole octave: from {@code WARM} samples of every tile accepted at the client, to twice
 * as many. What comes before is the warm-up, at least ten seconds, which is a figure too. The client tells what it
 * has accepted as JSON lines; when one passes a bound, the CPU time of every process is read. Sums that are still
 * on their way at the first bound are made good by those at the second. The figure is the round with the median
 * ratio.
 */
public final class TreeBench {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final int SAMPLES = 1 << 14;
    private static final int TILE_EDGE = 32;
    private static final int TILES = -Math.floorDiv(-WIDTH, TILE_EDGE) * -Math.floorDiv(-HEIGHT, TILE_EDGE);
    private static final double RATIO_GOAL = 0.95;
    private static final double WARM_SECONDS_MIN = 10;
    private static final Pattern PROGRESS = Pattern.compile("\"event\":\"progress\",\"tileSamples\":(\\d+)");

    private final int warmSamples;

    /**
     * One window.
     *
     * @param rate        samples per CPU-second
     * @param warmSeconds from the first samples to the window's begin
     * @param seconds     of the window
     */
    private record Window(double rate, double warmSeconds, double seconds) {}

    private record Round(Window tree, Window alone) {
        double ratio() {
            return tree.rate / alone.rate;
        }
    }

    private TreeBench(final int warmSamples) {
        this.warmSamples = warmSamples;
    }

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) {
        final int[] numbers = Arguments.read(args, "tree [ROUNDS [WARM]]", 5, 64);
        final TreeBench bench = new TreeBench(Integer.highestOneBit(numbers[1]));
        final List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < numbers[0]; i++) {
            rounds.add(bench.round(i % 2 == 0));
        }
        rounds.sort(Comparator.comparingDouble(Round::ratio));
        final Round median = rounds.get(rounds.size() / 2);
        final Figures figures = new Figures("tree", System.out);
        figures.add("relay-2-leaves", median.tree.rate / 1e6, "Msamples/cpu-s", "one process, 2 threads",
            median.alone.rate / 1e6, ">=0.95 of it", median.ratio() >= RATIO_GOAL);
        figures.add("lowest-ratio", rounds.getFirst().ratio(), "ratio", "", true);
        figures.add("highest-ratio", rounds.getLast().ratio(), "ratio", "", true);
        final double warm = rounds.stream()
            .mapToDouble(r -> Math.min(r.tree.warmSeconds, r.alone.warmSeconds)).min().orElseThrow();
        figures.add("shortest-warm-up", warm, "s", ">=10", warm >= WARM_SECONDS_MIN);
        System.exit(figures.finish(System.err, Scenes.out(), "tree"));
    }

    private Round round(final boolean treeFirst) {
        final Window first = treeFirst ? tree() : alone();
        final Window second = treeFirst ? alone() : tree();
        final Round round = treeFirst ? new Round(first, second) : new Round(second, first);
        System.err.printf(Locale.ROOT, "tree %.4f Msamples/cpu-s (%.1f s after %.1f s), alone %.4f (%.1f s after "
            + "%.1f s), ratio %.4f%n", round.tree.rate / 1e6, round.tree.seconds, round.tree.warmSeconds,
            round.alone.rate / 1e6, round.alone.seconds, round.alone.warmSeconds, round.ratio());
        return round;
    }

    private Window tree() {
        try (Farm farm = new Farm()) {
            final String gateway = farm.relay("relay").listening();
            farm.leaf("leaf-0", gateway);
            farm.leaf("leaf-1", gateway);
            return window(farm, client(farm, "--farm", gateway));
        }
    }

    private Window alone() {
        try (Farm farm = new Farm()) {
            return window(farm, client(farm, "--threads", "2"));
        }
    }

    private static NodeProcess client(final Farm farm, final String option, final String value) {
        return farm.client(Scenes.helmetArgs(), "--size", WIDTH + "x" + HEIGHT, "--spp", Integer.toString(SAMPLES),
            option, value);
    }

    private Window window(final Farm farm, final NodeProcess client) {
        awaitTileSamples(client, 1);
        final long firstNs = System.nanoTime();
        final long begin = awaitTileSamples(client, (long) warmSamples * TILES);
        final long beginCpuNs = farm.cpuNs();
        final long beginNs = System.nanoTime();
        final long end = awaitTileSamples(client, 2L * warmSamples * TILES);
        final long cpuNs = farm.cpuNs() - beginCpuNs;
        final double samples = (double) (end - begin) * WIDTH * HEIGHT / TILES;
        return new Window(samples * 1e9 / cpuNs, (beginNs - firstNs) / 1e9, (System.nanoTime() - beginNs) / 1e9);
    }

    /** Waits for so many accepted; returns how many there are. */
    private static long awaitTileSamples(final NodeProcess client, final long tileSamplesMin) {
        while (true) {
            final Matcher line = client.awaitOutput(PROGRESS);
            final long tileSamples = Long.parseLong(line.group(1));
            if (tileSamples >= tileSamplesMin) {
                return tileSamples;
            }
        }
    }
}
