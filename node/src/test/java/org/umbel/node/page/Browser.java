package org.umbel.node.page;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.umbel.node.SharedFiles;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code src/test/browser/page-test.mjs} in a real Chromium. */
public final class Browser {
    private static final String INSTALL = "apt-get install -y chromium nodejs npm";
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "page-test.mjs");

    private Browser() {}

    /**
     * Looks at a page; skips the calling test where there is no browser, or fails with CI=true.
     *
     * @param prefix of the screenshots' names, in node/target/screenshots
     * @param victim a leaf that may be killed
     * @param kill   kills it
     */
    public static void look(final String address, final String prefix, final String victim, final Consumer<String> kill)
        throws IOException, InterruptedException {
        final String chromium = found("chromium").or(() -> found("chromium-browser")).or(() -> found("google-chrome"))
            .orElseGet(() -> missing("chromium"));
        final String node = found("node").orElseGet(() -> missing("node"));
        final Path folder = prepare(found("npm").orElseGet(() -> missing("npm")));
        final Path screenshots = Files.createDirectories(SharedFiles.ofRepository("node/target/screenshots"));
        final String task = JsonMapper.builder().build().createObjectNode().put("address", address)
            .put("browser", chromium).put("screenshots", screenshots.toString()).put("prefix", prefix)
            .put("victim", victim).toString();
        final Process process = new ProcessBuilder(node, "page-test.mjs", task).directory(folder.toFile())
            .redirectErrorStream(true).start();
        final List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
             PrintWriter in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.equals("kill " + victim)) {
                    kill.accept(victim);
                    in.println("done");
                }
            }
            Assertions.assertEquals(0, process.waitFor(), () -> String.join("\n", lines));
        } finally {
            process.destroyForcibly();
        }
    }

    /** A copy with its library beside it, so that nothing is installed among the sources. */
    private static Path prepare(final String npm) throws IOException, InterruptedException {
        final Path folder = Files.createDirectories(SharedFiles.ofRepository("node/target/browser"));
        // two tests of browsers may run at once
        try (FileChannel lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
            lock.lock();
            fill(folder, npm);
        }
        return folder;
    }

    private static void fill(final Path folder, final String npm) throws IOException, InterruptedException {
        final Path sources = SharedFiles.ofRepository("node/src/test/browser");
        for (final String file : FILES) {
            final Path copy = folder.resolve(file);
            if (!Files.exists(copy) || Files.mismatch(sources.resolve(file), copy) >= 0) {
                Files.copy(sources.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.isDirectory(folder.resolve("node_modules/playwright-core"))) {
            final Process process = new ProcessBuilder(npm, "ci", "--no-audit", "--no-fund").directory(folder.toFile())
                .redirectErrorStream(true).start();
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                missing("playwright-core from npm (" + said.strip() + ")");
            }
        }
    }

    private static Optional<String> found(final String command) {
        for (final String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            final Path file = Path.of(folder, command);
            if (Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }

    private static String missing(final String what) {
        final String message = "the browser test needs " + what + ": " + INSTALL;
        if ("true".equals(System.getenv("CI"))) {
            Assertions.fail(message);
        }
        Assumptions.abort(message);
        return "";
    }
}
