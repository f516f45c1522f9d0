package org.umbel.node.role;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress as a bar that stays on its line of the terminal. */
final class ProgressBarView implements Progress {
    private static final int COLUMNS = 100;
    private static final int UPDATE_MS = 100;
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream stream;
    private @Nullable ProgressBar bar;
    private boolean isClosed;

    ProgressBarView(final PrintStream stream) {
        this.stream = stream;
    }

    @Override
    public void at(final long done, final long total, final long nowNs) {
        if (bar == null && done > 0 && !isClosed) {
            bar = new ProgressBarBuilder().setTaskName("rendering").setInitialMax(total)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK).setUpdateIntervalMillis(UPDATE_MS)
                .setUnit(" tile-samples", 1).setConsumer(new ConsoleProgressBarConsumer(stream, COLUMNS)).build();
        }
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void line(final String text) {
        stream.println((bar == null ? "" : CLEAR_LINE) + "umbel: " + text);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        isClosed = true;
    }
}
