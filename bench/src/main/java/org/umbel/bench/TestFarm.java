package org.umbel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A farm of network namespaces, scripts/testfarm, whose machines run a script of bash. It ends when it is closed, and
 * in any case after a bound; what its machines wrote goes with it.
 */
public final class TestFarm implements AutoCloseable {
    /** Holds what a machine of the farm has sent over its cable, in bytes. */
    public static final Path SENT_BYTES = Path.of("/sys/class/net/eth0/statistics/tx_bytes");

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int LINES_TOLD = 12;

    private final Path folder;
    private final Process process;
    private final BufferedReader said;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> end;
    private final Deque<String> last = new ArrayDeque<>();

    /** Where a script writes, in memory where the system has that. */
    public static Path newFolder() throws IOException {
        return Files.isDirectory(MEMORY) ? Files.createTempDirectory(MEMORY, "umbel-bench-")
            : Files.createTempDirectory("umbel-bench-");
    }

    /**
     * Starts it.
     *
     * @param folder  is deleted with it, and all that is in it
     * @param options of scripts/testfarm, the count of machines being the last
     * @param script  what each machine runs
     */
    public TestFarm(final Path folder, final List<String> options, final String script, final long boundSeconds)
        throws IOException {
        this.folder = folder;
        final List<String> command = new ArrayList<>(List.of(Scenes.script("testfarm").toString()));
        command.addAll(options);
        command.addAll(List.of("--", "bash", "-c", script));
        process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        said = process.inputReader(StandardCharsets.UTF_8);
        end = clock.schedule(process::destroy, boundSeconds, TimeUnit.SECONDS);
    }

    /** What a machine says next; null when the farm has ended. */
    public @Nullable String readLine() throws IOException {
        final String line = said.readLine();
        if (line != null) {
            last.addLast(line);
            if (last.size() > LINES_TOLD) {
                last.removeFirst();
            }
        }
        return line;
    }

    /** The last things said, in one line. */
    public String lastWords() {
        return String.join("; ", last);
    }

    @Override
    public void close() throws IOException {
        end.cancel(false);
        clock.shutdown();
        // Not destroyForcibly: it ends its machines by itself, and then is waited for.
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
