package org.umbel.bench.picture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.umbel.bench.Scenes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Blender's Cycles as it is installed, one thread: what samples cost it. */
final class Cycles {
    static final int WIDTH = 640;
    static final int HEIGHT = 360;
    private static final String MARK = "PEER ";

    private Cycles() {}

    /** Why it cannot be measured here, with the remedy; empty when it can. */
    static Optional<String> absence() {
        final boolean isInstalled = Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "blender")));
        if (!isInstalled) {
            return Optional.of("no blender: apt-get install --no-install-recommends blender python3-numpy");
        }
        return Files.exists(script()) ? Optional.empty() : Optional.of("no " + script() + ": set UMBEL_SHARED");
    }

    private static Path script() {
        return Scenes.shared("peers/cycles/cyc.py");
    }

    /**
     * CPU seconds that each further sample of a whole picture costs, 640x360, one thread: the difference of two counts
     * in one warm process.
     */
    static double cpuSecondsPerSample(final String name, final int few, final int many) {
        final Path spec = Scenes.shared("peers/cycles/spec/" + name + ".json");
        final List<String> command = List.of("blender", "-b", "--factory-startup", "-P", script().toString(), "--",
            spec.toString(), "time", System.getProperty("java.io.tmpdir"), "1", few + "," + few + "," + many);
        final Map<Integer, Double> cpu = new HashMap<>();
        for (final JsonNode line : run(command)) {
            cpu.put(line.required("spp").asInt(), line.required("cpu").asDouble());
        }
        if (cpu.size() != 2) {
            throw new IllegalStateException("blender printed no figures: run " + String.join(" ", command));
        }
        return (cpu.getOrDefault(many, 0.0) - cpu.getOrDefault(few, 0.0)) / (many - few);
    }

    /**
     * Renders one of {@link ExtensionScenes} with the nearest of its own closures.
     *
     * @param out a PFM file, 320x180
     */
    static void renderNearest(final Path gltf, final Path view, final Path out, final int samples, final int threads) {
        final Path nearest = Scenes.root().resolve(Path.of("bench", "src", "main", "python", "nearest.py"));
        final List<String> command = List.of("blender", "-b", "--factory-startup", "--python-exit-code", "1",
            "-P", nearest.toAbsolutePath().toString(), "--", gltf.toAbsolutePath().toString(),
            view.toAbsolutePath().toString(), out.toAbsolutePath().toString(), Integer.toString(samples),
            Integer.toString(threads));
        try {
            // Of an earlier run
            Files.deleteIfExists(out);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        run(command);
        if (!Files.exists(out)) {
            throw new IllegalStateException("blender made no picture: run " + String.join(" ", command));
        }
    }

    private static List<JsonNode> run(final List<String> command) {
        final List<JsonNode> lines = new ArrayList<>();
        try {
            // its specifications name scenes from there
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
