package org.umbel.node.cli;

import org.umbel.node.role.ClientConfig;
import org.umbel.node.role.ServantConfig;

/** What the command line asks for. */
sealed interface RoleConfig {
    /** A client. */
    record OfClient(ClientConfig config) implements RoleConfig {}

    /** A relay or a leaf. */
    record OfServant(ServantConfig config) implements RoleConfig {}
}
