package org.umbel.bench;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.umbel.node.process.NodeProcess;

/**
 * How often whole coarse pictures come to a page during a drag that does not end: flight helmet, 960x540, a client alone
 * on all cores with its page, and a visitor that wants another camera 60 times a second and takes frames without drawing
 * them. From one picture of which every tile has come to the next of another epoch.
 */
public final class MotionBench {
    private static final Pattern PAGE = Pattern.compile("the page: (http://\\S+)");
    private static final Pattern HOME = Pattern.compile("\"home\":\\{\"position\":\\[([^]]+)],\"target\":\\[([^]]+)],"
        + "\"up\":\\[([^]]+)],\"fov\":([^}]+)}");
    private static final long MOVE_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(16);
    private static final long WARM_NS = TimeUnit.SECONDS.toNanos(5);
    private static final double TURN_RADIANS = 0.02;
    private static final double GOAL_MS = 100;
    private static final double US_PER_MS = 1000;
    private static final double NS_PER_MS = 1e6;
    /** Of TileFrame: frame number, epoch, width and height, number of tiles, then the tiles. */
    private static final int NUMBER_AT = 4;
    private static final int EPOCH_AT = 8;
    private static final int SIZE_AT = 12;
    private static final int COUNT_AT = 16;
    private static final int TILES_AT = 20;
    private static final int TILE_EDGE = 32;

    private final Histogram gapsUs = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    private final CountDownLatch home = new CountDownLatch(1);
    private final BitSet seen = new BitSet();
    private volatile @Nullable PageVisitor visitor;
    private volatile @Nullable Matcher view;
    private volatile boolean isMeasuring;
    private int epoch;
    private boolean isWhole;
    private long wholeNs;
    private double cpuMs;

    private MotionBench() {}

    /** Runs the bench. */
    public static void main(final String[] args) throws Exception {
        final int seconds = Arguments.read(args, "motion [SECONDS]", 10)[0];
        final MotionBench bench = new MotionBench();
        bench.drag(TimeUnit.SECONDS.toNanos(seconds));
        final Figures figures = new Figures("motion", System.out);
        for (final int percentile : new int[] {50, 90, 99}) {
            final double ms = bench.gapsUs.getValueAtPercentile(percentile) / US_PER_MS;
            figures.add("whole-coarse-every-p" + percentile, ms, "ms", percentile == 50 ? "<=100" : "",
                percentile != 50 || ms <= GOAL_MS);
        }
        figures.add("cpu-per-whole-coarse", bench.cpuMs / bench.gapsUs.getTotalCount(), "ms of all cores", "", true);
        System.exit(figures.finish(System.err, Scenes.out(), "motion"));
    }

    private void drag(final long ns) throws Exception {
        try (Farm farm = new Farm()) {
            final NodeProcess client = farm.watched(Scenes.helmetArgs(), "--spp", "4096", "--page-port", "0");
            try (PageVisitor opened = PageVisitor.open(client.await(PAGE).group(1), this::onState, this::onFrame)) {
                visitor = opened;
                home.await();
                final long beganNs = System.nanoTime();
                long moveNs = beganNs;
                long cpuNs = 0;
                for (int i = 0; moveNs - beganNs < WARM_NS + ns; i++) {
                    if (!isMeasuring && moveNs - beganNs >= WARM_NS) {
                        cpuNs = client.cpuNs();
                        isMeasuring = true;
                    }
                    opened.say(camera(Math.sin(i * TURN_RADIANS)));
                    moveNs += MOVE_EVERY_NS;
                    LockSupport.parkNanos(moveNs - System.nanoTime());
                }
                isMeasuring = false;
                cpuMs = (client.cpuNs() - cpuNs) / NS_PER_MS;
            }
        }
    }

    private void onState(final String json) {
        final Matcher matcher = HOME.matcher(json);
        if (home.getCount() > 0 && matcher.find()) {
            view = matcher;
            home.countDown();
        }
    }

    private void onFrame(final ByteBuffer frame) {
        final long nowNs = System.nanoTime();
        final PageVisitor to = visitor;
        if (to != null) {
            to.say("{\"type\":\"drawn\",\"frame\":" + frame.getInt(NUMBER_AT) + "}");
        }
        if (frame.getInt(EPOCH_AT) != epoch) {
            epoch = frame.getInt(EPOCH_AT);
            seen.clear();
            isWhole = false;
        }
        final int columns = (frame.getShort(SIZE_AT) + TILE_EDGE - 1) / TILE_EDGE;
        final int rows = (frame.getShort(SIZE_AT + 2) + TILE_EDGE - 1) / TILE_EDGE;
        int at = TILES_AT;
        for (int i = 0; i < frame.getInt(COUNT_AT); i++) {
            seen.set(frame.getShort(at + 2) / TILE_EDGE * columns + frame.getShort(at) / TILE_EDGE);
            final int grid = frame.get(at + 6);
            at += 8 + 4 * ((frame.get(at + 4) + grid - 1) / grid) * ((frame.get(at + 5) + grid - 1) / grid);
        }
        if (!isWhole && seen.cardinality() == columns * rows) {
            if (isMeasuring && wholeNs != 0) {
                gapsUs.recordValue(TimeUnit.NANOSECONDS.toMicros(nowNs - wholeNs));
            }
            isWhole = true;
            wholeNs = nowNs;
        }
    }

    /** Home's camera, its position moved along the world's axes. */
    private String camera(final double by) {
        final Matcher home = Objects.requireNonNull(view);
        final double[] p = List.of(home.group(1).split(",")).stream().mapToDouble(Double::parseDouble).toArray();
        return String.format(Locale.ROOT, "{\"type\":\"camera\",\"position\":[%s,%s,%s],\"target\":[%s],\"up\":[%s],"
            + "\"fov\":%s}", p[0] + 0.2 * by, p[1], p[2] - 0.1 * by, home.group(2), home.group(3), home.group(4));
    }
}
