package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.StreamKind;

class WireStreamTest {
    @Test
    void shouldCarryTheLargestMessageOfEveryStream() {
        for (final StreamKind kind : StreamKind.values()) {
            assertThat(WireStream.of(kind).messageBytesMax()).isEqualTo(kind.messageBytesMax());
        }
    }
}
