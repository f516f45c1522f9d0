package org.umbel.node.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbel.node.cli.Main;

/**
 * A node as a process of its own, from the classes that were just built. It ends with this test's process, however that
 * ends: its standard input is a pipe from here. Every wait has a deadline and shows the node's words when it passes.
 */
final class NodeProcess implements AutoCloseable {
    private static final long WAIT_SECONDS = 120;
    private static final Pattern LISTENING = Pattern.compile("listening on (\\S+) \\(UDP\\)");

    private final String name;
    private final Process process;
    private final List<String> words = new ArrayList<>();
    private final List<String> output = new ArrayList<>();
    private final Thread outputReader;
    private final Thread wordsReader;
    private boolean isSilent;

    private NodeProcess(final String name, final Process process) {
        this.name = name;
        this.process = process;
        outputReader = Thread.ofVirtual().start(() -> read(process.inputReader(StandardCharsets.UTF_8), output));
        wordsReader = Thread.ofVirtual().start(() -> {
            read(process.errorReader(StandardCharsets.UTF_8), words);
            synchronized (words) {
                isSilent = true;
                words.notifyAll();
            }
        });
    }

    static NodeProcess start(final String name, final String... args) {
        final Path root = Path.of(System.getenv("UMBEL_ROOT"));
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + root.resolve("scripts").resolve("jvm.args"), "-Xmx512m", "-cp", classPath(), Main.class.getName(),
            "--end-with-stdin", "--name", name));
        command.addAll(List.of(args));
        try {
            return new NodeProcess(name, new ProcessBuilder(command).start());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static void read(final BufferedReader reader, final List<String> into) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (into) {
                    into.add(line);
                    into.notifyAll();
                }
            }
        } catch (final IOException e) {
            synchronized (into) {
                into.add("(the pipe broke: " + e.getMessage() + ")");
            }
        }
    }

    /** Where it listens, once it does. */
    String listening() {
        return await(LISTENING).group(1);
    }

    /** Waits for words that match, those said before included. */
    Matcher await(final Pattern pattern) {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        synchronized (words) {
            for (int next = 0; ; next++) {
                while (next == words.size()) {
                    final long leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
                    if (isSilent || leftMs <= 0) {
                        throw new AssertionError(name + (isSilent ? " ended" : " was waited for in vain")
                            + " without saying " + pattern + "; it said:\n" + String.join("\n", words));
                    }
                    waitFor(words, leftMs);
                }
                final Matcher matcher = pattern.matcher(words.get(next));
                if (matcher.find()) {
                    return matcher;
                }
            }
        }
    }

    private static void waitFor(final Object monitor, final long ms) {
        try {
            monitor.wait(ms);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits for progress of at least so many per cent. */
    void awaitProgress(final double percentMin) {
        await(Progressed.atLeast(percentMin));
    }

    /** Its last line of standard output, once it has ended well. */
    String result() {
        try {
            if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not end; it said:\n" + said());
            }
            outputReader.join();
            wordsReader.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        if (process.exitValue() != 0 || output.isEmpty()) {
            throw new AssertionError(name + " ended with " + process.exitValue() + "; it said:\n" + said());
        }
        return output.getLast();
    }

    String said() {
        synchronized (words) {
            return String.join("\n", words);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kill -9, where there is such a thing. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** Progress lines as a pattern, so that one wait serves all. */
    private static final class Progressed {
        static Pattern atLeast(final double percentMin) {
            final StringBuilder numbers = new StringBuilder();
            for (int percent = (int) Math.ceil(percentMin); percent <= 100; percent++) {
                numbers.append(numbers.isEmpty() ? "" : "|").append(percent);
            }
            return Pattern.compile("^progress (" + numbers + ")\\.\\d%");
        }
    }
}
