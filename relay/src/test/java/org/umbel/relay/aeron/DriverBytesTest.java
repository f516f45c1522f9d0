package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;

/** Bytes of a driver, read by somebody else. */
class DriverBytesTest {
    private static final int BLOCK_BYTES = 100_000;

    @Test
    void shouldTellWhatADriverHasCarriedEachWay() {
        try (Side parent = Side.listening(); Side child = Side.dialling()) {
            final long up = child.dial(parent.address());
            final long down = child.join(up, "leaf", Position.CHILD, parent);
            final DriverBytes before = DriverBytes.in(child.transport.folder());
            final byte[] bytes = new byte[BLOCK_BYTES];
            new Random(3).nextBytes(bytes);
            final Message.BlockData block = new Message.BlockData(new Block(BlockId.of(bytes), BLOCK_BYTES, bytes));
            assertThat(Side.await(() -> parent.send(down, block), parent, child)).isTrue();
            assertThat(Side.await(() -> child.got.getLast().message() instanceof Message.BlockData, parent, child))
                .isTrue();
            // that it has come is said a little later
            assertThat(Side.await(() -> DriverBytes.in(child.transport.folder()).sent() > before.sent(), parent, child))
                .isTrue();
            final DriverBytes after = DriverBytes.in(child.transport.folder());
            // frames' heads, and what else is said in the meantime
            assertThat(after.received() - before.received()).isGreaterThan(BLOCK_BYTES).isLessThan(2 * BLOCK_BYTES);
            assertThat(after.sent() - before.sent()).isPositive().isLessThan(BLOCK_BYTES / 2);
        }
    }

    @Test
    void shouldFindADriverByItsProcess() {
        assertThat(DriverBytes.of(Long.MAX_VALUE)).isEmpty();
        try (Side side = Side.listening()) {
            assertThat(side.poll()).isNotNegative();
            assertThat(DriverBytes.of(ProcessHandle.current().pid())).isPresent();
        }
    }
}
