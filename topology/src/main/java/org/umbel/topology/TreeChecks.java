package org.umbel.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbel.codec.wire.Message.Role;

/** What makes a list of nodes a tree that can run; every mistake is found in one go. */
final class TreeChecks {
    private static final int NAME_LENGTH_MAX = 64;
    private static final int HINTS_MAX = 20;
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "[::]", "::", "*");

    private final NodePlaces places;
    private final List<NodeSpec> nodes;
    private final Map<String, NodeSpec> byName = new LinkedHashMap<>();
    private final Map<String, Integer> childCounts = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    TreeChecks(final NodePlaces places, final List<NodeSpec> nodes) {
        this.places = places;
        this.nodes = nodes;
    }

    List<Problem> run() {
        if (nodes.size() > TreeSpec.NODES_MAX) {
            refuse(NodePlaces.LIST, "", nodes.size() + " nodes, and a tree has at most " + TreeSpec.NODES_MAX,
                "split the farm");
            return problems;
        }
        for (int i = 0; i < nodes.size(); i++) {
            checkAlone(i, nodes.get(i));
            if (byName.putIfAbsent(nodes.get(i).name(), nodes.get(i)) != null) {
                refuse(i, "name", "the name '" + nodes.get(i).name() + "' is taken",
                    "give every node a name of its own");
            }
        }
        checkAddresses();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).parent().isPresent()) {
                checkParent(i, nodes.get(i), nodes.get(i).parent().get());
            }
        }
        checkTop();
        return problems;
    }

    private void checkAlone(final int i, final NodeSpec node) {
        if (node.name().isBlank() || node.name().length() > NAME_LENGTH_MAX) {
            refuse(i, "name", "a name has 1 to 64 characters: '" + node.name() + "'", "shorten or fill it");
        }
        if (node.threads().orElse(0) < 0) {
            refuse(i, "threads", "threads are negative: " + node.threads().getAsInt(),
                "0 renders nothing here; leave it out for all cores of a leaf");
        }
        if (node.role() == Role.CLIENT && node.parent().isPresent()) {
            refuse(i, "parent", "a client stands at the top and has no parent", "remove the parent");
        }
        if (node.role() == Role.LEAF && node.parent().isEmpty()) {
            refuse(i, "parent", "a leaf needs a parent", "name a relay or the client");
        }
        if (node.role() == Role.LEAF && node.threads().orElse(1) == 0) {
            refuse(i, "threads", "a leaf without threads would render nothing",
                "leave threads out for all its cores");
        }
        if (node.role() == Role.LEAF && node.listen().isPresent()) {
            refuse(i, "listen", "a leaf only dials", "remove it, or make the node a relay");
        }
        if (node.role() == Role.RELAY && node.listen().isEmpty()) {
            refuse(i, "listen", "a relay must listen for its children",
                "add an address such as 127.0.0.1:" + Endpoint.PORT_DEFAULT);
        }
        if (node.address().isPresent() && node.listen().isEmpty()) {
            refuse(i, "address", "nobody can dial a node that does not listen",
                "add listen, or remove the address");
        }
    }

    /** Where a node listens, those who read the file must be able to dial. */
    private void checkAddresses() {
        final Map<Endpoint, String> owners = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            final NodeSpec node = nodes.get(i);
            if (node.listen().isEmpty()) {
                continue;
            }
            final Endpoint reach = node.reach().orElseThrow();
            final String field = node.address().isPresent() ? "address" : "listen";
            if (WILDCARDS.contains(reach.host())) {
                refuse(i, field, reach.host() + " is no address that others can dial",
                    "add an address such as 192.168.1.10:" + reach.port());
            } else if (reach.port() == 0) {
                refuse(i, field, "port 0 is chosen at the start, and nobody could know it",
                    "name a port such as "
                        + Endpoint.PORT_DEFAULT);
            } else {
                final String owner = owners.putIfAbsent(reach, node.name());
                if (owner != null) {
                    refuse(i, field, reach + " is where '" + owner + "' listens", "take another port");
                }
            }
        }
    }

    private void checkParent(final int i, final NodeSpec node, final String parentName) {
        final NodeSpec parent = byName.get(parentName);
        if (parent == null) {
            // A file full of unknown names would take long to compare with all known ones.
            refuse(i, "parent", "no node is named '" + parentName + "'", problems.size() < HINTS_MAX
                ? Nearest.hint(parentName, byName.keySet()) : "");
            return;
        }
        final int count = childCounts.merge(parentName, 1, Integer::sum);
        if (parent.role() == Role.LEAF) {
            refuse(i, "parent", "'" + parent.name() + "' is a leaf and has no children", "make it a relay");
        } else if (parent.listen().isEmpty() && node.listen().isEmpty()) {
            refuse(i, "parent", "neither '" + node.name() + "' nor '" + parent.name()
                + "' listens, so neither can dial",
                "give '" + (node.role() == Role.LEAF ? parent.name() : node.name()) + "' a listen address");
        } else if (parent.listen().isEmpty() && count == 2) {
            refuse(i, "parent", "'" + parent.name()
                + "' does not listen and would dial more than one gateway",
                "give '" + parent.name() + "' a listen address, or put one gateway between");
        }
        if (count == TreeSpec.CHILDREN_MAX + 1) {
            refuse(i, "parent", "'" + parent.name() + "' has more than " + TreeSpec.CHILDREN_MAX
                + " children",
                "put a relay between them");
        }
        if (isInCycle(node)) {
            refuse(i, "parent", "'" + node.name() + "' is among its own ancestors, or deeper than "
                + TreeSpec.DEPTH_MAX + " levels", "break the circle");
        }
    }

    private boolean isInCycle(final NodeSpec node) {
        final Set<String> seen = new HashSet<>();
        NodeSpec at = node;
        while (at != null && at.parent().isPresent()) {
            if (!seen.add(at.name()) || seen.size() >= TreeSpec.DEPTH_MAX) {
                return true;
            }
            at = byName.get(at.parent().get());
        }
        return false;
    }

    /** A leaf without a parent has been told already, and is no second top. */
    private void checkTop() {
        int first = NodePlaces.LIST;
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).parent().isEmpty() && nodes.get(i).role() != Role.LEAF) {
                if (first == NodePlaces.LIST) {
                    first = i;
                } else {
                    refuse(i, "", "'" + nodes.get(i).name() + "' has no parent, and '"
                        + nodes.get(first).name()
                        + "' stands at the top already",
                        nodes.get(i).role() == Role.CLIENT
                            ? "a tree has one client" : "name its parent");
                }
            }
        }
        if (first == NodePlaces.LIST) {
            refuse(NodePlaces.LIST, "", "no client or relay without a parent: nobody stands at the top",
                "add the client, or a relay that clients dial");
        }
    }

    private void refuse(final int node, final String field, final String message, final String hint) {
        problems.add(places.problem(node, field, message, hint));
    }
}
