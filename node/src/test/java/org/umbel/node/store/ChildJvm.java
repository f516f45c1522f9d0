package org.umbel.node.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process of a test, with the main method of a class of the tests; it ends with the test at the latest. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    ChildJvm(final Class<?> main, final int heapMegabytes, final Object... args) {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC", "-Xmx" + heapMegabytes + "m", "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main.getName()));
        for (final Object arg : args) {
            command.add(arg.toString());
        }
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        out = process.inputReader();
    }

    /** Waits until it prints this line. */
    void await(final String line) throws IOException {
        for (String next = out.readLine(); !line.equals(next); next = out.readLine()) {
            if (next == null) {
                throw new AssertionError("it ended without saying '" + line + "'");
            }
        }
    }

    /** Whatever else it prints until it ends. */
    List<String> rest() throws IOException {
        final List<String> lines = new ArrayList<>();
        for (String next = out.readLine(); next != null; next = out.readLine()) {
            lines.add(next);
        }
        return lines;
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** kill -9, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
