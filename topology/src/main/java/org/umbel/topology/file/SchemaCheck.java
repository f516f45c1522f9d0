package org.umbel.topology.file;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.umbel.topology.Nearest;
import org.umbel.topology.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds a document against the schema, and puts its complaints in words with a remedy. Immutable; any thread.
 */
final class SchemaCheck {
    private static final SchemaCheck INSTANCE = new SchemaCheck();

    private final Schema schema;
    private final JsonNode document;

    private SchemaCheck() {
        try (InputStream in = SchemaCheck.class.getResourceAsStream("topology.schema.json")) {
            document = JsonMapper.shared().readTree(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(document.toString(), InputFormat.JSON);
    }

    static SchemaCheck instance() {
        return INSTANCE;
    }

    /** Every place where the document is not as the schema says. */
    List<Problem> check(final YamlText text, final JsonNode root) {
        final List<Problem> problems = new ArrayList<>();
        for (final Error error : schema.validate(root)) {
            problems.add(problem(text, error));
        }
        return problems;
    }

    private Problem problem(final YamlText text, final Error error) {
        final String pointer = error.getInstanceLocation().toString();
        final JsonNode rule = rule(pointer);
        return switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" -> {
                final List<String> known = List.copyOf(rule.path("properties").propertyNames());
                yield text.problem(pointer + "/" + escaped(error.getProperty()), "unknown key '"
                    + error.getProperty()
                    + "'", Nearest.hint(error.getProperty(), known));
            }
            case "required" -> text.problem(pointer, "'" + error.getProperty() + "' is missing",
                rule.path("properties").path(error.getProperty()).path("description").asString(""));
            case "enum" -> {
                final List<String> known = new ArrayList<>();
                rule.path("enum").forEach(value -> known.add(value.asString()));
                final String given = error.getInstanceNode().asString("");
                yield text.problem(pointer, "unknown: '" + given + "'", Nearest.hint(given, known));
            }
            case "pattern" -> text.problem(pointer, "not of the right form: '"
                + error.getInstanceNode().asString("") + "'", hint(rule));
            default -> text.problem(pointer, error.getMessage(), hint(rule));
        };
    }

    private static String hint(final JsonNode rule) {
        return rule.path("description").asString("");
    }

    /** The part of the schema for a place of the document. */
    private JsonNode rule(final String pointer) {
        JsonNode rule = document;
        for (final String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            rule = rule.has("items") ? rule.path("items") : rule.path("properties").path(step);
        }
        return rule;
    }

    private static String escaped(final String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
