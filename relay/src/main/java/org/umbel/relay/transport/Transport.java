package org.umbel.relay.transport;

import java.util.Optional;
import org.umbel.codec.block.Block;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;

/**
 * Carries messages over links. One thread owns a transport and everything that it calls.
 *
 * <p>A link number is unique in this process and never used again. After {@link Handler#onDown} or {@link #close} a
 * link is gone: nothing arrives from it, and sends to it are dropped silently.
 */
public interface Transport extends AutoCloseable {
    /** Answers to {@link #poll}. */
    interface Handler {
        /** Somebody dialled. Its first message is a hello, or else it is to be closed. */
        void onAccepted(long link, String remote, long nowNs);

        /** A message that decoded within its limits. */
        void onMessage(long link, LinkHeader header, Message message, long nowNs);

        /** The other side of this link hears this node's group. */
        default void onMember(final long link, final long nowNs) {}

        /** A member has a message of this node's group. */
        default void onReceived(final long link, final long number, final long nowNs) {}

        /** An invited child does not hear this node's group, or no more. It may have more than it is known to have. */
        default void onLeft(final long link, final String reason, final long nowNs) {}

        /** A block by the group of the parent at the other side of a link. */
        default void onHeard(final long link, final Block block, final long nowNs) {}

        /** Bytes that are no message of this schema version, on a link or (link -1) from somebody without one. */
        void onMalformed(long link, String remote, String reason, long nowNs);

        /** The link is dead, or a dialled one could not come to be. */
        void onDown(long link, String reason, long nowNs);
    }

    /** Begins a link to a listening node; the dialler says hello first. Failure comes as {@code onDown}. */
    long dial(String endpoint, long nowNs);

    /** Queues a message; false (nothing queued) when the stream is full: try again later. */
    boolean send(long link, LinkHeader header, Message message, long nowNs);

    /**
     * Makes the other side of an accepted link a member of this node's group, as soon as it is known to hear it:
     * {@link Handler#onMember}, or {@link Handler#onLeft} within about a second.
     *
     * @return what the other side is to be told; empty: there is no group here
     */
    default Optional<Message.Invite> invite(final long link, final long nowNs) {
        return Optional.empty();
    }

    /** Hears the group of a parent from now on, until the link ends. */
    default void join(final long link, final Message.Invite invite, final long nowNs) {}

    /**
     * A block for all members; what each has comes as {@link Handler#onReceived}, in any order.
     *
     * @return its number; -1: the stream is full, nothing was sent
     */
    default long sendToAll(final Block block, final long nowNs) {
        return -1;
    }

    /** Ends a link; what was queued before may still be delivered. */
    void close(long link, long nowNs);

    /** Delivers a bounded number of events and moves queued bytes. Returns the work done. */
    int poll(Handler handler, long nowNs);

    @Override
    void close();
}
