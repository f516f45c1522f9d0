package org.umbel.node.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbel.topology.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** A JSON text with its limits checked, that can tell on which line a value stands. */
final class JsonPlaces {
    static final int DEPTH_MAX = 64;
    /** Only data URIs come near. */
    static final int STRING_LENGTH_MAX = 20_000_000;

    static final JsonFactory FACTORY = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH_MAX).maxStringLength(STRING_LENGTH_MAX).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();

    private final String file;
    private final byte[] json;
    /** False for JSON inside a binary container, where a line number helps nobody. */
    private final boolean textual;

    JsonPlaces(final String file, final byte[] json, final boolean textual) {
        this.file = file;
        this.json = json;
        this.textual = textual;
    }

    /** The first syntax error, if any: also too deep nesting, a key twice, or a root that is no object. */
    List<Problem> check() {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return List.of(at(parser.currentTokenLocation(), "", "a JSON object is expected here", ""));
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return List.of(at(parser.currentTokenLocation(), "", "text after the end of the object", ""));
            }
            return List.of();
        } catch (final JacksonException e) {
            return List.of(syntax(e));
        }
    }

    /** A parser's complaint with its place. */
    Problem syntax(final JacksonException e) {
        final String hint = e.getOriginalMessage().contains("String value length")
            ? "data URIs this large are refused: convert the scene to .glb" : "";
        return at(e.getLocation(), "", e.getOriginalMessage(), hint);
    }

    /** A value of the wrong type, with its path. */
    Problem field(final JacksonException e) {
        final StringBuilder path = new StringBuilder();
        for (final JacksonException.Reference step : e.getPath()) {
            path.append('/').append(step.getPropertyName() == null ? step.getIndex()
                : step.getPropertyName());
        }
        final String message = e.getOriginalMessage().lines().findFirst().orElse("is malformed");
        return at(e.getLocation(), path.toString(), message, "");
    }

    /** Places for all refusals in one pass: that of the value, or of its nearest ancestor that exists. */
    List<Problem> locate(final List<Refusal> refusals) {
        final Set<String> wanted = new HashSet<>();
        for (final Refusal refusal : refusals) {
            for (String path = refusal.path(); !path.isEmpty(); path = parent(path)) {
                wanted.add(path);
            }
        }
        final Map<String, TokenStreamLocation> found = textual ? find(wanted) : Map.of();
        final List<Problem> problems = new ArrayList<>();
        for (final Refusal refusal : refusals) {
            String path = refusal.path();
            while (!path.isEmpty() && !found.containsKey(path)) {
                path = parent(path);
            }
            problems.add(at(found.get(path), refusal.path(), String.valueOf(refusal.getMessage()), refusal.hint()));
        }
        // Many parts may need the one thing that is missing.
        return problems.stream().distinct().toList();
    }

    private Map<String, TokenStreamLocation> find(final Set<String> wanted) {
        final Map<String, TokenStreamLocation> found = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null && found.size() < wanted.size();
                 token = parser.nextToken()) {
                if (token.isScalarValue() || token.isStructStart()) {
                    final String path = parser.streamReadContext().pathAsPointer().toString();
                    if (wanted.contains(path)) {
                        found.putIfAbsent(path, parser.currentTokenLocation());
                    }
                }
            }
        } catch (final JacksonException e) {
            // What was found before the syntax error still holds; the error itself is told by check().
            return found;
        }
        return found;
    }

    private Problem at(final @Nullable TokenStreamLocation place, final String path, final String message,
                       final String hint) {
        if (place == null || !textual) {
            return new Problem(file, 0, 0, path, message, hint);
        }
        return new Problem(file, Math.max(0, place.getLineNr()), Math.max(0, place.getColumnNr()), path, message, hint);
    }

    private static String parent(final String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
