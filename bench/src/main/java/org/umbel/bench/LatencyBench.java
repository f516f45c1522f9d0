package org.umbel.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message;

/**
 * How long a change of the camera takes until the first pixels of the new epoch are at the client, and until every
 * tile has at least its coarsest grid: flight helmet, 960x540, one leaf of one thread, at depth 1 (it dials the
 * client), 2 (one relay in between) and 3 (two).
 *
 * <p>The client is this process; relays and leaf are processes of their own on loopback. Each edit turns the camera
 * around the scene a little while the picture before is still being rendered. The first edit after ten seconds in
 * which a complete picture only stood there is a line of its own: every thread of every node then waits.
 */
public final class LatencyBench {
    private static final PictureSettings SETTINGS = BenchClient.settings(960, 540, 8);
    private static final int WARM_EDITS = 20;
    private static final int IDLE_EDITS = 3;
    private static final double TURN_DEGREES = 1.5;
    private static final long PAUSE_MIN_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int PAUSE_SPREAD_MS = 100;
    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long HIGHEST_US = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;
    private static final double US_PER_MS = 1000;

    private final int edits;
    private final Figures figures = new Figures("latency", System.out);
    private final Random random = new Random(42);

    private LatencyBench(final int edits) {
        this.edits = edits;
    }

    /** Runs the bench; there is no goal yet. */
    public static void main(final String[] args) {
        final LatencyBench bench = new LatencyBench(Arguments.read(args, "latency [EDITS]", 100)[0]);
        for (int depth = 1; depth <= 3; depth++) {
            bench.measure(depth);
        }
        System.exit(bench.figures.finish(System.err, Scenes.out(), "latency"));
    }

    private void measure(final int depth) {
        try (Farm farm = new Farm(); BenchClient client = connect(farm, depth)) {
            final Histogram first = new Histogram(HIGHEST_US, DIGITS);
            final Histogram whole = new Histogram(HIGHEST_US, DIGITS);
            for (int i = -WARM_EDITS; i < edits; i++) {
                client.turnFor(PAUSE_MIN_NS + TimeUnit.MILLISECONDS.toNanos(random.nextInt(PAUSE_SPREAD_MS)));
                final BenchClient.Answer answer = client.edit(turned(client.camera(), TURN_DEGREES));
                if (i >= 0) {
                    first.recordValue(answer.firstUs());
                    whole.recordValue(answer.wholeUs());
                }
            }
            add("depth-" + depth + "-first-pixels", first);
            add("depth-" + depth + "-whole-coarse", whole);
            measureIdle(depth, client);
        }
    }

    private void measureIdle(final int depth, final BenchClient client) {
        final Histogram first = new Histogram(HIGHEST_US, DIGITS);
        final Histogram whole = new Histogram(HIGHEST_US, DIGITS);
        for (int i = 0; i < IDLE_EDITS; i++) {
            client.turnUntilComplete();
            client.turnFor(IDLE_NS);
            final BenchClient.Answer answer = client.edit(turned(client.camera(), TURN_DEGREES));
            first.recordValue(answer.firstUs());
            whole.recordValue(answer.wholeUs());
        }
        figures.add("depth-" + depth + "-first-pixels-after-idle", first.getValueAtPercentile(50) / US_PER_MS,
            "ms, median of " + IDLE_EDITS, "", true);
        figures.add("depth-" + depth + "-whole-coarse-after-idle", whole.getValueAtPercentile(50) / US_PER_MS,
            "ms, median of " + IDLE_EDITS, "", true);
    }

    private void add(final String name, final Histogram histogram) {
        for (final int percentile : new int[] {50, 90, 99}) {
            figures.add(name + "-p" + percentile, histogram.getValueAtPercentile(percentile) / US_PER_MS, "ms", "",
                true);
        }
    }

    /** Starts the tree, connects, and has the first picture's coarse form. */
    private static BenchClient connect(final Farm farm, final int depth) {
        if (depth == 1) {
            final BenchClient client = BenchClient.listening(SETTINGS, Message.Mode.INTERACTIVE);
            farm.leaf("leaf", client.address());
            client.show();
            return client;
        }
        final String gateway = farm.relay("gateway").listening();
        String lowest = gateway;
        for (int i = 2; i < depth; i++) {
            lowest = farm.relay("relay-" + i, "--parent", lowest).listening();
        }
        farm.leaf("leaf", lowest);
        final BenchClient client = BenchClient.dialling(gateway, SETTINGS, Message.Mode.INTERACTIVE);
        client.show();
        return client;
    }

    /** The camera, carried around its target's vertical axis. */
    private static Camera turned(final Camera camera, final double degrees) {
        final double sin = Math.sin(Math.toRadians(degrees));
        final double cos = Math.cos(Math.toRadians(degrees));
        final float[] p = camera.position();
        final float[] t = camera.target();
        final double x = p[0] - t[0];
        final double z = p[2] - t[2];
        final float[] moved = {(float) (t[0] + cos * x + sin * z), p[1], (float) (t[2] - sin * x + cos * z)};
        return new Camera(moved, t, camera.up(), camera.verticalFovDegrees());
    }
}
