package org.umbel.relay.hub;

import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Refusal;

/** Whom a listening node refuses, and why, in words for both sides. */
final class Doorkeeper {
    private final NodeConfig config;
    private final Liars liars;

    Doorkeeper(final NodeConfig config, final Liars liars) {
        this.config = config;
        this.liars = liars;
    }

    /**
     * What a hello is refused with, or null when it is welcome.
     *
     * @param incarnation of the process that says hello
     * @param children    that this node has
     * @param hasParent   whether this node takes its work from one
     * @param parent      incarnation of the parent that is linked, or this node's own
     */
    Message.@Nullable Refuse refusal(final Message.Hello hello, final long incarnation, final int children,
                                     final boolean hasParent, final long parent) {
        if (hello.wireVersion() != Message.WIRE_VERSION) {
            return new Message.Refuse(Refusal.WIRE_VERSION, "%s speaks wire version %d (build %s), %s version %d "
                .formatted(hello.name(), hello.wireVersion(), hello.build(), config.name(), Message.WIRE_VERSION)
                + "(build %s): run the same build".formatted(config.build()));
        }
        if (hello.profile() != config.profile()) {
            return new Message.Refuse(Refusal.ARITHMETIC_PROFILE, profileReason(hello.name(), hello.build(),
                hello.profile()));
        }
        if (liars.isOne(incarnation, hello.name())) {
            return new Message.Refuse(Refusal.LIAR, hello.name() + " has told " + config.name()
                + " false sums; start " + config.name() + " anew to have it back");
        }
        if (!config.listening()) {
            return new Message.Refuse(Refusal.POSITION, config.name() + " does not listen");
        }
        if (hello.position() == Position.CHILD) {
            return childRefusal(hello, incarnation, children, parent);
        }
        return hasParent || config.role() != Message.Role.RELAY ? new Message.Refuse(Refusal.POSITION, config.name()
            + (hasParent ? " has a parent already" : " takes no sessions") + "; dial the relay at the top") : null;
    }

    /** A stale or hostile list of ancestors may lead a node to itself, or to its own child. */
    private Message.@Nullable Refuse childRefusal(final Message.Hello hello, final long incarnation, final int children,
                                                  final long parent) {
        if (incarnation == config.incarnation()) {
            return new Message.Refuse(Refusal.POSITION, config.name() + " is this process itself");
        }
        if (incarnation == parent) {
            return new Message.Refuse(Refusal.POSITION, hello.name() + " is the parent of " + config.name());
        }
        return children >= config.limits().childrenMax() ? new Message.Refuse(Refusal.TOO_MANY, config.name() + " has "
            + children + " children already; put a relay between") : null;
    }

    String profileReason(final String name, final String build, final long profile) {
        return "%s renders with arithmetic profile %016x (build %s), %s with %016x (build %s): run the same build"
            .formatted(name, profile, build, config.name(), config.profile(), config.build());
    }
}
