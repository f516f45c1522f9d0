package org.umbel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Blender as it is installed, without its window, running a Python script that prints figures. */
public final class Blender {
    /** What a line of figures begins with: Blender prints much else. */
    private static final String MARK = "PEER ";

    private Blender() {}

    /** Why it cannot be run here, with the remedy; empty when it can. */
    public static Optional<String> absence() {
        final boolean isInstalled = Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "blender")));
        return isInstalled ? Optional.empty()
            : Optional.of("no blender: apt-get install --no-install-recommends blender python3-numpy");
    }

    /** The command that runs a script. */
    public static List<String> command(final Path script, final List<String> arguments) {
        final List<String> command = new ArrayList<>(List.of("blender", "-b", "--factory-startup",
            "--python-exit-code", "1", "-P", script.toAbsolutePath().toString(), "--"));
        command.addAll(arguments);
        return command;
    }

    /** One of the repository's scripts for it. */
    public static Path script(final String name) {
        return Scenes.root().resolve(Path.of("bench", "src", "main", "python", name));
    }

    /** Runs a command, in the shared folder since specifications name scenes from there; its lines of figures. */
    public static List<JsonNode> run(final List<String> command) {
        final List<JsonNode> lines = new ArrayList<>();
        try {
            final Process process = new ProcessBuilder(command).directory(Scenes.shared("").toFile())
                .redirectErrorStream(true).start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (line.startsWith(MARK)) {
                        lines.add(JsonMapper.builder().build().readTree(line.substring(MARK.length())));
                    }
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
