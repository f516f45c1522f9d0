package org.umbel.node.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of one stream of a process, read by a thread of their own; any thread may wait for one. */
final class Words {
    private static final long WAIT_SECONDS = 120;

    private final String name;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean isEnded;
    private int unseen;

    /** Reads to the end. */
    Words(final String name, final BufferedReader stream) {
        this.name = name;
        reader = Thread.ofVirtual().start(() -> read(stream));
    }

    private void read(final BufferedReader stream) {
        try (stream) {
            for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                add(line, false);
            }
        } catch (final IOException e) {
            add("(the pipe broke: " + e.getMessage() + ")", false);
        } finally {
            add("", true);
        }
    }

    private synchronized void add(final String line, final boolean isEnd) {
        if (isEnd) {
            isEnded = true;
        } else {
            lines.add(line);
        }
        notifyAll();
    }

    /** Waits for a line that matches, those from {@code first} on included; returns the match. */
    private Matcher await(final Pattern pattern, final int first) {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        for (int next = first;; next++) {
            while (next == lines.size()) {
                final long leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
                if (isEnded || leftMs <= 0) {
                    throw new NodeProcessException(name + (isEnded ? " ended" : " was waited for in vain")
                        + " without saying " + pattern + "; it said:\n" + String.join("\n", lines));
                }
                waitFor(leftMs);
            }
            final Matcher matcher = pattern.matcher(lines.get(next));
            if (matcher.find()) {
                unseen = next + 1;
                return matcher;
            }
        }
    }

    /** Waits for a line that matches, those said before included. */
    synchronized Matcher await(final Pattern pattern) {
        return await(pattern, 0);
    }

    /** Waits for a line that matches and comes after the last match. */
    synchronized Matcher awaitNext(final Pattern pattern) {
        return await(pattern, unseen);
    }

    /** The lines so far are seen. */
    synchronized void skip() {
        unseen = lines.size();
    }

    @SuppressWarnings("WaitNotInLoop") // its callers loop
    private void waitFor(final long ms) {
        try {
            wait(ms);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeProcessException("interrupted", e);
        }
    }

    /** Waits for the end of the stream. */
    void join() throws InterruptedException {
        reader.join();
    }

    synchronized String all() {
        return String.join("\n", lines);
    }

    /** The last line; empty when there is none. */
    synchronized String last() {
        return lines.isEmpty() ? "" : lines.getLast();
    }
}
