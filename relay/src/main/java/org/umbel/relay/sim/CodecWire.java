package org.umbel.relay.sim;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.MessageCodec;
import org.umbel.relay.check.Soundness;
import org.umbel.relay.simulated.SeededRandom;
import org.umbel.relay.simulated.Wire;

/** Every message becomes bytes and a message again; some bytes are turned over as well, and must do no harm. */
final class CodecWire implements Wire {
    private static final double GARBAGE_PROBABILITY = 0.02;

    private final MessageCodec codec = new MessageCodec();
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(1 << 16);
    private final SeededRandom random;
    private final Soundness soundness;

    CodecWire(final SeededRandom random, final Soundness soundness) {
        this.random = random;
        this.soundness = soundness;
    }

    @Override
    public Carried carry(final LinkHeader header, final Message message) {
        buffer.checkLimit(codec.encodedLengthMax(message));
        final int length = codec.encode(header, message, buffer, 0);
        final Carried carried = switch (codec.decode(buffer, 0, length)) {
            case MessageCodec.Decoded.Ok(LinkHeader _, Message decoded) -> new Carried(decoded, length);
            case MessageCodec.Decoded.Malformed(String reason) -> throw new IllegalStateException(
                "what was encoded does not decode: " + reason + ": " + message.getClass().getSimpleName());
        };
        if (random.chance(GARBAGE_PROBABILITY)) {
            soundness.guard("codec", () -> decodeGarbage(length));
        }
        return carried;
    }

    /** Whatever comes of it, it is an answer and no exception. */
    private void decodeGarbage(final int length) {
        for (int i = 0; i < 1 + length / 64; i++) {
            buffer.putByte(random.nextInt(length), (byte) random.nextInt(256));
        }
        codec.decode(buffer, 0, 1 + random.nextInt(length));
    }
}
