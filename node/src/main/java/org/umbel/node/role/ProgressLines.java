package org.umbel.node.role;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Progress as lines {@code progress 37.5% (done/total tile-samples)}: the first work, then every percent, but not more
 * than ten a second; and the end.
 */
final class ProgressLines implements Progress {
    private static final long EVERY_NS = 100_000_000;

    private final PrintStream stream;
    private long shownDone;
    private long nextNs = Long.MIN_VALUE;

    ProgressLines(final PrintStream stream) {
        this.stream = stream;
    }

    @Override
    public void at(final long done, final long total, final long nowNs) {
        final boolean isNews = shownDone == 0 && done > 0 || done - shownDone >= Math.max(1, total / 100);
        final boolean isEnd = done == total && shownDone != total;
        if (isEnd || isNews && (nextNs == Long.MIN_VALUE || nowNs - nextNs >= 0)) {
            stream.printf(Locale.ROOT, "progress %.1f%% (%d/%d tile-samples)%n", 100.0 * done / total, done, total);
            shownDone = done;
            nextNs = nowNs + EVERY_NS;
        }
    }

    @Override
    public void line(final String text) {
        stream.println("umbel: " + text);
    }

    @Override
    public void close() {}
}
