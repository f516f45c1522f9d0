package org.umbel.topology;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.umbel.codec.wire.Message.Role;

/**
 * A process of a tree as it is planned, before it runs.
 *
 * @param name        unique in its tree, 1..64 characters
 * @param role        what it is
 * @param listen      where it lets others dial in; empty: nowhere
 * @param address     where others reach it when that is not {@code listen}: behind a port forwarding, or when
 *                    it listens on all its addresses
 * @param parent      name of its parent; empty for the node at the top
 * @param threads     render threads, 0: none; empty: what the role does unless told otherwise
 * @param description for people, may be empty
 */
public record NodeSpec(String name, Role role, Optional<Endpoint> listen, Optional<Endpoint> address,
                       Optional<String> parent, OptionalInt threads, String description) {
    public NodeSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(threads, "threads");
        Objects.requireNonNull(description, "description");
    }

    /** Where others dial it; empty when nobody can. */
    public Optional<Endpoint> reach() {
        return address.or(() -> listen);
    }

    /** The same node under another name and parent. */
    public NodeSpec moved(final String newName, final Optional<String> newParent) {
        return new NodeSpec(newName, role, listen, address, newParent, threads, description);
    }
}
