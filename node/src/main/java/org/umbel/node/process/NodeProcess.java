package org.umbel.node.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbel.node.cli.Main;

/**
 * A node as a process of its own, from the classes of this process. It ends with this process, however that ends: its
 * standard input is a pipe from here. Every wait has a deadline and shows the node's words when it passes.
 */
public final class NodeProcess implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 512;
    private static final long WAIT_SECONDS = 120;
    private static final Pattern LISTENING = Pattern.compile("listening on (\\S+) \\(UDP\\)");

    /** What tells a JVM where its classes are. */
    private static volatile List<String> classes = List.of("-cp", classPath());

    private final String name;
    private final Process process;
    private final Words output;
    private final Words words;

    private NodeProcess(final String name, final Process process) {
        this.name = name;
        this.process = process;
        output = new Words(name, process.inputReader(StandardCharsets.UTF_8));
        words = new Words(name, process.errorReader(StandardCharsets.UTF_8));
    }

    /** A small node, such as a test needs. */
    public static NodeProcess start(final String name, final String... args) {
        return start(name, HEAP_MEGABYTES, List.of(args));
    }

    /**
     * Starts a node that meets nobody but whom it is told: others may be running on this machine.
     *
     * @param heapMegabytes the most that the JVM's heap may take
     * @param args          as typed by a person, but for the name
     */
    public static NodeProcess start(final String name, final int heapMegabytes, final List<String> args) {
        return start(name, heapMegabytes, List.of(), args);
    }

    /**
     * The same, its JVM being told more.
     *
     * @param jvm arguments of the JVM, such as {@code -Dumbel.loss=0.05,7}
     */
    public static NodeProcess start(final String name, final int heapMegabytes, final List<String> jvm,
                                    final List<String> args) {
        final List<String> all = new ArrayList<>(args);
        all.add("--no-discovery");
        return run(name, heapMegabytes, jvm, all);
    }

    /** A small node that looks for others and is found, in a farm of this name; its JVM may be told more. */
    public static NodeProcess startDiscovered(final String name, final String farm, final List<String> jvm,
                                              final List<String> args) {
        final List<String> all = new ArrayList<>(args);
        all.addAll(List.of("--farm-name", farm));
        return run(name, HEAP_MEGABYTES, jvm, all);
    }

    private static NodeProcess run(final String name, final int heapMegabytes, final List<String> jvm,
                                   final List<String> args) {
        final List<String> all = new ArrayList<>(List.of("--end-with-stdin", "--name", name));
        all.addAll(args);
        if (args.stream().noneMatch(arg -> arg.equals("--role=client") || arg.equals("--cache"))) {
            // what this machine's nodes have kept is no part of a test or a bench
            all.add("--no-cache");
        }
        return runAsTyped(name, heapMegabytes, jvm, all);
    }

    /** One of the program's other commands, as typed. */
    public static NodeProcess startCommand(final String name, final String... args) {
        return runAsTyped(name, HEAP_MEGABYTES, List.of(), List.of(args));
    }

    private static NodeProcess runAsTyped(final String name, final int heapMegabytes, final List<String> jvm,
                                          final List<String> args) {
        final List<String> command = new ArrayList<>(java(heapMegabytes, jvm));
        command.addAll(args);
        try {
            return new NodeProcess(name, new ProcessBuilder(command).start());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command of a small node without its arguments. The environment names the repository, UMBEL_ROOT. */
    public static List<String> java() {
        return java(HEAP_MEGABYTES, List.of());
    }

    /** The command of another program of this class path, without its arguments. */
    public static List<String> java(final Class<?> program) {
        final List<String> command = new ArrayList<>(java());
        command.set(command.size() - 1, program.getName());
        return command;
    }

    private static List<String> java(final int heapMegabytes, final List<String> jvm) {
        final Path root = Path.of(System.getenv("UMBEL_ROOT"));
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + root.resolve("scripts").resolve("jvm.args"), "-Xmx" + heapMegabytes + "m"));
        command.addAll(jvm);
        command.addAll(classes);
        command.add(Main.class.getName());
        return command;
    }

    /** Who starts many processes may say where they find the same classes sooner: arguments of the JVM. */
    static void classes(final List<String> arguments) {
        classes = List.copyOf(arguments);
    }

    /** Of this process. Surefire hides it behind a manifest. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Where it listens, once it does: HOST:PORT. */
    public String listening() {
        return await(LISTENING).group(1);
    }

    /** Waits for words on standard error that match, those said before included. */
    public Matcher await(final Pattern pattern) {
        return words.await(pattern);
    }

    /** Waits for a line of standard output that matches and comes after the last such line. */
    public Matcher awaitOutput(final Pattern pattern) {
        return output.awaitNext(pattern);
    }

    /** What it has printed so far on standard output is not waited for any more. */
    public void skipOutput() {
        output.skip();
    }

    /** Waits for progress of at least so many per cent. */
    public void awaitProgress(final double percentMin) {
        await(Progressed.atLeast(percentMin));
    }

    /** Its last line of standard output, once it has ended well. */
    public String result() {
        return result(WAIT_SECONDS);
    }

    /** The same for who may take so many seconds. */
    public String result(final long waitSeconds) {
        if (exitCode(waitSeconds) != 0 || output.last().isEmpty()) {
            throw new NodeProcessException(name + " ended with " + process.exitValue() + "; it said:\n" + said());
        }
        return output.last();
    }

    /** How it ended, once it has. */
    public int exitCode() {
        return exitCode(WAIT_SECONDS);
    }

    private int exitCode(final long waitSeconds) {
        try {
            if (!process.waitFor(waitSeconds, TimeUnit.SECONDS)) {
                throw new NodeProcessException(name + " does not end; it said:\n" + said());
            }
            output.join();
            words.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeProcessException("interrupted", e);
        }
        return process.exitValue();
    }

    /** What it said so far on standard error. */
    public String said() {
        return words.all();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The operating system's number of it. */
    public long pid() {
        return process.pid();
    }

    /** CPU time that it has taken so far, all threads, in ns; on Linux in steps of 10 ms. */
    public long cpuNs() {
        return process.info().totalCpuDuration().map(Duration::toNanos)
            .orElseThrow(() -> new NodeProcessException("this system does not tell the CPU time of " + name));
    }

    /**
     * Stands still for so long and goes on by itself, also when this process has ended meanwhile: who stands still does
     * not see that. Returns at once. Where there are POSIX signals.
     */
    public void pause(final long ms) {
        final String script = "kill -STOP %1$d; sleep %2$s; kill -CONT %1$d".formatted(pid(), ms / 1000.0);
        try {
            new ProcessBuilder("sh", "-c", script).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of these stand still until {@link #resume}. Where there are POSIX signals. */
    public static void pause(final List<NodeProcess> all) {
        signal(all, "-STOP");
    }

    /** All of these go on. */
    public static void resume(final List<NodeProcess> all) {
        signal(all, "-CONT");
    }

    private static void signal(final List<NodeProcess> all, final String signal) {
        final List<String> command = new ArrayList<>(List.of("kill", signal));
        all.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kill -9, where there is such a thing. */
    public void kill() {
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
