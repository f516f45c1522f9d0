package org.umbel.node.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Holds a document against {@link DocumentRules}, every value of it. */
final class RuleCheck {
    private static final String EXTENSIONS = "extensions";
    private static final String EXTRAS = "extras";
    private static final String TYPE_MISMATCH = "TYPE_MISMATCH";
    private static final String NOT_KNOWN = "VALUE_NOT_IN_LIST";

    private final Document document;
    private final Findings findings;

    private RuleCheck(final Document document, final Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void check(final Document document, final Findings findings) {
        new RuleCheck(document, findings).object(document.root(), DocumentRules.ROOT, "");
    }

    private void value(final JsonNode value, final Rule rule, final String pointer) {
        switch (rule) {
            case Rule.Whole whole -> whole(value, whole, pointer);
            case Rule.Real real -> real(value, real, pointer);
            case Rule.Flag flag -> is(value.isBoolean(), value, "a boolean", pointer);
            case Rule.Text text -> text(value, text, pointer);
            case Rule.Reference reference -> reference(value, reference.list(), pointer);
            case Rule.Items items -> items(value, items, pointer);
            case Rule.Entries entries -> entries(value, entries, pointer);
            case Rule.Struct struct -> object(value, struct, pointer);
        }
    }

    private boolean is(final boolean isSo, final JsonNode value, final String wanted, final String pointer) {
        if (!isSo) {
            findings.error(TYPE_MISMATCH, pointer, Json.shown(value) + " is not " + wanted);
        }
        return isSo;
    }

    private void whole(final JsonNode value, final Rule.Whole rule, final String pointer) {
        if (!is(Json.isWhole(value), value, "an integer", pointer)) {
            return;
        }
        final long number = (long) Json.number(value);
        if (number < rule.min() || number > rule.max()) {
            findings.error("VALUE_NOT_IN_RANGE", pointer, number + " is out of range");
        } else if (number % rule.step() != 0) {
            findings.error("VALUE_MULTIPLE_OF", pointer, number + " is not a multiple of " + rule.step());
        } else if (!rule.known().isEmpty() && !rule.known().contains(number)) {
            findings.warning(NOT_KNOWN, pointer, number + " is none of " + rule.known());
        }
    }

    private void real(final JsonNode value, final Rule.Real rule, final String pointer) {
        if (!is(value.isNumber(), value, "a number", pointer)) {
            return;
        }
        final double number = Json.number(value);
        if (!Double.isFinite(number) || number < rule.min() || number > rule.max()
            || rule.isMinOpen() && number == rule.min()) {
            findings.error("VALUE_NOT_IN_RANGE", pointer, number + " is out of range");
        }
    }

    private void text(final JsonNode value, final Rule.Text rule, final String pointer) {
        if (!is(value.isString(), value, "a string", pointer)) {
            return;
        }
        final String text = value.stringValue();
        if (!rule.known().isEmpty() && !rule.known().contains(text)) {
            findings.warning(NOT_KNOWN, pointer, Json.shown(value) + " is none of " + rule.known().stream().sorted()
                .toList());
        }
        if (!rule.pattern().isEmpty() && !text.matches(rule.pattern())) {
            findings.error("PATTERN_MISMATCH", pointer, Json.shown(value) + " does not look like " + rule.pattern());
        }
    }

    private void reference(final JsonNode value, final String list, final String pointer) {
        if (is(Json.isWhole(value) && Json.number(value) >= 0, value, "an index", pointer)
            && Json.number(value) >= document.size(list)) {
            findings.error("UNRESOLVED_REFERENCE", pointer, "there is no " + list + "[" + Json.shown(value)
                + "]: the file has " + document.size(list));
        }
    }

    private void items(final JsonNode value, final Rule.Items rule, final String pointer) {
        if (!is(value.isArray(), value, "an array", pointer)) {
            return;
        }
        final List<JsonNode> items = Json.items(value);
        if (items.isEmpty()) {
            findings.error("EMPTY_ENTITY", pointer, "is empty");
        } else if (items.size() < rule.sizeMin() || items.size() > rule.sizeMax()) {
            findings.error("ARRAY_LENGTH_NOT_IN_LIST", pointer, "has " + items.size() + " elements, not "
                + (rule.sizeMin() == rule.sizeMax() ? "" : rule.sizeMin() + " to ") + rule.sizeMax());
        }
        final Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            final String place = pointer + "/" + i;
            value(items.get(i), rule.item(), place);
            if (rule.isDistinct() && !seen.add(items.get(i))) {
                findings.error("DUPLICATE_ELEMENTS", place, Json.shown(items.get(i)) + " is there twice");
            }
        }
    }

    private void entries(final JsonNode value, final Rule.Entries rule, final String pointer) {
        if (!is(value.isObject(), value, "an object", pointer)) {
            return;
        }
        if (value.size() < rule.sizeMin()) {
            findings.error("EMPTY_ENTITY", pointer, "is empty");
        }
        for (final String name : Json.names(value)) {
            value(value.path(name), rule.value(), pointer + Json.step(name));
        }
    }

    private void object(final JsonNode value, final Rule.Struct rule, final String pointer) {
        if (!is(value.isObject(), value, "an object", pointer)) {
            return;
        }
        for (final String name : rule.required()) {
            if (!value.has(name)) {
                findings.error("UNDEFINED_PROPERTY", pointer, "\"" + name + "\" is missing");
            }
        }
        for (final String name : Json.names(value)) {
            final String place = pointer + Json.step(name);
            final Rule.Field field = rule.fields().get(name);
            if (field != null) {
                value(value.path(name), field.rule(), place);
                if (!field.needs().isEmpty() && !value.has(field.needs())) {
                    findings.error("UNSATISFIED_DEPENDENCY", place, "needs \"" + field.needs() + "\" beside it");
                }
            } else if (name.equals(EXTENSIONS)) {
                extensions(value.path(name), place);
            } else if (!name.equals(EXTRAS)) {
                findings.warning("UNEXPECTED_PROPERTY", place, "glTF does not know this property");
            }
        }
    }

    private void extensions(final JsonNode value, final String pointer) {
        if (!is(value.isObject(), value, "an object", pointer)) {
            return;
        }
        for (final String name : Json.names(value)) {
            final String place = pointer + Json.step(name);
            final JsonNode extension = value.path(name);
            if (!document.uses(name)) {
                findings.error("UNDECLARED_EXTENSION", place, "is not declared in extensionsUsed");
            }
            if (is(extension.isObject(), extension, "an object", place)) {
                textures(extension, place);
            }
        }
    }

    /** Extensions of materials name their textures so. */
    private void textures(final JsonNode extension, final String pointer) {
        for (final String name : Json.names(extension)) {
            if (Document.isTextureName(name)) {
                object(extension.path(name), DocumentRules.TEXTURE_INFO, pointer + Json.step(name));
            }
        }
    }
}
