package org.umbel.node.validation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The bytes behind a document's buffers, views and URIs, as far as they are there. */
final class Resources {
    private static final Set<String> BUFFER_TYPES = Set.of("application/octet-stream", "application/gltf-buffer");

    private final Document document;
    private final Files files;
    private final Findings findings;
    private final List<Optional<MemorySegment>> buffers = new ArrayList<>();

    /**
     * Fetches the buffers, and tells what is wrong with them.
     *
     * @param binary the binary chunk, which is the first buffer when that has no URI
     */
    Resources(final Document document, final boolean isGlb, final Optional<MemorySegment> binary, final Files files,
              final Findings findings) {
        this.document = document;
        this.files = files;
        this.findings = findings;
        for (int i = 0; i < document.size("buffers"); i++) {
            buffers.add(buffer(document.item("buffers", i), i == 0 && isGlb, binary, "/buffers/" + i));
        }
    }

    private Optional<MemorySegment> buffer(final JsonNode buffer, final boolean isChunk,
                                           final Optional<MemorySegment> binary, final String place) {
        final long length = Json.whole(buffer, "byteLength", -1);
        if (length < 1) {
            return Optional.empty();
        }
        final Optional<MemorySegment> bytes;
        if (buffer.path("uri").isString()) {
            bytes = fetch(buffer.path("uri").stringValue(), BUFFER_TYPES, place);
        } else if (!isChunk) {
            // What an extension fills.
            return Optional.empty();
        } else {
            if (binary.isEmpty() && document.size("buffers") == 1) {
                findings.error("BUFFER_MISSING_GLB_DATA", place, "is the binary chunk, which the GLB has not");
            }
            bytes = binary;
        }
        if (bytes.isPresent() && bytes.get().byteSize() < length) {
            findings.error("BUFFER_BYTE_LENGTH_MISMATCH", place,
                "promises " + length + " bytes, there are only " + bytes.get().byteSize());
            return Optional.empty();
        }
        return bytes.map(all -> all.asSlice(0, length));
    }

    /**
     * The bytes of a URI.
     *
     * @param dataTypes media types that a data URI may have here, or empty for any
     * @param place     JSON pointer of the object with the field {@code uri}
     */
    Optional<MemorySegment> fetch(final String uri, final Set<String> dataTypes, final String place) {
        final String at = place + "/uri";
        if (Uris.isData(uri)) {
            final Optional<Uris.Data> data = Uris.data(uri);
            if (data.isEmpty()) {
                findings.error("INVALID_URI", at, "is a malformed data URI");
            } else if (!dataTypes.isEmpty() && !dataTypes.contains(data.get().mediaType())) {
                findings.error("BUFFER_DATA_URI_MIME_TYPE_INVALID", at,
                    "holds " + data.get().mediaType() + ", not one of " + dataTypes.stream().sorted().toList());
            }
            return data.map(found -> MemorySegment.ofArray(found.bytes()));
        }
        if (!Uris.isWellFormed(uri)) {
            findings.error("INVALID_URI", at, "is no URI");
            return Optional.empty();
        }
        if (Uris.isAbsolute(uri)) {
            findings.warning("NON_RELATIVE_URI", at, "leads elsewhere than beside the document, and is not read");
            return Optional.empty();
        }
        try {
            return Optional.of(files.read(uri));
        } catch (final IOException e) {
            findings.error("IO_ERROR", at, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The bytes of a view, empty when they are not there or compressed. */
    Optional<MemorySegment> view(final int index) {
        final JsonNode view = document.item("bufferViews", index);
        final int buffer = document.reference(view, "buffer", "buffers");
        if (buffer < 0 || Json.names(view.path("extensions")).stream().anyMatch(name -> name.contains("compression"))) {
            return Optional.empty();
        }
        final long offset = Json.whole(view, "byteOffset", 0);
        final long length = Json.whole(view, "byteLength", -1);
        return buffers.get(buffer)
            .filter(bytes -> offset >= 0 && length >= 0 && offset <= bytes.byteSize() - length)
            .map(bytes -> bytes.asSlice(offset, length));
    }
}
