package org.umbel.node.role;

import java.util.Optional;
import org.umbel.codec.wire.Message.Role;
import org.umbel.node.discovery.DiscoveryConfig;
import org.umbel.node.render.Politeness;
import org.umbel.node.store.CacheOptions;
import org.umbel.topology.Endpoint;

/**
 * What a relay or a leaf is asked for: it serves until it is ended, one client after the other.
 *
 * @param role      RELAY or LEAF
 * @param name      of this node, for people
 * @param listen    where others dial in; relays only
 * @param parent    whom to dial; a relay without one is a gateway
 * @param threads   of the own worker; 0 for a relay that only relays
 * @param politeness of the own worker
 * @param farmName  what people call the farm
 * @param discovery how to be found, and for a leaf without a parent how to find one; empty: not at all
 * @param trust     who may come in
 * @param down      how blocks leave it
 * @param cache     where blocks are kept on disk
 */
public record ServantConfig(Role role, String name, Optional<Endpoint> listen, Optional<Endpoint> parent,
                            int threads, Politeness politeness, String farmName, Optional<DiscoveryConfig> discovery,
                            Trust trust, WayDown down, CacheOptions cache) {
    public ServantConfig {
        if (role == Role.CLIENT || role == Role.LEAF && (parent.isEmpty() && discovery.isEmpty() || threads < 1)
            || role == Role.RELAY && listen.isEmpty()) {
            throw new IllegalArgumentException(
                "a relay listens, a leaf has threads, and a parent or discovery: " + role);
        }
    }
}
