package org.umbel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it takes to import each shared scene, in a process of its own that has done nothing else, so that ours runs code
 * that is not compiled yet: CPU seconds of the import, the start of the process not counted, and the most memory that
 * the process has held. With {@code --blender} beside Blender's importer where that reads the scene, in turns. Linux,
 * which tells both. Medians of the rounds.
 */
public final class ImportBench {
    private static final double GOAL = 0.5;
    /** The scene with the goal. */
    private static final String KITCHEN = "kitchen";

    private ImportBench() {}

    /** Runs the bench; ends with 1 when the goal is missed. */
    public static void main(final String[] args) throws IOException {
        final Arguments told = Arguments.named(args, "import [--blender] [--only NAME] [--rounds N]",
            Set.of("only", "rounds"), Set.of("blender"));
        final int rounds = told.number("rounds", 3);
        final Figures figures = new Figures("import", System.out);
        final Optional<String> absence = told.has("blender") ? Blender.absence() : Optional.of("--blender not given");
        if (Double.isNaN(Memory.peakMegabytes(ProcessHandle.current().pid()))) {
            figures.addUnmeasured("import", "cpu-s", "", "this system does not tell what a process takes", true);
            System.exit(figures.finish(System.err, Scenes.out(), "import"));
        }
        if (told.has("blender") && absence.isPresent()) {
            figures.addUnmeasured(KITCHEN, "cpu-s", "<=" + GOAL + " x Blender", absence.get(), true);
        }
        for (final Path scene : scenes()) {
            if (scene.toString().contains(told.text("only", ""))) {
                measure(figures, scene, rounds, absence);
            }
        }
        System.exit(figures.finish(System.err, Scenes.out(), "import"));
    }

    /** All but those that are wrong on purpose. */
    private static List<Path> scenes() throws IOException {
        final Path all = Scenes.shared("scenes");
        if (!Files.exists(all)) {
            return List.of(Scenes.helmet());
        }
        try (Stream<Path> files = Files.walk(all)) {
            return files.filter(file -> file.toString().matches(".*\\.(gltf|glb)"))
                .filter(file -> !all.relativize(file).startsWith("bad-validator")).sorted().toList();
        }
    }

    private static void measure(final Figures figures, final Path scene, final int rounds,
                                final Optional<String> absence) {
        final String file = String.valueOf(scene.getFileName());
        final String name = file.substring(0, file.lastIndexOf('.'));
        final List<JsonNode> ours = new ArrayList<>();
        final List<JsonNode> blenders = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ours.add(ours(scene));
            if (ours.getLast().has("reason")) {
                figures.addUnmeasured(name, "cpu-s", "", ours.getLast().required("reason").asString(), true);
                return;
            }
            if (absence.isEmpty() && (blenders.isEmpty() || !blenders.getFirst().has("reason"))) {
                blenders.add(blenders(scene));
            }
        }
        final double cpu = median(ours, "cpu");
        final double peak = median(ours, "peak");
        if (blenders.isEmpty() || blenders.getFirst().has("reason")) {
            if (!blenders.isEmpty()) {
                System.err.println(file + ": Blender: " + blenders.getFirst().required("reason").asString());
            }
            figures.add(name, cpu, "cpu-s", "", true);
            figures.add(name + "-wall", median(ours, "wall"), "s", "", true);
            figures.add(name + "-memory", peak, "MiB", "", true);
            return;
        }
        final double blendersCpu = median(blenders, "cpu");
        final boolean isGoal = name.equals(KITCHEN);
        figures.add(name, cpu, "cpu-s", "Blender", blendersCpu, isGoal ? "<=" + GOAL + " x Blender" : "",
            !isGoal || cpu <= GOAL * blendersCpu);
        figures.add(name + "-wall", median(ours, "wall"), "s", "Blender", median(blenders, "wall"), "", true);
        figures.add(name + "-memory", peak, "MiB", "Blender", median(blenders, "peak"), "", true);
    }

    private static JsonNode ours(final Path scene) {
        final List<String> command = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Scenes.script("jvm.args"), "-cp", System.getProperty("java.class.path"),
            ImportTrial.class.getName(), scene.toString());
        try {
            final Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!out.startsWith("{")) {
                throw new IllegalStateException("no figures: run " + String.join(" ", command));
            }
            return JsonMapper.builder().build().readTree(out);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode blenders(final Path scene) {
        final List<String> command =
            Blender.command(Blender.script("import.py"), List.of(scene.toAbsolutePath().toString()));
        final List<JsonNode> lines = Blender.run(command);
        if (lines.size() != 1) {
            throw new IllegalStateException("blender printed no figures: run " + String.join(" ", command));
        }
        return lines.getFirst();
    }

    private static double median(final List<JsonNode> trials, final String figure) {
        return trials.stream().map(trial -> trial.required(figure).asDouble()).sorted(Comparator.naturalOrder())
            .toList().get(trials.size() / 2);
    }
}
