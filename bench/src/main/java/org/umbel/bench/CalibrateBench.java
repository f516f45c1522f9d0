package org.umbel.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.tile.TileSumsCodec;
import org.umbel.relay.sim.SimCosts;

/**
 * What a node's agent thread spends, for the simulator: per message and byte of a link, per tile merged and packed, per
 * range of a leaf; and what a render thread spends per tile-sample of the flight helmet. CPU time, so that a busy
 * machine measures nearly the same. Writes {@code out/bench/calibration.json}.
 *
 * <p>Message and byte are measured on a bare link, merge and pack on the codec. A client, a relay and a leaf then run
 * with a worker that answers at once: what the leaf's thread spends beyond messages and packing is the cost of a
 * range's way through the books, and the relay, from which nothing was taken, tells how well the sum of the parts
 * predicts a whole node.
 */
public final class CalibrateBench {
    private static final int TILES = 24;
    private static final int SAMPLES = 16;
    private static final int ROUNDS = 15;
    private static final int PASSES = 20;
    private static final long WARM_NS = TimeUnit.SECONDS.toNanos(5);
    private static final double MODEL_ERROR_MAX = 0.3;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Figures figures = new Figures("calibrate", System.out);
    private final TileSumsCodec codec = new TileSumsCodec();

    private CalibrateBench() {}

    /** Runs the bench; ends with 1 when the parts do not make up the whole. */
    public static void main(final String[] args) {
        final int seconds = Arguments.read(args, "calibrate [SECONDS]", 10)[0];
        System.exit(new CalibrateBench().run(TimeUnit.SECONDS.toNanos(seconds)));
    }

    private int run(final long measureNs) {
        final SampleTiles tiles = new SampleTiles(new SampleTiles.Source(Scenes.helmet(),
            Optional.of(Scenes.helmetView()), Optional.empty()));
        // The last round of a few is compiled.
        long renderNs = 0;
        List<TileSums> sums = List.of();
        for (int i = 0; i < 3; i++) {
            final long begin = threads.getCurrentThreadCpuTime();
            sums = tiles.render(TILES, SAMPLES);
            renderNs = threads.getCurrentThreadCpuTime() - begin;
        }
        final double tileSampleNs = (double) renderNs / TILES / SAMPLES;
        final List<UnsafeBuffer> bytes = sums.stream().map(this::encoded).toList();
        final int tileBytes = (int) bytes.stream().mapToInt(UnsafeBuffer::capacity).average().orElseThrow();
        final double mergeNs = mergeNs(bytes);
        final double packNs = packNs(sums);
        final LinkCosts.Measured link = LinkCosts.measure();
        final SimCosts parts = new SimCosts(link.messageNs(), mergeNs, packNs, 0, link.byteNs(), tileBytes);
        final double rangeNs = rangeNs(sums, parts, measureNs);
        final Calibration calibration = new Calibration(commit(), machine(),
            new SimCosts(link.messageNs(), mergeNs, packNs, rangeNs, link.byteNs(), tileBytes), tileSampleNs);
        calibration.write();
        figures.add("message", link.messageNs() / 1e3, "us per message and side", "", true);
        figures.add("byte", link.byteNs(), "ns per byte and side", "", true);
        figures.add("merge", mergeNs / 1e3, "us per tile", "", true);
        figures.add("pack", packNs / 1e3, "us per tile", "", true);
        figures.add("range", rangeNs / 1e3, "us per range in the books", "", true);
        figures.add("tile-sample", tileSampleNs / 1e3, "us of a render thread", "", true);
        return figures.finish(System.err, Scenes.out(), "calibrate");
    }

    private double mergeNs(final List<UnsafeBuffer> bytes) {
        final TileSums into = new TileSums(TileSums.TILE_PIXELS);
        return medianNs(bytes.size(), () -> {
            for (final UnsafeBuffer tile : bytes) {
                switch (codec.decode(tile, 0, tile.capacity())) {
                    case TileSumsCodec.Decoded.Ok ok -> into.add(ok.sums());
                    case TileSumsCodec.Decoded.Malformed bad -> throw new IllegalStateException(bad.reason());
                }
            }
        });
    }

    private double packNs(final List<TileSums> sums) {
        final UnsafeBuffer out = new UnsafeBuffer(new byte[codec.encodedLengthMax(TileSums.TILE_PIXELS)]);
        return medianNs(sums.size(), () -> sums.forEach(tile -> codec.encode(tile, out, 0)));
    }

    private UnsafeBuffer encoded(final TileSums sums) {
        final byte[] out = new byte[codec.encodedLengthMax(TileSums.TILE_PIXELS)];
        return new UnsafeBuffer(Arrays.copyOf(out, fill(sums, out)));
    }

    private int fill(final TileSums sums, final byte[] out) {
        return codec.encode(sums, new UnsafeBuffer(out), 0);
    }

    /** Per item of a pass. */
    private double medianNs(final int count, final Runnable pass) {
        final double[] ns = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            final long begin = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < PASSES; i++) {
                pass.run();
            }
            ns[Math.max(0, round)] = (double) (threads.getCurrentThreadCpuTime() - begin) / PASSES / count;
        }
        Arrays.sort(ns);
        return ns[ROUNDS / 2];
    }

    private double rangeNs(final List<TileSums> sums, final SimCosts parts, final long measureNs) {
        final List<NodeCosts> chain = NodeCosts.chain(sums);
        final List<NodeCosts.Counts> counts = new ArrayList<>();
        try {
            NodeCosts.rest(WARM_NS);
            final List<NodeCosts.Counts> begin = chain.stream().map(NodeCosts::counts).toList();
            NodeCosts.rest(measureNs);
            for (int i = 0; i < chain.size(); i++) {
                counts.add(chain.get(i).counts().since(begin.get(i)));
            }
        } finally {
            chain.forEach(NodeCosts::close);
        }
        final NodeCosts.Counts leaf = counts.get(2);
        final NodeCosts.Counts relay = counts.get(1);
        final double rangeNs = Math.max(0, leaf.cpuNs() - modelNs(leaf, parts)) / Math.max(1, leaf.ranges());
        final double ratio = (modelNs(relay, parts) + relay.ranges() * rangeNs) / relay.cpuNs();
        figures.add("relay-of-parts", ratio, "predicted / measured CPU time of a relay, " + relay.reportsReceived()
            + " reports in, " + relay.reportsSent() + " out", "0.7..1.3", Math.abs(ratio - 1) <= MODEL_ERROR_MAX);
        return rangeNs;
    }

    private static double modelNs(final NodeCosts.Counts counts, final SimCosts costs) {
        return counts.messages() * costs.messageNs() + counts.reportsReceived() * costs.mergeNs()
            + counts.reportsSent() * costs.packNs()
            + (counts.reportsReceived() + counts.reportsSent()) * costs.byteNs() * costs.tileBytes();
    }

    private static String machine() {
        return String.format(Locale.ROOT, "%s %s, %d processors, Java %s, load %.1f", System.getProperty("os.name"),
            System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), Runtime.version(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String commit() {
        try {
            final Process git = new ProcessBuilder("git", "-C", Scenes.root().toString(), "describe", "--always",
                "--dirty").start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        } catch (final IOException e) {
            return "unknown: " + e.getMessage();
        }
    }
}
