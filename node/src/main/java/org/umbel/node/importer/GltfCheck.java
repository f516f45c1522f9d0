package org.umbel.node.importer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.umbel.node.validation.Finding;
import org.umbel.node.validation.Validation;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * Whether a file is valid glTF 2.0, which is more than an import asks: the import refuses what it cannot draw, and this
 * tells all that the specification forbids.
 *
 * @param errors   how many there are, also those that are not listed
 * @param problems what the specification forbids
 * @param warnings what it allows, and is probably a mistake
 */
public record GltfCheck(int errors, List<Problem> problems, List<Problem> warnings) {
    /** As many errors as an import names. */
    private static final int NAMED_MAX = 3;
    /** An import does not parse larger documents twice. */
    private static final int IMPORT_JSON_BYTES_MAX = 4 << 20;
    private static final int GLB_MAGIC = 0x46546C67;

    public GltfCheck {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * Checks a .gltf or .glb file with all that it names.
     *
     * @throws ProblemException when it cannot be read, or is no glTF at all
     */
    public static GltfCheck of(final Path file) {
        final JsonPlaces nowhere = new JsonPlaces(file.toString(), new byte[0], false);
        if (ConvertedScene.isForeign(file)) {
            throw new ProblemException(Problem.of(file.toString(), "is not glTF", "only .gltf and .glb are checked"));
        }
        final MemoryBudget budget = MemoryBudget.ofThisProcess();
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment bytes = GltfContainer.map(file, arena);
            final boolean isGlb = file.toString().toLowerCase(Locale.ROOT).endsWith(".glb")
                || bytes.byteSize() >= 4 && bytes.get(ElementFormat.I32, 0) == GLB_MAGIC;
            final SceneFolder folder = new SceneFolder(file, arena, budget);
            final Validation validation = Validation.ofFile(bytes, isGlb, uri -> read(folder, uri),
                SceneImporter.MAPPER);
            final JsonPlaces places = isGlb ? nowhere
                : new JsonPlaces(file.toString(), bytes.toArray(ValueLayout.JAVA_BYTE), true);
            return new GltfCheck(validation.errors(), problems(validation, true, places),
                problems(validation, false, places));
        } catch (final Refusal refusal) {
            throw new ProblemException(nowhere.locate(List.of(refusal)));
        } catch (final IOException e) {
            throw new ProblemException(Problem.of(file.toString(), "cannot be read: " + e, ""));
        } catch (final InternalError e) {
            throw new ProblemException(Problem.of(file.toString(), "changed while it was read: " + e, "try again"));
        }
    }

    private static MemorySegment read(final SceneFolder folder, final String uri) throws IOException {
        try {
            return folder.resolve(uri, "");
        } catch (final Refusal refusal) {
            throw new IOException(refusal.getMessage(), refusal);
        }
    }

    private static List<Problem> problems(final Validation validation, final boolean isError,
                                          final JsonPlaces places) {
        final List<Refusal> told = new ArrayList<>();
        for (final Finding finding : validation.findings()) {
            if (finding.isError() == isError) {
                told.add(new Refusal(finding.pointer(), text(finding)));
            }
        }
        return places.locate(told);
    }

    private static String text(final Finding finding) {
        return finding.message() + " (" + finding.code() + ")";
    }

    /**
     * What an import says of a document that can be drawn, and is not valid all the same. Found in a thread of its own,
     * beside the import.
     */
    static CompletableFuture<List<String>> notesOf(final GltfContainer container, final Path file) {
        return CompletableFuture.supplyAsync(() -> notes(container, file),
            task -> Thread.ofPlatform().daemon().name("umbel-check").start(task));
    }

    private static List<String> notes(final GltfContainer container, final Path file) {
        final String command = System.getProperty("umbel.command", "umbel") + " check " + file;
        if (container.json().length > IMPORT_JSON_BYTES_MAX) {
            return List.of("more than " + (IMPORT_JSON_BYTES_MAX >> 20) + " MiB of JSON, whether it is valid glTF is"
                + " told by: " + command);
        }
        final Validation validation = Validation.ofDocument(container.json(), SceneImporter.MAPPER);
        if (validation.errors() == 0) {
            return List.of();
        }
        final List<String> notes = new ArrayList<>();
        notes.add("drawn, though it is not valid glTF: " + validation.errors()
            + (validation.errors() == 1 ? " error" : " errors") + ", told in full by: " + command);
        validation.findings().stream().filter(Finding::isError).limit(NAMED_MAX)
            .forEach(finding -> notes.add("  " + finding.pointer() + " " + text(finding)));
        return notes;
    }
}
