package org.umbel.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbel.node.process.NodeProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a tree costs: samples per CPU-second, summed over all its processes, of a relay with two leaves of one thread
 * and a client without any, beside one process with two threads. Flight helmet, 960x540.
 *
 * <p>Five rounds, each of fresh processes. In a round the two take turns of half a second, all processes of the other
 * standing still: a machine that is shared changes its speed by a third within a minute, and both are to have the
 * same of it. A side's window begins with the first progress after ten seconds of its own turns, the warm-up, and ends
 * when its picture is whole. Only then nothing is on its way: a second's work is, at any other time, and that of glass
 * and that of sky differ fortyfold. The figure is the round with the median ratio.
 */
public final class TreeBench {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final double RATIO_GOAL = 0.95;
    private static final long WARM_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int WINDOW_SECONDS_MAX = 1200;
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Pattern PROGRESS =
        Pattern.compile("\"event\":\"progress\",\"tileSamples\":(\\d+),\"total\":(\\d+)");

    private final int samples;

    /**
     * One window.
     *
     * @param rate        samples per CPU-second
     * @param warmSeconds before it
     * @param seconds     of it, both in own turns
     */
    private record Window(double rate, double warmSeconds, double seconds) {}

    private record Round(Window tree, Window alone) {
        double ratio() {
            return tree.rate / alone.rate;
        }
    }

    private TreeBench(final int samples) {
        this.samples = samples;
    }

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) {
        final int[] numbers = Arguments.read(args, "tree [ROUNDS [SAMPLES]]", 5, 256);
        final TreeBench bench = new TreeBench(numbers[1]);
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
        System.exit(figures.finish(System.err, Scenes.out(), "tree"));
    }

    private Round round(final boolean treeFirst) {
        try (Side tree = new Side(true); Side alone = new Side(false)) {
            final Side first = treeFirst ? tree : alone;
            final Side second = treeFirst ? alone : tree;
            first.start();
            first.farm.pause();
            second.start();
            second.farm.pause();
            final CompletableFuture<Window> treeWindow = tree.window();
            final CompletableFuture<Window> aloneWindow = alone.window();
            while (!treeWindow.isDone() || !aloneWindow.isDone()) {
                first.turn(first == tree ? treeWindow : aloneWindow);
                second.turn(second == tree ? treeWindow : aloneWindow);
            }
            final Round round = new Round(treeWindow.join(), aloneWindow.join());
            System.err.printf(Locale.ROOT, "tree %.4f Msamples/cpu-s (%.1f s after %.1f s), alone %.4f (%.1f s after "
                + "%.1f s), ratio %.4f%n", round.tree.rate / 1e6, round.tree.seconds, round.tree.warmSeconds,
                round.alone.rate / 1e6, round.alone.seconds, round.alone.warmSeconds, round.ratio());
            return round;
        }
    }

    /** One of the two: its processes, and the time that it had. */
    private final class Side implements AutoCloseable {
        private final Farm farm = new Farm();
        private final List<NodeProcess> others = new ArrayList<>();
        private final NodeProcess client;
        private final Thread resume = new Thread(farm::resume);
        private final AtomicLong ranNs = new AtomicLong();

        Side(final boolean tree) {
            // Whoever stands still does not notice that this process has ended.
            Runtime.getRuntime().addShutdownHook(resume);
            if (tree) {
                others.add(farm.relay("relay"));
                final String gateway = others.getFirst().listening();
                others.add(farm.leaf("leaf-0", gateway));
                others.add(farm.leaf("leaf-1", gateway));
                client = client("--farm", gateway);
            } else {
                client = client("--threads", "2");
            }
        }

        private NodeProcess client(final String option, final String value) {
            return farm.client(Scenes.helmetArgs(), "--size", WIDTH + "x" + HEIGHT, "--spp", Integer.toString(samples),
                option, value);
        }

        /** Waits for the first samples. */
        void start() {
            client.awaitOutput(PROGRESS);
        }

        void turn(final CompletableFuture<Window> window) {
            if (window.isDone()) {
                return;
            }
            farm.resume();
            final long beganNs = System.nanoTime();
            for (long ns = 0; ns < TURN_NS; ns = System.nanoTime() - beganNs) {
                LockSupport.parkNanos(TURN_NS - ns);
            }
            farm.pause();
            ranNs.addAndGet(System.nanoTime() - beganNs);
        }

        CompletableFuture<Window> window() {
            return CompletableFuture.supplyAsync(() -> {
                Matcher line = client.awaitOutput(PROGRESS);
                while (ranNs.get() < WARM_NS) {
                    line = client.awaitOutput(PROGRESS);
                }
                final long beginNs = ranNs.get();
                final long beginCpuNs = farm.cpuNs();
                final JsonNode summary = JsonMapper.builder().build().readTree(client.result(WINDOW_SECONDS_MAX));
                final double cpuNs = summary.required("cpuSeconds").asDouble() * 1e9
                    + others.stream().mapToLong(NodeProcess::cpuNs).sum() - beginCpuNs;
                final double share = 1 - Double.parseDouble(line.group(1)) / Double.parseDouble(line.group(2));
                return new Window(share * summary.required("samples").asLong() * 1e9 / cpuNs, beginNs / 1e9,
                    (ranNs.get() - beginNs) / 1e9);
            }, task -> Thread.ofVirtual().start(task));
        }

        @Override
        public void close() {
            Runtime.getRuntime().removeShutdownHook(resume);
            farm.close();
        }
    }
}
