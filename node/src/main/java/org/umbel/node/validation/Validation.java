package org.umbel.node.validation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What is wrong with a glTF file.
 *
 * @param errors   how many errors there are, all counted
 * @param findings the first of them and of warnings, at most 1000
 */
public record Validation(int errors, List<Finding> findings) {
    /** JSON beyond this is a text that no parser here takes. */
    private static final long JSON_BYTES_MAX = 1L << 29;
    private static final String INVALID_JSON = "INVALID_JSON";

    public Validation {
        findings = List.copyOf(findings);
    }

    /**
     * A whole file with all that it names: shape, references, and every number of its data.
     *
     * @param file   valid as long as this runs
     * @param files  the way to what it names
     * @param mapper bounds what the JSON may be
     */
    public static Validation ofFile(final MemorySegment file, final boolean isGlb, final Files files,
                                    final ObjectMapper mapper) {
        final Findings findings = new Findings();
        final GlbCheck glb = isGlb ? GlbCheck.read(file, findings)
            : new GlbCheck(Optional.of(file), Optional.empty());
        // That a chunk is empty was told.
        final Optional<Document> parsed =
            glb.json().filter(json -> !isGlb || json.byteSize() > 0).flatMap(json -> parse(json, mapper, findings));
        if (parsed.isPresent()) {
            final Document document = parsed.get();
            shape(document, findings);
            final Resources resources = new Resources(document, isGlb, glb.binary(), files, findings);
            final DataCheck data = new DataCheck(document, resources, findings);
            data.accessors();
            VertexDataCheck.check(document, data, findings);
            PoseDataCheck.check(document, data, findings);
            ImageCheck.check(document, resources, findings);
        }
        return new Validation(findings.errors(), findings.kept());
    }

    /**
     * The document alone: shape and references, and nothing of the bytes that it names.
     *
     * @param json UTF-8
     */
    public static Validation ofDocument(final byte[] json, final ObjectMapper mapper) {
        final Findings findings = new Findings();
        parse(MemorySegment.ofArray(json), mapper, findings).ifPresent(document -> shape(document, findings));
        return new Validation(findings.errors(), findings.kept());
    }

    private static Optional<Document> parse(final MemorySegment json, final ObjectMapper mapper,
                                            final Findings findings) {
        if (json.byteSize() > JSON_BYTES_MAX) {
            findings.error(INVALID_JSON, "", "more than " + (JSON_BYTES_MAX >> 20) + " MiB of JSON");
            return Optional.empty();
        }
        final byte[] text = json.toArray(ValueLayout.JAVA_BYTE);
        if (text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF) {
            findings.error(INVALID_JSON, "", "begins with a byte order mark");
            return Optional.empty();
        }
        try {
            final JsonNode root = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
            if (root == null || root.isMissingNode()) {
                findings.error(INVALID_JSON, "", "has no JSON");
                return Optional.empty();
            }
            return Optional.of(new Document(root));
        } catch (final JacksonException e) {
            findings.error(INVALID_JSON, "", e.getOriginalMessage().lines().findFirst().orElse("is malformed"));
            return Optional.empty();
        }
    }

    private static void shape(final Document document, final Findings findings) {
        RuleCheck.check(document, findings);
        final ViewUses views = new ViewUses(document, findings);
        final Hierarchy hierarchy = new Hierarchy(document, findings);
        AccessorCheck.check(document, findings);
        views.useSparse();
        MeshCheck.check(document, views, findings);
        NodeCheck.check(document, hierarchy, findings);
        SkinCheck.check(document, hierarchy, views, findings);
        AnimationCheck.check(document, views, findings);
        ObjectCheck.check(document, views, findings);
    }
}
