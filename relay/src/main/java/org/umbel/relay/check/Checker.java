package org.umbel.relay.check;

import java.util.List;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;

/** Holds one invariant. All methods are called by the simulation, between calls of nodes. */
public interface Checker {
    /** A node has handed a message to its transport, which took it. */
    default void onSent(final ObservedNode node, final long link, final LinkHeader header,
                        final Message message) {
    }

    /** A node's transport did not take a message: the stream is full. */
    default void onRefused(final ObservedNode node, final long link) {
    }

    /**
     * What the receiver will be given for a message.
     *
     * @param message as it was sent
     * @param arrived as it comes
     * @param bytes   its length on the wire; 0: it is handed over as an object
     */
    default void onCarried(final Message message, final Message arrived, final int bytes) {
    }

    /** A node is about to be given a message; {@code duplicate}: it has been given it before. */
    default void beforeMessage(final ObservedNode node, final long link, final LinkHeader header,
                               final Message message, final boolean duplicate) {
    }

    /** The node has been given the message that {@link #beforeMessage} announced. */
    default void afterMessage(final ObservedNode node, final long link, final LinkHeader header,
                              final Message message, final boolean duplicate) {
    }

    /** A node's own renderer was told to render. */
    default void onRender(final ObservedNode node, final SessionId session, final SampleRange range) {
    }

    /** A node is about to be given what its own renderer has done. The sums become the node's. */
    default void beforeRendered(final ObservedNode node, final Rendered rendered) {
    }

    /** The node has been given it. */
    default void afterRendered(final ObservedNode node, final Rendered rendered) {
    }

    /** A node lets a link go: all that has come over it was given to the node, none of its death is told yet. */
    default void onClose(final ObservedNode node, final long link) {
    }

    /** A step of the node's agent is over: events were fed, outputs drained. */
    default void onStepped(final ObservedNode node) {
    }

    /** A root's listener was told of a view. */
    default void onView(final ObservedRoot root, final Message.View view) {
    }

    /** A root's listener was told that sums of a tile were accepted. */
    default void onTile(final ObservedRoot root, final int epoch, final int tile) {
    }

    /** A person sees something of every tile of the current epoch. */
    default void onShown(final ObservedRoot root) {
    }

    /** So much virtual time has passed since the last call: for checkers of durations. */
    default void onTick(final Observed observed) {
    }

    /** A full check of all that has moved since the last one, now and then, and of everything at the end. */
    default void onFull(final Observed observed) {
        for (final ObservedNode node : observed.moved()) {
            onMoved(observed, node, node.works());
        }
    }

    /**
     * The part of a full check that looks at nodes one by one. All checkers look at one node before any looks at the
     * next: a large tree's nodes are not in the processor's caches.
     *
     * @param works of the node
     */
    default void onMoved(final Observed observed, final ObservedNode node, final List<WorkView> works) {
    }

    /** The simulation is over; every picture should be whole. */
    default void onEnd(final Observed observed) {
    }

    /** What a renderer has done. */
    record Rendered(SessionId session, int epoch, long fence, int tile, SampleRange range, TileSums sums) {}
}
