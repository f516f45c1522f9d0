package org.umbel.bench.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbel.bench.Arguments;
import org.umbel.bench.Figures;
import org.umbel.bench.Scenes;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.SampleRange;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.importer.ViewFile;
import org.umbel.node.output.Compare;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;

/**
 * How near pictures with few samples are to the references, as relMSE = mean (a - b)^2 / (b^2 + 0.01), beside Cycles'
 * own pictures with as many samples; and that a white bunny in a white furnace cannot be seen. With {@code
 * --principled} instead how near converged pictures are where our materials are not quite those of Cycles; with {@code
 * --extensions} how near pictures of single extensions are to Cycles with the nearest of its closures, how much of that
 * is noise of either, and what is left of it that is not. Both leave a sheet of pictures: ours, Cycles', and where they
 * differ, red where ours is brighter and blue where it is darker.
 */
public final class FidelityBench {
    private static final double CYCLES_MAX = 1.1;
    private static final double FURNACE_OFF_MAX = 0.001;
    private static final int FURNACE_SAMPLES = 64;
    private static final double PRINCIPLED_MAX = 0.02;
    private static final int PRINCIPLED_SAMPLES = 128;
    private static final int EXTENSION_SAMPLES = 128;

    private FidelityBench() {}

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) throws IOException {
        final Arguments told = Arguments.named(args,
            "fidelity [--principled | --extensions [--only NAME]] [--sheet FILE.jpg]",
            Set.of("only", "sheet"), Set.of("principled", "extensions"));
        final int threads = Runtime.getRuntime().availableProcessors();
        final Figures figures = new Figures("fidelity", System.out);
        if (told.has("principled")) {
            principled(figures, threads, sheet(told, "principled"));
            System.exit(figures.finish(System.err, Scenes.out(), "fidelity"));
        }
        if (told.has("extensions")) {
            extensions(figures, threads, told.text("only", ""), sheet(told, "extensions"));
            System.exit(figures.finish(System.err, Scenes.out(), "fidelity"));
        }
        for (final String name : List.of("bunny_lambert", "apartment_sun_lambert")) {
            if (isThere(figures, name)) {
                final Reference reference = Reference.read(name);
                try (Renderer renderer = new Renderer(reference, threads)) {
                    for (final int samples : new int[] {16, 64}) {
                        final Picture picture = renderer.shot(new SampleRange(0, samples)).picture();
                        final double error = Compare.pictures(picture, reference.picture()).relMse();
                        final double cycles = reference.cyclesRelMse(samples);
                        figures.add(name + "-" + samples, error, "relMSE", "Cycles", cycles, "<=" + CYCLES_MAX,
                            error <= CYCLES_MAX * cycles);
                    }
                }
            }
        }
        furnace(figures, threads);
        System.exit(figures.finish(System.err, Scenes.out(), "fidelity"));
    }

    private static Path sheet(final Arguments told, final String name) {
        return Path.of(told.text("sheet", Scenes.out().resolve("fidelity-" + name + ".jpg").toString()));
    }

    private static void principled(final Figures figures, final int threads, final Path sheet) throws IOException {
        final Beside pictures = new Beside();
        for (final String name : List.of("flighthelmet_principled", "glass_principled")) {
            if (isThere(figures, name)) {
                final Reference reference = Reference.read(name);
                try (Renderer renderer = new Renderer(reference, threads)) {
                    final Picture picture = renderer.shot(new SampleRange(0, PRINCIPLED_SAMPLES)).picture();
                    final double error = Compare.pictures(picture, reference.picture()).relMse();
                    figures.add(name + "-" + PRINCIPLED_SAMPLES, error, "relMSE", "<=" + PRINCIPLED_MAX,
                        error <= PRINCIPLED_MAX);
                    pictures.add(picture, reference.picture());
                }
            }
        }
        pictures.write(sheet);
    }

    private static void extensions(final Figures figures, final int threads, final String only, final Path sheet)
        throws IOException {
        final Optional<String> absence = Cycles.absence();
        final Path folder = Files.createDirectories(Scenes.out().resolve("extensions"));
        final Beside pictures = new Beside();
        for (final Map.Entry<String, List<String>> scene : ExtensionScenes.all().entrySet()) {
            final String name = scene.getKey();
            if (absence.isPresent()) {
                figures.addUnmeasured(name, "relMSE", "", absence.get(), true);
            } else if (name.contains(only)) {
                final Path gltf = folder.resolve(name + ".gltf");
                final Path view = folder.resolve("view.json");
                final Path cycles = folder.resolve(name + ".pfm");
                final Path cyclesAgain = folder.resolve(name + "-again.pfm");
                ExtensionScenes.write(gltf, view, scene.getValue());
                Cycles.renderNearest(gltf, view, cycles, cyclesAgain, EXTENSION_SAMPLES, threads);
                final Twice theirs = new Twice(PictureFiles.read(cycles), PictureFiles.read(cyclesAgain));
                try (Renderer renderer = new Renderer(lit(gltf, view), ViewFile.read(view).camera(),
                    theirs.one().width(), theirs.one().height(), threads)) {
                    final Twice ours = new Twice(renderer.shot(new SampleRange(0, EXTENSION_SAMPLES)).picture(),
                        renderer.shot(new SampleRange(EXTENSION_SAMPLES, EXTENSION_SAMPLES)).picture());
                    figures.add(name, Compare.pictures(ours.one(), theirs.one()).relMse(), "relMSE", "", true);
                    figures.add(name + "-noise", ours.noise(), "relMSE", "Cycles", theirs.noise(), "", true);
                    figures.add(name + "-model", ours.apart(theirs), "relMSE", "", true);
                    pictures.add(ours.mean(), theirs.mean());
                }
            }
        }
        if (absence.isEmpty()) {
            pictures.write(sheet);
        }
    }

    /** A scene with the view's light alone, and its own lamps. */
    private static Scene lit(final Path gltf, final Path view) {
        final Scene own = SceneImporter.load(gltf, MaterialMode.GLTF).scene();
        final ViewFile light = ViewFile.read(view);
        return new Scene(own.meshes(), own.images(), own.materials(), own.instances(), light.lights(),
            light.environment());
    }

    private static void furnace(final Figures figures, final int threads) {
        final String name = "furnace_bunny_lambert";
        if (isThere(figures, name)) {
            try (Renderer renderer = new Renderer(Reference.read(name), threads)) {
                double sum = 0;
                final float[] rgb = renderer.shot(new SampleRange(0, FURNACE_SAMPLES)).picture().rgb();
                for (final float value : rgb) {
                    sum += value;
                }
                final double mean = sum / rgb.length;
                figures.add(name + "-" + FURNACE_SAMPLES, mean, "mean", "1 +- " + FURNACE_OFF_MAX,
                    Math.abs(mean - 1) <= FURNACE_OFF_MAX);
            }
        }
    }

    /** Says what is absent. */
    static boolean isThere(final Figures figures, final String name) {
        final List<Path> missing = Reference.missing(name);
        if (!missing.isEmpty()) {
            figures.addUnmeasured(name, "relMSE", "", "no " + missing.getFirst() + ": set UMBEL_SHARED", false);
        }
        return missing.isEmpty();
    }
}
