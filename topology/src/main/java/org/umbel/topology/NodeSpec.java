package org.umbel.topology;

import java.util.Objects;
import java.util.Optional;
import org.umbel.codec.wire.Message.Role;

/**
 * A process of a tree as it is planned, before it runs.
 *
 * @param name        unique in its tree, 1..64 characters
 * @param role        what it is
 * @param listen      where it lets others dial in; empty: nowhere
 * @param parent      name of its parent; empty for the node at the top
 * @param threads     render threads, 0: none
 * @param description for people, may be empty
 */
public record NodeSpec(String name, Role role, Optional<Endpoint> listen, Optional<String> parent, int threads,
                       String description) {
    public NodeSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(description, "description");
    }
}
