package org.umbel.node.role;

import java.util.Optional;
import org.umbel.codec.wire.Message.Role;
import org.umbel.topology.Endpoint;

/**
 * What a relay or a leaf is asked for: it serves until it is ended, one client after the other.
 *
 * @param role    RELAY or LEAF
 * @param name    of this node, for people
 * @param listen  where others dial in; relays only
 * @param parent  whom to dial; a relay without one is a gateway
 * @param threads of the own worker; 0 for a relay that only relays
 */
public record ServantConfig(Role role, String name, Optional<Endpoint> listen, Optional<Endpoint> parent,
                            int threads) {
    public ServantConfig {
        if (role == Role.CLIENT || role == Role.LEAF && (parent.isEmpty() || threads < 1)
            || role == Role.RELAY && listen.isEmpty()) {
            throw new IllegalArgumentException("a relay listens, a leaf has a parent and threads: " + role);
        }
    }
}
