package org.umbel.codec.wire;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.umbel.codec.sbe.BlockAbsentEncoder;
import org.umbel.codec.sbe.BlockWantEncoder;
import org.umbel.codec.sbe.StatusEncoder;
import org.umbel.codec.tile.TileSumsCodec;

/** Messages to SBE bytes and back. One per thread: it reuses its flyweights and buffers. */
public final class MessageCodec {
    /** Above the header and root block of every message. */
    private static final int FIXED_BYTES_MAX = 256;
    private static final int UTF8_BYTES_MAX = 3;

    private final TileSumsCodec sumsCodec = new TileSumsCodec();
    private final MessageEncoder encoder = new MessageEncoder(sumsCodec);
    private final MessageDecoder decoder = new MessageDecoder(sumsCodec);
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /** What bytes from a peer turned out to be. */
    public sealed interface Decoded {
        /** A message whose every number is within its limits. */
        record Ok(LinkHeader header, Message message) implements Decoded {}

        /** No message of this schema version, and why. */
        record Malformed(String reason) implements Decoded {}
    }

    /** Bytes that are enough for {@link #encode}. */
    public int encodedLengthMax(final Message message) {
        return FIXED_BYTES_MAX + switch (message) {
            case Message.Hello m -> UTF8_BYTES_MAX
                * (2 * MessageLimits.NAME_CHARS_MAX + MessageLimits.ENDPOINT_CHARS_MAX);
            case Message.Welcome m -> UTF8_BYTES_MAX * 2 * MessageLimits.NAME_CHARS_MAX;
            case Message.Refuse m -> UTF8_BYTES_MAX * MessageLimits.REASON_CHARS_MAX;
            case Message.Confirm m -> 0;
            case Message.Heartbeat m -> 0;
            case Message.Epoch m -> m.grant().size() * 3 * Integer.BYTES;
            case Message.SessionEnd m -> 0;
            case Message.BlockWant m -> m.wants().size() * BlockWantEncoder.WantsEncoder.sbeBlockLength();
            case Message.BlockAbsent m -> m.blocks().size() * BlockAbsentEncoder.BlocksEncoder.sbeBlockLength();
            case Message.BlockData m -> m.block().compressed().length;
            case Message.Ready m -> 0;
            case Message.Credit m -> 0;
            case Message.Grant m -> m.ranges().size() * 3 * Integer.BYTES;
            case Message.Return m -> m.ranges().size() * 3 * Integer.BYTES;
            case Message.Report m -> m.ranges().size() * 2 * Integer.BYTES
                + sumsCodec.encodedLengthMax(m.sums().planeLength());
            case Message.View m -> m.rgb().length * Short.BYTES;
            case Message.Status m -> m.nodes().size() * (StatusEncoder.NodesEncoder.sbeBlockLength() + 4
                + 2 * MessageLimits.STATUS_TEXT_BYTES_MAX);
            case Message.Ancestors m -> m.endpoints().size()
                * (2 + UTF8_BYTES_MAX * MessageLimits.ENDPOINT_CHARS_MAX);
            case Message.Recall m -> m.ranges().size() * 3 * Integer.BYTES;
            case Message.Tainted m -> UTF8_BYTES_MAX * MessageLimits.NAME_CHARS_MAX;
            case Message.Invite m -> UTF8_BYTES_MAX * MessageLimits.ENDPOINT_CHARS_MAX;
        };
    }

    /**
     * Writes header and message at {@code offset} and returns the length in bytes. Names, builds, reasons and states
     * are cut at their limits; anything else outside the limits is a programmer's mistake.
     */
    public int encode(final LinkHeader header, final Message message, final MutableDirectBuffer buffer,
                      final int offset) {
        final String problem = MessageLimits.problem(message);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return encoder.encode(header, message, buffer, offset) - offset;
    }

    /** Never throws, whatever the bytes; allocates no more than a message within the limits needs. */
    public Decoded decode(final DirectBuffer buffer, final int offset, final int length) {
        if (offset < 0 || length < 0 || length > buffer.capacity() - offset) {
            return new Decoded.Malformed(length + " bytes at " + offset + " of a buffer of " + buffer.capacity());
        }
        try {
            // A view of exactly the message: what the checks should overlook ends in an exception at its end.
            view.wrap(buffer, offset, length);
            final Message message = decoder.decode(view, length);
            final String problem = MessageLimits.problem(message);
            return problem != null ? new Decoded.Malformed(problem)
                : new Decoded.Ok(decoder.linkHeader(view), message);
        } catch (final MalformedException e) {
            return new Decoded.Malformed(String.valueOf(e.getMessage()));
        } catch (final IndexOutOfBoundsException | IllegalArgumentException e) {
            return new Decoded.Malformed("inconsistent lengths: " + e.getMessage());
        }
    }
}
