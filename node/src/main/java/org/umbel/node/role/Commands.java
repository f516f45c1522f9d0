package org.umbel.node.role;

import org.umbel.topology.Endpoint;

/** The commands that help, as the person at this machine would type them. */
final class Commands {
    private Commands() {}

    private static String node() {
        return System.getProperty("umbel.command", "umbel");
    }

    static String relay(final Endpoint at) {
        return node() + " --role=relay --listen " + at.port();
    }

    static String leaf(final String parent) {
        return node() + " --role=leaf --parent " + parent;
    }

    static String client() {
        return node() + " --role=client SCENE";
    }

    static String client(final String farm) {
        return node() + " --role=client SCENE --farm " + farm;
    }
}
