package org.umbel.bench.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbel.bench.Arguments;
import org.umbel.bench.Scenes;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.SampleRange;
import org.umbel.node.importer.Framing;
import org.umbel.node.importer.Imported;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.importer.ViewFile;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import org.umbel.node.output.ToneCurve;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * Renders every scene that we have, small, as contact sheets with a page that says whose they are and what is not right
 * in them: docs/gallery.md. With {@code --only NAME} one scene, as a PNG of its own in {@code out/gallery}.
 */
public final class GalleryBench {
    private static final int SHEET_PICTURES = 16;
    private static final int COLUMNS = 4;
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int SAMPLES = 64;
    private static final String HEAD = "| | scene | by | shows | not right |\n| --- | --- | --- | --- | --- |\n";

    private GalleryBench() {}

    /** Renders. */
    public static void main(final String[] args) throws IOException {
        final Arguments told = Arguments.named(args,
            "gallery [--only NAME] [--samples N] [--threads N] [--out FOLDER]",
            Set.of("only", "samples", "threads", "out"), Set.of());
        final int threads = told.number("threads", Runtime.getRuntime().availableProcessors());
        final int samples = told.number("samples", SAMPLES);
        final String only = told.text("only", "");
        final List<Shown> all = new ArrayList<>();
        for (final GalleryEntry entry : GalleryEntry.all()) {
            if (only.isEmpty() && !entry.isShown()) {
                all.add(new Shown(entry, Optional.empty(), List.of()));
            } else if (entry.file().contains(only)) {
                all.add(render(entry, samples, threads));
            }
        }
        if (only.isEmpty()) {
            page(all, samples, Path.of(told.text("out", Scenes.root().resolve("docs").toString())));
            return;
        }
        for (final Shown shown : all) {
            if (shown.picture.isPresent()) {
                final Path file = Path.of(told.text("out", "out/gallery"))
                    .resolve(shown.entry.file().replace('/', '_') + ".png");
                PictureFiles.write(file, shown.picture.get(), shown.entry.exposureEv(), ToneCurve.PBR_NEUTRAL);
                System.err.println(file);
            }
        }
    }

    /**
     * A scene as it came out.
     *
     * @param picture none when it cannot be read, or must not be shown
     * @param told    what the importer refuses, or notes
     */
    private record Shown(GalleryEntry entry, Optional<Picture> picture, List<String> told) {}

    /** As the client would, but in one process. */
    private static Shown render(final GalleryEntry entry, final int samples, final int threads) {
        final long beganNs = System.nanoTime();
        final Imported imported;
        try {
            imported = SceneImporter.load(entry.path(), MaterialMode.GLTF);
        } catch (final ProblemException e) {
            System.err.println(entry.file() + ": " + e.getMessage());
            return new Shown(entry, Optional.empty(), e.problems().stream().map(Problem::message).toList());
        }
        final Scene own = imported.scene();
        final Optional<ViewFile> view = entry.view().map(ViewFile::read);
        final Scene scene = view.map(v -> new Scene(own.meshes(), own.images(), own.materials(), own.instances(),
            v.lights(), v.environment())).orElse(own);
        final Camera camera = view.map(ViewFile::camera).or(imported::camera)
            .orElseGet(() -> Framing.frame(scene, WIDTH, HEIGHT));
        try (Renderer renderer = new Renderer(scene, camera, WIDTH, HEIGHT, threads)) {
            final Picture picture = renderer.shot(new SampleRange(0, Math.max(samples, entry.samples()))).picture();
            System.err.printf(Locale.ROOT, "%s: %.1f s%n", entry.file(), (System.nanoTime() - beganNs) / 1e9);
            imported.notes().forEach(note -> System.err.println("    " + note));
            return new Shown(entry, Optional.of(picture), imported.notes());
        }
    }

    private static void page(final List<Shown> all, final int samples, final Path folder) throws IOException {
        Files.createDirectories(folder);
        final List<Shown> pictures = all.stream().filter(s -> s.picture.isPresent() && s.entry.isShown()).toList();
        final StringBuilder page = new StringBuilder(String.format(Locale.ROOT, """
            # Gallery

            Every scene that we try Umbel with, by `scripts/gallery`, which writes this page: %dx%d pixels, at least %d
            samples, eight bounces. Where a file brings no light it is lit by the neutral sky, and where it brings
            no camera it is seen as the client frames it, or from a file of `bench/src/main/views`. The scenes are
            other people's work, and none is a part of this repository but the flight helmet; pictures are here only
            of those whose licence lets us show them, and remain under that licence.
            """, WIDTH, HEIGHT, samples));
        for (int first = 0; first < pictures.size(); first += SHEET_PICTURES) {
            final int end = Math.min(first + SHEET_PICTURES, pictures.size());
            final String name = "gallery-" + (1 + first / SHEET_PICTURES) + ".jpg";
            final ContactSheet sheet = new ContactSheet(end - first, COLUMNS, WIDTH, HEIGHT);
            page.append("\n![Scenes ").append(first + 1).append(" to ").append(end).append("](").append(name)
                .append(")\n\n").append(HEAD);
            for (int i = first; i < end; i++) {
                final Shown shown = pictures.get(i);
                sheet.put(i - first, shown.picture.orElseThrow(), shown.entry.exposureEv(), ToneCurve.PBR_NEUTRAL);
                sheet.number(i - first, i + 1);
                page.append("| ").append(i + 1).append(' ').append(row(shown));
            }
            sheet.write(folder.resolve(name));
        }
        final List<Shown> rest = all.stream().filter(s -> !pictures.contains(s)).toList();
        page.append("\n## Without a picture\n\n").append(HEAD);
        rest.forEach(shown -> page.append("| ").append(shown.entry.isShown() ? "refused" : "licence").append(' ')
            .append(row(shown)));
        page.append(Files.readString(GalleryEntry.file("findings.md")));
        Files.writeString(folder.resolve("gallery.md"), page);
        System.err.println(folder.resolve("gallery.md"));
    }

    private static String row(final Shown shown) {
        final GalleryEntry e = shown.entry;
        final String refused = shown.picture.isPresent() ? "" : shown.told.stream().collect(Collectors.joining("; "));
        final String wrong = e.wrong().isEmpty() ? refused : refused.isEmpty() ? e.wrong() : e.wrong() + ": " + refused;
        return "| `" + e.file() + "` | " + e.credit() + ", " + e.licence() + " | " + e.shows() + " | "
            + (wrong.isEmpty() ? "nothing that we know of" : wrong) + " |\n";
    }
}
