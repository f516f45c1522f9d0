package org.umbel.bench.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbel.bench.Blender;
import org.umbel.bench.Scenes;
import tools.jackson.databind.JsonNode;

/** Blender's Cycles as it is installed, one thread: what samples cost it. */
final class Cycles {
    static final int WIDTH = 640;
    static final int HEIGHT = 360;

    private Cycles() {}

    /** Why it cannot be measured here, with the remedy; empty when it can. */
    static Optional<String> absence() {
        return Blender.absence().or(
            () -> Files.exists(script()) ? Optional.empty() : Optional.of("no " + script() + ": set UMBEL_SHARED"));
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
        final List<String> command = Blender.command(script(), List.of(spec.toString(), "time",
            System.getProperty("java.io.tmpdir"), "1", few + "," + few + "," + many));
        final Map<Integer, Double> cpu = new HashMap<>();
        for (final JsonNode line : Blender.run(command)) {
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
     * @param out   a PFM file, 320x180
     * @param again the same by another seed
     */
    static void renderNearest(final Path gltf, final Path view, final Path out, final Path again, final int samples,
                              final int threads) {
        final List<String> command = Blender.command(Blender.script("nearest.py"),
            List.of(gltf.toAbsolutePath().toString(), view.toAbsolutePath().toString(),
                out.toAbsolutePath().toString(), again.toAbsolutePath().toString(), Integer.toString(samples),
                Integer.toString(threads)));
        try {
            // Of an earlier run
            Files.deleteIfExists(out);
            Files.deleteIfExists(again);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        Blender.run(command);
        if (!Files.exists(again)) {
            throw new IllegalStateException("blender made no picture: run " + String.join(" ", command));
        }
    }
}
