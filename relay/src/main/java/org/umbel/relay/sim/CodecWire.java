package org.umbel.relay.sim;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.MessageCodec;
import org.umbel.relay.simulated.Wire;

/** Every message becomes bytes and a message again. */
final class CodecWire implements Wire {
    private final MessageCodec codec = new MessageCodec();
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(1 << 16);

    @Override
    public Carried carry(final LinkHeader header, final Message message) {
        buffer.checkLimit(codec.encodedLengthMax(message));
        final int length = codec.encode(header, message, buffer, 0);
        return switch (codec.decode(buffer, 0, length)) {
            case MessageCodec.Decoded.Ok(LinkHeader _, Message decoded) -> new Carried(decoded, length);
            case MessageCodec.Decoded.Malformed(String reason) -> throw new IllegalStateException(
                "what was encoded does not decode: " + reason + ": " + message.getClass().getSimpleName());
        };
    }
}
