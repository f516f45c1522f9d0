package org.umbel.node.role;

/** Shows a person how far the picture is, on standard error. One thread. */
public interface Progress extends AutoCloseable {
    /**
     * @param done  tile-samples accepted
     * @param total tile-samples of the whole picture
     */
    void at(long done, long total, long nowNs);

    /** Says something else in between. */
    void line(String text);

    @Override
    void close();

    /** A bar where a terminal shows it, lines otherwise. */
    static Progress on(final java.io.PrintStream stream, final boolean isTerminal) {
        return isTerminal ? new ProgressBarView(stream) : new ProgressLines(stream);
    }
}
