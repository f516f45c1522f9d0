package org.umbel.node.importer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbel.node.foreign.DecoderProcess;

/** A glTF document under import: its JSON, its binary chunk, and what was found on the way. */
final class GltfDocument {
    static final int NOTES_MAX = 100;

    private final Path file;
    private final Gltf gltf;
    private final Optional<MemorySegment> binaryChunk;
    private final Arena arena;
    private final MemoryBudget budget;
    private final DecoderProcess decoders;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * @param arena    owns all mappings and is closed when the import ends
     * @param decoders ends when the import ends
     */
    GltfDocument(final Path file, final Gltf gltf, final Optional<MemorySegment> binaryChunk,
                 final Arena arena, final MemoryBudget budget, final DecoderProcess decoders) {
        this.file = file;
        this.gltf = gltf;
        this.binaryChunk = binaryChunk;
        this.arena = arena;
        this.budget = budget;
        this.decoders = decoders;
    }

    Path file() {
        return file;
    }

    Gltf gltf() {
        return gltf;
    }

    Optional<MemorySegment> binaryChunk() {
        return binaryChunk;
    }

    Arena arena() {
        return arena;
    }

    MemoryBudget budget() {
        return budget;
    }

    /** For what native code is to read. */
    DecoderProcess decoders() {
        return decoders;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    void note(final String note) {
        if (notes.size() < NOTES_MAX) {
            notes.add(note);
        }
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * Follows a reference into one of the document's top-level lists.
     *
     * @param path JSON pointer of the reference, for the error
     * @throws Refusal when there is no such element
     */
    static <T> T follow(final List<T> list, final String listName, final @Nullable Integer index, final String path) {
        if (index == null) {
            throw new Refusal(path, "is missing: an index into " + listName + " is expected");
        }
        final int size = list == null ? 0 : list.size();
        if (index < 0 || index >= size) {
            throw new Refusal(path, "there is no " + listName + "[" + index + "]: the file has " + size);
        }
        final T item = list.get(index);
        if (item == null) {
            throw new Refusal("/" + listName + "/" + index, "is null or malformed");
        }
        return item;
    }

    /** A field that glTF demands. */
    static <T> T required(final @Nullable T value, final String path) {
        if (value == null) {
            throw new Refusal(path, "is missing");
        }
        return value;
    }

    static <T> T orDefault(final @Nullable T value, final T otherwise) {
        return value == null ? otherwise : value;
    }
}
