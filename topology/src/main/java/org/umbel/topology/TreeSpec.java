package org.umbel.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbel.topology.LinkSpec.Dialler;

/**
 * Who is whose parent: a validated tree with one node at the top, which is its client or, when no client is
 * named, a relay that clients dial.
 */
public final class TreeSpec {
    /** Most direct children of a node. */
    public static final int CHILDREN_MAX = 64;
    /** Most levels, the top counted. */
    public static final int DEPTH_MAX = 64;
    /** Most nodes of a tree. */
    public static final int NODES_MAX = 10_000;

    private final Map<String, NodeSpec> byName = new LinkedHashMap<>();
    private final Map<String, List<NodeSpec>> children = new LinkedHashMap<>();
    private final NodeSpec top;

    private TreeSpec(final List<NodeSpec> nodes) {
        for (final NodeSpec node : nodes) {
            byName.put(node.name(), node);
            node.parent().ifPresent(p -> children.computeIfAbsent(p, _ -> new ArrayList<>()).add(node));
        }
        top = nodes.stream().filter(n -> n.parent().isEmpty()).findFirst().orElseThrow();
    }

    /**
     * Checks and builds a tree.
     *
     * @param places where the nodes were written, for problems
     * @throws ProblemException with every problem found
     */
    public static TreeSpec of(final NodePlaces places, final List<NodeSpec> nodes) {
        final List<Problem> problems = new TreeChecks(places, nodes).run();
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        return new TreeSpec(nodes);
    }

    /** The node without a parent. */
    public NodeSpec top() {
        return top;
    }

    /** All nodes in the order given. */
    public List<NodeSpec> nodes() {
        return List.copyOf(byName.values());
    }

    /** The node of that name. */
    public Optional<NodeSpec> node(final String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The children of a node in the order given; empty for a leaf or an unknown name. */
    public List<NodeSpec> children(final String name) {
        return List.copyOf(children.getOrDefault(name, List.of()));
    }

    /** The edge to a node's parent; empty for the top. */
    public Optional<LinkSpec> uplink(final NodeSpec child) {
        return child.parent().map(byName::get).map(parent -> parent.listen().isPresent()
            ? new LinkSpec(parent.name(), child.name(), Dialler.CHILD, parent.reach().orElseThrow())
            : new LinkSpec(parent.name(), child.name(), Dialler.PARENT, child.reach().orElseThrow()));
    }

    /**
     * Every edge. A client dials a gateway that listens while it does not; everywhere else the child dials.
     */
    public List<LinkSpec> links() {
        return byName.values().stream().flatMap(child -> uplink(child).stream()).toList();
    }

    /** Levels on the longest path, the top counted. */
    public int depth() {
        return depthBelow(top.name());
    }

    private int depthBelow(final String name) {
        return 1 + children(name).stream().mapToInt(c -> depthBelow(c.name())).max().orElse(0);
    }
}
