package org.umbel.node.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A document by its lists. What is not there or no object is a missing node, which has no fields. */
final class Document {
    private final JsonNode root;
    private final Set<String> extensions = new HashSet<>();
    private final Map<Integer, MeshSummary> meshes = new HashMap<>();

    /**
     * What others ask of a mesh, many of them of the same.
     *
     * @param targets  morph targets of its primitives
     * @param isJoined whether some primitive has joints
     */
    record MeshSummary(int targets, boolean isJoined) {}

    Document(final JsonNode root) {
        this.root = root;
        for (final JsonNode name : Json.items(root.path("extensionsUsed"))) {
            if (name.isString()) {
                extensions.add(name.stringValue());
            }
        }
    }

    JsonNode root() {
        return root;
    }

    /** Whether the document declares an extension. */
    boolean uses(final String extension) {
        return extensions.contains(extension);
    }

    int size(final String list) {
        return items(list).size();
    }

    /** An array of the document. */
    JsonNode items(final String list) {
        final JsonNode items = root.path(list);
        return items.isArray() ? items : MissingNode.getInstance();
    }

    JsonNode item(final String list, final long index) {
        final JsonNode items = items(list);
        final JsonNode item = index < 0 || index >= items.size() ? MissingNode.getInstance()
            : items.path((int) index);
        return item.isObject() ? item : MissingNode.getInstance();
    }

    /** The index that a field holds, or -1 when it is missing or leads nowhere. */
    int reference(final JsonNode object, final String field, final String list) {
        return reference(object.path(field), list);
    }

    int reference(final JsonNode value, final String list) {
        final double index = Json.isWhole(value) ? Json.number(value) : -1;
        return index >= 0 && index < size(list) && item(list, (long) index).isObject() ? (int) index : -1;
    }

    /** All elements of an array that lead somewhere. */
    List<Integer> references(final JsonNode array, final String list) {
        final List<Integer> found = new ArrayList<>();
        for (final JsonNode value : Json.items(array)) {
            final int index = reference(value, list);
            if (index >= 0) {
                found.add(index);
            }
        }
        return found;
    }

    /** Of no mesh: without anything. */
    MeshSummary mesh(final int index) {
        return meshes.computeIfAbsent(index, key -> {
            int targets = 0;
            boolean isJoined = false;
            for (final JsonNode primitive : Json.items(item("meshes", key).path("primitives"))) {
                targets = Math.max(targets, primitive.path("targets").size());
                isJoined |= primitive.path("attributes").has("JOINTS_0");
            }
            return new MeshSummary(targets, isJoined);
        });
    }

    /** The mesh of a node. */
    MeshSummary meshOf(final int node) {
        return mesh(reference(item("nodes", node), "mesh", "meshes"));
    }

    /** Whether a field of a material or of its extensions refers to a texture. */
    static boolean isTextureName(final String name) {
        return name.endsWith("Texture");
    }
}
