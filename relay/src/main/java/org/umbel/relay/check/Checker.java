package org.umbel.relay.check;

import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;

/**
 * Holds one invariant, or a few that are one. All methods are called by the simulation, between calls of
 * nodes.
 */
public interface Checker {
    /** A node has handed a message to its transport, which took it. */
    default void onSent(final ObservedNode node, final long link, final LinkHeader header,
                        final Message message) {
    }

    /** A node is about to be given a message; {@code duplicate}: it has been given it before. */
    default void beforeMessage(final ObservedNode node, final long link, final LinkHeader header,
                               final Message message, final boolean duplicate) {
    }

    /** The node has been given the message that {@link #beforeMessage} announced. */
    default void afterMessage(final ObservedNode node, final long link, final LinkHeader header,
                              final Message message, final boolean duplicate) {
    }

    /** A node is about to be told that a link is dead. */
    default void beforeDown(final ObservedNode node, final long link) {
    }

    /** A step of the node's agent is over: events were fed, outputs drained. */
    default void onStepped(final ObservedNode node) {
    }

    /** A root's listener was told of a view. */
    default void onView(final ObservedRoot root, final Message.View view) {
    }

    /** Everything, now and then and at the end. */
    default void onFull(final Observed observed) {
    }
}
