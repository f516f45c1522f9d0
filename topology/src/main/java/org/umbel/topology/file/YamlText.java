package org.umbel.topology.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.umbel.topology.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * One YAML document that knows on which line everything stands. Anchors and aliases are refused: no file of
 * ours needs them, and they let a short text mean a huge one. One pass of its own over the tokens, rather
 * than the locations that the schema library can keep: a mistake in a key is told at the key, and a key twice
 * at both.
 */
final class YamlText {
    static final int BYTES_MAX = 1 << 20;
    static final int NESTING_MAX = 16;

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
        .build();

    private final String file;
    private final byte[] bytes;
    private final Map<String, TokenStreamLocation> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private YamlText(final String file, final byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Reads a file.
     *
     * @param problems where mistakes go: an absent or too large file, or what is no YAML
     * @return null when the file cannot be used at all
     */
    static @Nullable YamlText read(final String file, final Path path, final List<Problem> problems) {
        if (!Files.isRegularFile(path)) {
            problems.add(Problem.of(file, Files.exists(path) ? "is no file" : "there is no such file",
                "the examples folder has topology files to start from"));
            return null;
        }
        final byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        } catch (final IOException e) {
            problems.add(Problem.of(file, "cannot be read: " + e.getMessage(), ""));
            return null;
        }
        if (bytes.length > BYTES_MAX) {
            problems.add(Problem.of(file, "is larger than " + BYTES_MAX + " bytes",
                "split the farm: see include"));
            return null;
        }
        final YamlText text = new YamlText(file, bytes);
        text.scan();
        problems.addAll(text.problems);
        return text.problems.isEmpty() ? text : null;
    }

    /** The document as a tree. */
    JsonNode tree() {
        return YAMLMapper.builder(FACTORY).build().readTree(bytes);
    }

    /**
     * A mistake at the key or the list entry that the pointer names, or at its nearest ancestor that exists.
     */
    Problem problem(final String pointer, final String message, final String hint) {
        String path = pointer;
        while (!path.isEmpty() && !places.containsKey(path)) {
            path = path.substring(0, path.lastIndexOf('/'));
        }
        return at(places.get(path), pointer, message, hint);
    }

    private void scan() {
        try (YAMLParser parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            boolean hasRoot = false;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructEnd()) {
                    depth--;
                    continue;
                }
                if (depth == 0 && hasRoot) {
                    problems.add(at(parser.currentTokenLocation(), "", "a second document begins",
                        "one farm a file: remove the line '---'"));
                    return;
                }
                hasRoot = true;
                depth += token.isStructStart() ? 1 : 0;
                note(parser, token);
            }
            if (!hasRoot) {
                problems.add(Problem.of(file, "is empty", "a farm has at least: nodes"));
            }
        } catch (final JacksonException e) {
            problems.add(syntax(e));
        }
    }

    private void note(final YAMLParser parser, final JsonToken token) {
        final String pointer = parser.streamReadContext().pathAsPointer().toString();
        final TokenStreamLocation place = parser.currentTokenLocation();
        final TokenStreamLocation earlier = places.putIfAbsent(pointer, place);
        if (token == JsonToken.PROPERTY_NAME && earlier != null) {
            problems.add(at(place, pointer, "'" + parser.currentName()
                + "' is here a second time, after line "
                + earlier.getLineNr(), "remove one of the two"));
        }
        if (parser.isCurrentAlias() || token != JsonToken.PROPERTY_NAME && parser.getObjectId() != null) {
            problems.add(at(place, pointer, "anchors (&) and aliases (*) are not read",
                "write the value out, or quote it"));
        }
    }

    /**
     * The parser's own mark is where the mistake is; the location that the reader gives is where its element
     * began.
     */
    private Problem syntax(final JacksonException e) {
        final String hint = "YAML: 'key: value', lists with '- ', two spaces deeper, no tabs";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
                final Mark mark = marked.getProblemMark().get();
                return new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, "", marked.getProblem(),
                    hint);
            }
        }
        return at(e.getLocation(), "", e.getOriginalMessage().lines().findFirst().orElse("is no YAML"), hint);
    }

    private Problem at(final @Nullable TokenStreamLocation place, final String path, final String message,
                       final String hint) {
        return new Problem(file, place == null ? 0 : Math.max(0, place.getLineNr()),
            place == null ? 0 : Math.max(0, place.getColumnNr()), path, message, hint);
    }
}
