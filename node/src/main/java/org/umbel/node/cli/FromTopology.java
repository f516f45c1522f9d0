package org.umbel.node.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message.Role;
import org.umbel.topology.Endpoint;
import org.umbel.topology.LinkSpec.Dialler;
import org.umbel.topology.Nearest;
import org.umbel.topology.NodeSpec;
import org.umbel.topology.TreeSpec;
import org.umbel.topology.file.Farm;
import org.umbel.topology.file.TopologyFile;

/** Answers role, listen, parent, farm and threads from a topology file, as if they had been typed. */
final class FromTopology {
    private final NodeOptions options;
    private final Fields fields;

    FromTopology(final NodeOptions options, final Fields fields) {
        this.options = options;
        this.fields = fields;
    }

    /**
     * Fills the options; does nothing without {@code --topology}.
     *
     * @throws org.umbel.topology.ProblemException with every mistake of the file
     */
    void fill() {
        if (options.topology == null) {
            return;
        }
        refuseTyped(options.listen, "--listen");
        refuseTyped(options.parent, "--parent");
        refuseTyped(options.farm, "--farm");
        final Farm farm = read();
        final TreeSpec tree = farm.tree();
        if (options.farmName == null && !farm.description().isEmpty()) {
            options.farmName = farm.description();
        }
        final boolean isClient = "client".equalsIgnoreCase(options.role);
        if (isClient && tree.top().role() != Role.CLIENT) {
            // A farm without a client of its own is for any client that comes.
            options.farm = tree.top().reach().map(Endpoint::toString).orElse(null);
            return;
        }
        final String name = isClient && options.name == null ? tree.top().name() : options.name;
        final List<String> names = tree.nodes().stream().map(NodeSpec::name).toList();
        if (name == null) {
            fields.refuse("--name", "is missing: which node of " + options.topology + " is this?",
                Nearest.hint("", names));
            return;
        }
        final Optional<NodeSpec> node = tree.node(name);
        if (node.isEmpty()) {
            fields.refuse("--name", "no node of " + options.topology + " is named '" + name + "'",
                Nearest.hint(name, names));
        }
        node.ifPresent(spec -> fill(tree, spec));
    }

    private Farm read() {
        try {
            return TopologyFile.read(Path.of(options.topology));
        } catch (final java.nio.file.InvalidPathException e) {
            fields.refuse("--topology", "not a path: " + options.topology, "");
            fields.check();
            throw e;
        }
    }

    private void fill(final TreeSpec tree, final NodeSpec node) {
        final String role = node.role().name().toLowerCase(Locale.ROOT);
        if (options.role != null && !options.role.equalsIgnoreCase(role)) {
            fields.refuse("--role", "'" + node.name() + "' is a " + role + " in " + options.topology,
                "leave --role out, or name another node");
        }
        options.role = role;
        options.name = node.name();
        options.listen = node.listen().map(Endpoint::toString).orElse(null);
        options.parent = tree.uplink(node).filter(link -> link.dialler() == Dialler.CHILD)
            .map(link -> link.address().toString()).orElse(null);
        if (node.role() == Role.CLIENT && node.listen().isEmpty()) {
            options.farm = tree.children(node.name()).stream().findFirst().flatMap(NodeSpec::reach)
                .map(Endpoint::toString).orElse(null);
        }
        if (options.threads == null && node.threads().isPresent()) {
            options.threads = Integer.toString(node.threads().getAsInt());
        }
    }

    private void refuseTyped(final @Nullable String value, final String option) {
        if (value != null) {
            fields.refuse(option, "is told by the topology file", "leave it out, or edit " + options.topology);
        }
    }
}
