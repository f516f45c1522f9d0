package org.umbel.node.role;

import org.umbel.codec.wire.Message.NodeStatus;

/** Shows a person how far the picture is, on standard error. One thread. */
public interface Progress extends AutoCloseable {
    /**
     * The picture is so far.
     *
     * @param done  tile-samples accepted
     * @param total tile-samples of the whole picture
     */
    void at(long done, long total, long nowNs);

    /** So many tiles of the picture have pixels, coarse ones or exact ones. */
    default void shown(final int tiles, final int tileCount) {}

    /** A node has so much of the scene now. */
    default void scene(final NodeStatus node) {}

    /** Says something else in between. */
    void line(String text);

    @Override
    void close();

    /** A bar where a terminal shows it, lines otherwise. */
    static Progress on(final java.io.PrintStream stream, final boolean isTerminal) {
        return isTerminal ? new ProgressBarView(stream) : new ProgressLines(stream);
    }

    /** JSON lines with every step, for programs that measure. */
    static Progress json(final java.io.PrintStream output, final java.io.PrintStream words) {
        return new ProgressJson(output, words);
    }
}
