package org.umbel.relay.transport;

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

        /** Bytes that are no message of this schema version, on a link or (link -1) from somebody without one. */
        void onMalformed(long link, String remote, String reason, long nowNs);

        /** The link is dead, or a dialled one could not come to be. */
        void onDown(long link, String reason, long nowNs);
    }

    /** Begins a link to a listening node; the dialler says hello first. Failure comes as {@code onDown}. */
    long dial(String endpoint, long nowNs);

    /** Queues a message; false (nothing queued) when the stream is full: try again later. */
    boolean send(long link, LinkHeader header, Message message, long nowNs);

    /** Ends a link; what was queued before may still be delivered. */
    void close(long link, long nowNs);

    /** Delivers a bounded number of events and moves queued bytes. Returns the work done. */
    int poll(Handler handler, long nowNs);

    @Override
    void close();
}
