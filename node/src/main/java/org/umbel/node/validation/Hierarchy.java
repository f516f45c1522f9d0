package org.umbel.node.validation;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The parents of nodes. A node has one at most, and is not its own ancestor. */
final class Hierarchy {
    private static final int NOBODY = -1;

    private final int[] parents;
    private final int[] roots;
    private final int[] entries;
    private final int[] ends;

    /** Reads the nodes, and tells what is wrong with how they hang together. */
    Hierarchy(final Document document, final Findings findings) {
        this.parents = new int[document.size("nodes")];
        this.roots = new int[parents.length];
        this.entries = new int[parents.length];
        this.ends = new int[parents.length];
        Arrays.fill(parents, NOBODY);
        for (int i = 0; i < parents.length; i++) {
            final List<JsonNode> children = Json.items(document.item("nodes", i).path("children"));
            for (int c = 0; c < children.size(); c++) {
                final int child = document.reference(children.get(c), "nodes");
                if (child >= 0 && parents[child] >= 0 && parents[child] != i) {
                    findings.error("NODE_PARENT_OVERRIDE", "/nodes/" + i + "/children/" + c,
                        "nodes[" + child + "] is a child of nodes[" + parents[child] + "] already");
                } else if (child >= 0) {
                    parents[child] = i;
                }
            }
        }
        findRoots(findings);
        number();
    }

    /** Each node is walked over once: its root is that of the first ancestor whose root is known. */
    private void findRoots(final Findings findings) {
        final int unknown = -2;
        final int onTheWay = -3;
        Arrays.fill(roots, unknown);
        final int[] way = new int[parents.length];
        for (int i = 0; i < parents.length; i++) {
            int length = 0;
            int at = i;
            while (at >= 0 && roots[at] == unknown) {
                roots[at] = onTheWay;
                way[length++] = at;
                at = parents[at];
            }
            final boolean isLoop = at >= 0 && roots[at] == onTheWay;
            final int root = at < 0 ? way[Math.max(0, length - 1)] : isLoop ? NOBODY : roots[at];
            boolean isInLoop = isLoop;
            for (int w = length - 1; w >= 0; w--) {
                if (isInLoop) {
                    findings.error("NODE_LOOP", "/nodes/" + way[w], "is its own ancestor");
                    isInLoop = way[w] != at;
                }
                roots[way[w]] = root;
            }
        }
    }

    /** -1 for a root. */
    int parent(final int node) {
        return parents[node];
    }

    /** The ancestor without a parent, or -1 when there is none, in a loop. */
    int root(final int node) {
        return roots[node];
    }

    /** Whether {@code ancestor} is the node or above it; in a loop nobody is. */
    boolean isAtOrAbove(final int ancestor, final int node) {
        return entries[ancestor] >= 0 && entries[ancestor] <= entries[node] && entries[node] < ends[ancestor];
    }

    /** Numbers the nodes from the roots on: those at or below a node are the numbers from its entry to its end. */
    private void number() {
        final int[] firstChild = new int[parents.length];
        final int[] sibling = new int[parents.length];
        Arrays.fill(firstChild, NOBODY);
        Arrays.fill(sibling, NOBODY);
        for (int i = parents.length - 1; i >= 0; i--) {
            if (parents[i] >= 0) {
                sibling[i] = firstChild[parents[i]];
                firstChild[parents[i]] = i;
            }
        }
        Arrays.fill(entries, NOBODY);
        int next = 0;
        for (int root = 0; root < parents.length; root++) {
            int at = parents[root] < 0 ? root : NOBODY;
            while (at >= 0) {
                entries[at] = next++;
                if (firstChild[at] >= 0) {
                    at = firstChild[at];
                    continue;
                }
                ends[at] = next;
                while (at != root && sibling[at] < 0) {
                    at = parents[at];
                    ends[at] = next;
                }
                at = at == root ? NOBODY : sibling[at];
            }
        }
    }
}
