package org.umbel.topology.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.umbel.topology.Endpoint;
import org.umbel.topology.LinkSpec;
import org.umbel.topology.LinkSpec.Dialler;
import org.umbel.topology.NodeSpec;
import org.umbel.topology.TreeSpec;

/** A tree as text for people. */
public final class TreeText {
    private TreeText() {}

    /** A line on the whole, then a line per node, children below their parent. */
    public static List<String> lines(final Farm farm) {
        final TreeSpec tree = farm.tree();
        final List<String> lines = new ArrayList<>();
        lines.add((farm.description().isEmpty() ? "Farm" : farm.description()) + ": " + tree.nodes().size()
            + " nodes, "
            + tree.depth() + " levels");
        add(tree, tree.top(), "", "", lines);
        return lines;
    }

    private static void add(final TreeSpec tree, final NodeSpec node, final String branch,
                            final String indent,
                            final List<String> lines) {
        lines.add(branch + describe(tree, node));
        final List<NodeSpec> children = tree.children(node.name());
        for (int i = 0; i < children.size(); i++) {
            final boolean isLast = i == children.size() - 1;
            add(tree, children.get(i), indent + (isLast ? "`-- " : "|-- "), indent + (isLast ? "    "
                : "|   "), lines);
        }
    }

    private static String describe(final TreeSpec tree, final NodeSpec node) {
        final StringBuilder text = new StringBuilder(node.name()).append("  ")
            .append(node.role().name().toLowerCase(Locale.ROOT));
        node.listen().ifPresent(listen -> text.append(", listens on ").append(listen));
        node.address().ifPresent(address -> text.append(", reached at ").append(address));
        tree.uplink(node).filter(link -> link.dialler() == Dialler.CHILD)
            .ifPresent(link -> text.append(", dials ").append(link.address()));
        for (final NodeSpec child : tree.children(node.name())) {
            tree.uplink(child).filter(link -> link.dialler() == Dialler.PARENT).map(LinkSpec::address)
                .map(Endpoint::toString).ifPresent(address -> text.append(", dials ").append(address));
        }
        node.threads().ifPresent(threads -> text.append(", ").append(threads)
            .append(threads == 1 ? " thread" : " threads"));
        return text.append(node.description().isEmpty() ? "" : "  (" + node.description() + ")").toString();
    }
}
