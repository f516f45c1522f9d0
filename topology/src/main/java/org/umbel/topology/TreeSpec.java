package org.umbel.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbel.codec.wire.Message.Role;
import org.umbel.topology.LinkSpec.Dialler;

/**
 * Who is whose parent: a validated tree with one node at the top, which is its client or, when no client is named, a
 * relay that clients dial.
 */
public final class TreeSpec {
    /** Most direct children of a node. */
    public static final int CHILDREN_MAX = 64;
    /** Most levels, the top counted. */
    public static final int DEPTH_MAX = 64;

    private final Map<String, NodeSpec> byName;
    private final NodeSpec top;

    private TreeSpec(final Map<String, NodeSpec> byName, final NodeSpec top) {
        this.byName = byName;
        this.top = top;
    }

    /**
     * Checks and builds a tree.
     *
     * @param origin the file that the nodes come from, for problems; may be empty
     * @throws ProblemException with every problem found
     */
    public static TreeSpec of(final String origin, final List<NodeSpec> nodes) {
        final List<Problem> problems = new ArrayList<>();
        final Map<String, NodeSpec> byName = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            final NodeSpec node = nodes.get(i);
            checkAlone(origin, "/nodes/" + i, node, problems);
            if (byName.putIfAbsent(node.name(), node) != null) {
                problems.add(problem(origin, "/nodes/" + i + "/name", "the name '" + node.name() + "' is taken",
                    "give every node a name of its own"));
            }
        }
        checkParents(origin, nodes, byName, problems);
        final List<NodeSpec> tops = nodes.stream().filter(n -> n.parent().isEmpty()).toList();
        if (tops.size() != 1) {
            problems.add(problem(origin, "/nodes", tops.size() + " nodes have no parent, one must stand at the top",
                "name the parent of every other node"));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        return new TreeSpec(byName, tops.getFirst());
    }

    private static void checkAlone(final String origin, final String path, final NodeSpec node,
                                   final List<Problem> problems) {
        if (node.name().isBlank() || node.name().length() > 64) {
            problems.add(problem(origin, path + "/name", "a name has 1 to 64 characters", "shorten or fill it"));
        }
        if (node.threads() < 0) {
            problems.add(problem(origin, path + "/threads", "threads are negative: " + node.threads(),
                "0 renders nothing here; leave it out for all cores of a leaf"));
        }
        if (node.role() == Role.CLIENT && node.parent().isPresent()) {
            problems.add(problem(origin, path + "/parent", "a client stands at the top and has no parent",
                "remove the parent"));
        }
        if (node.role() == Role.LEAF && node.parent().isEmpty()) {
            problems.add(problem(origin, path + "/parent", "a leaf needs a parent", "name a relay or the client"));
        }
        if (node.role() == Role.RELAY && node.listen().isEmpty()) {
            problems.add(problem(origin, path + "/listen", "a relay must listen for its children",
                "add an address such as 127.0.0.1:" + Endpoint.PORT_DEFAULT));
        }
    }

    private static void checkParents(final String origin, final List<NodeSpec> nodes,
                                     final Map<String, NodeSpec> byName, final List<Problem> problems) {
        final Map<String, Integer> childCounts = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            final NodeSpec node = nodes.get(i);
            if (node.parent().isEmpty()) {
                continue;
            }
            final String path = "/nodes/" + i + "/parent";
            final NodeSpec parent = byName.get(node.parent().get());
            if (parent == null) {
                problems.add(problem(origin, path, "no node is named '" + node.parent().get() + "'",
                    "known names: " + String.join(", ", byName.keySet())));
            } else if (parent.role() == Role.LEAF) {
                problems.add(problem(origin, path, "'" + parent.name() + "' is a leaf and has no children",
                    "make it a relay"));
            } else if (parent.listen().isEmpty() && node.listen().isEmpty()) {
                problems.add(problem(origin, path, "neither '" + node.name() + "' nor '" + parent.name()
                    + "' listens, so neither can dial", "give one of them a listen address"));
            }
            if (childCounts.merge(node.parent().get(), 1, Integer::sum) == CHILDREN_MAX + 1) {
                problems.add(problem(origin, path, "'" + node.parent().get() + "' has more than " + CHILDREN_MAX
                    + " children", "put a relay between them"));
            }
            if (isInCycle(node, byName)) {
                problems.add(problem(origin, path, "'" + node.name() + "' is among its own ancestors, or deeper than "
                    + DEPTH_MAX + " levels", "break the circle"));
            }
        }
    }

    private static boolean isInCycle(final NodeSpec node, final Map<String, NodeSpec> byName) {
        final Set<String> seen = new HashSet<>();
        NodeSpec at = node;
        while (at != null && at.parent().isPresent()) {
            if (!seen.add(at.name()) || seen.size() >= DEPTH_MAX) {
                return true;
            }
            at = byName.get(at.parent().get());
        }
        return false;
    }

    private static Problem problem(final String origin, final String path, final String message, final String hint) {
        return new Problem(origin, 0, 0, path, message, hint);
    }

    /** The node without a parent. */
    public NodeSpec top() {
        return top;
    }

    /** All nodes in the order given. */
    public List<NodeSpec> nodes() {
        return List.copyOf(byName.values());
    }

    /** The children of a node in the order given; empty for a leaf or an unknown name. */
    public List<NodeSpec> children(final String name) {
        return byName.values().stream().filter(n -> n.parent().filter(name::equals).isPresent()).toList();
    }

    /** Every edge. A client dials a gateway that listens while it does not; everywhere else the child dials. */
    public List<LinkSpec> links() {
        final List<LinkSpec> links = new ArrayList<>();
        for (final NodeSpec child : byName.values()) {
            child.parent().map(byName::get).ifPresent(parent -> links.add(parent.listen().isPresent()
                ? new LinkSpec(parent.name(), child.name(), Dialler.CHILD, parent.listen().get())
                : new LinkSpec(parent.name(), child.name(), Dialler.PARENT, child.listen().orElseThrow())));
        }
        return links;
    }

    /** Levels on the longest path, the top counted. */
    public int depth() {
        return depthBelow(top.name());
    }

    private int depthBelow(final String name) {
        return 1 + children(name).stream().mapToInt(c -> depthBelow(c.name())).max().orElse(0);
    }
}
