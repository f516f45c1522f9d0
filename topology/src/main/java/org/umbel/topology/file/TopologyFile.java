package org.umbel.topology.file;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.umbel.codec.wire.Message.Role;
import org.umbel.topology.NodePlaces;
import org.umbel.topology.NodeSpec;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;
import org.umbel.topology.TreeSpec;
import org.umbel.topology.file.PlacedNode.Place;
import tools.jackson.databind.JsonNode;

/**
 * Reads a farm's file with the files that it includes. Each file must be a farm by itself. An included farm's
 * client stays at home, and the nodes below it come under the node that the including file names.
 */
public final class TopologyFile {
    /** Most files in a chain of includes. */
    static final int INCLUDE_DEPTH_MAX = 16;
    /** Most files of one farm; a file that is included twice counts twice. */
    static final int FILES_MAX = 1_000;
    /** The part of a pointer that names an entry of the list. */
    private static final Pattern ENTRY = Pattern.compile("/nodes/[0-9]+");

    private final List<Problem> problems = new ArrayList<>();
    /** The files being read, the innermost first. */
    private final Deque<Path> chain = new ArrayDeque<>();
    private int fileCount;
    private int nodeCount;

    private TopologyFile() {}

    /**
     * Reads and validates.
     *
     * @throws ProblemException with every problem of every file
     */
    public static Farm read(final Path path) {
        final TopologyFile reading = new TopologyFile();
        final Optional<Part> part = reading.load(path.toString(), path);
        if (!reading.problems.isEmpty()) {
            throw new ProblemException(reading.problems.stream().distinct().toList());
        }
        return new Farm(part.orElseThrow().description, part.orElseThrow().tree());
    }

    /** A file's nodes, with those of its includes. */
    private record Part(String description, List<PlacedNode> nodes) {
        TreeSpec tree() {
            return TreeSpec.of(this::problem, nodes.stream().map(PlacedNode::spec).toList());
        }

        Problem problem(final int node, final String field, final String message, final String hint) {
            return node == NodePlaces.LIST ? nodes.getFirst().listProblem(message, hint)
                : nodes.get(node).problem(field, message, hint);
        }
    }

    /**
     * A list of mistakes tells all, but a mistake's consequences are none: whoever mends the one has mended
     * the other.
     *
     * @return empty when the file is no farm; then there are problems
     */
    private Optional<Part> load(final String name, final Path path) {
        fileCount++;
        final YamlText text = YamlText.read(name, path, problems);
        if (text == null) {
            return Optional.empty();
        }
        final JsonNode root = text.tree();
        final List<Problem> schema = SchemaCheck.instance().check(text, root);
        problems.addAll(schema);
        final List<PlacedNode> nodes = nodes(text, root.path("nodes"), schema);
        nodeCount += nodes.size();
        if (nodeCount > TreeSpec.NODES_MAX) {
            problems.add(text.problem("/nodes", "more than " + TreeSpec.NODES_MAX
                + " nodes, those of all files counted", "split the farm"));
        }
        if (nodes.isEmpty() || nodeCount > TreeSpec.NODES_MAX) {
            return Optional.empty();
        }
        chain.push(real(path));
        final boolean areIncluded = include(new Place(text, "/include"), path, root.path("include"), nodes);
        chain.pop();
        final Part part = new Part(root.path("description").asString(""), nodes);
        final boolean isTree = isTree(part, areIncluded);
        return isTree && areIncluded && schema.isEmpty() && nodes.stream().allMatch(PlacedNode::isSound)
            ? Optional.of(part) : Optional.empty();
    }

    private List<PlacedNode> nodes(final YamlText text, final JsonNode list, final List<Problem> schema) {
        final List<PlacedNode> nodes = new ArrayList<>();
        final Set<String> broken = schema.stream().map(problem -> ENTRY.matcher(problem.path()))
            .filter(Matcher::lookingAt).map(Matcher::group).collect(Collectors.toSet());
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            final String pointer = "/nodes/" + i;
            nodes.add(NodeReader.read(text, pointer, list.get(i), !broken.contains(pointer), problems));
        }
        return nodes;
    }

    private boolean isTree(final Part part, final boolean areIncluded) {
        final boolean isSound = areIncluded && part.nodes.stream().allMatch(PlacedNode::isSound);
        final List<Problem> told = new ArrayList<>();
        final List<NodeSpec> specs = part.nodes.stream().map(PlacedNode::spec).toList();
        try {
            TreeSpec.of((node, field, message, hint) -> {
                final Problem problem = part.problem(node, field, message, hint);
                final boolean isConsequence = node == NodePlaces.LIST ? !isSound
                    : !part.nodes.get(node).isSound() || !areIncluded && field.equals("parent");
                if (!isConsequence) {
                    told.add(problem);
                }
                return problem;
            }, specs);
        } catch (final ProblemException e) {
            problems.addAll(told);
            return false;
        }
        return true;
    }

    /** Adds other farms' nodes; false when one of them could not be read. */
    private boolean include(final Place place, final Path path, final JsonNode includes,
                            final List<PlacedNode> nodes) {
        boolean areRead = true;
        for (int i = 0; i < includes.size(); i++) {
            final JsonNode include = includes.get(i);
            final String pointer = place.pointer() + "/" + i;
            if (!include.path("file").isString() || !include.path("under").isString()) {
                areRead = false;
                continue;
            }
            final Optional<Part> farm = follow(new Place(place.text(), pointer + "/file"), path,
                include.path("file").asString());
            areRead &= farm.isPresent();
            farm.ifPresent(part -> graft(part, include.path("prefix").asString(""),
                include.path("under").asString(),
                new Place(place.text(), pointer + "/under"), nodes));
        }
        return areRead;
    }

    private Optional<Part> follow(final Place place, final Path from, final String file) {
        final Path path;
        try {
            path = from.resolveSibling(file);
        } catch (final InvalidPathException e) {
            problems.add(place.problem("no path: '" + file + "'", "relative to the file that includes it"));
            return Optional.empty();
        }
        if (!path.toFile().isFile()) {
            problems.add(place.problem("there is no such file: " + path.normalize(),
                "paths are relative to the file that includes"));
        } else if (chain.contains(real(path))) {
            problems.add(place.problem("'" + file + "' includes itself in the end", "break the circle"));
        } else if (chain.size() >= INCLUDE_DEPTH_MAX) {
            problems.add(place.problem("more than " + INCLUDE_DEPTH_MAX + " files include one another",
                "include the farms nearer to the top"));
        } else if (fileCount >= FILES_MAX) {
            problems.add(place.problem("more than " + FILES_MAX + " files", "split the farm"));
        } else {
            return load(path.normalize().toString(), path);
        }
        return Optional.empty();
    }

    private static void graft(final Part farm, final String prefix, final String under, final Place said,
                              final List<PlacedNode> into) {
        final NodeSpec top = farm.tree().top();
        for (final PlacedNode node : farm.nodes) {
            final boolean isTop = node.spec().parent().isEmpty();
            final boolean isBelowClient = top.role() == Role.CLIENT
                && node.spec().parent().filter(top.name()::equals).isPresent();
            if (isTop && top.role() == Role.CLIENT) {
                continue;
            }
            into.add(isTop || isBelowClient ? node.grafted(prefix, under, said) : node.renamed(prefix));
        }
    }

    private static Path real(final Path path) {
        try {
            return path.toRealPath();
        } catch (final IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
