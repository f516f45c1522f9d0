package org.umbel.relay.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

final class BlockStoreTest {
    private static final int BYTES = 100;

    private final BlockStore store = new BlockStore(3 * BYTES);

    private static BlockId id(final int n) {
        return new BlockId(0, 0, 0, n);
    }

    private void put(final int n) {
        store.put(new Block(id(n), BYTES, new byte[BYTES]));
    }

    @Test
    void shouldGiveUpTheLeastRecentlyUsedFirst() {
        put(1);
        put(2);
        put(3);
        assertThat(store.get(id(1))).isNotNull();
        put(4);
        assertThat(store.holds(id(2))).isFalse();
        assertThat(store.holds(id(1))).isTrue();
        assertThat(store.bytes()).isEqualTo(3 * BYTES);
        put(4);
        assertThat(store.bytes()).isEqualTo(3 * BYTES);
    }

    @Test
    void shouldKeepPinnedScenesBeyondTheBudget() {
        put(1);
        store.pin(id(1), Set.of(id(1), id(2)));
        put(2);
        put(3);
        put(4);
        put(5);
        assertThat(store.holds(id(1))).isTrue();
        assertThat(store.holds(id(2))).isTrue();
        assertThat(store.holds(id(5))).isTrue();
        assertThat(store.bytes()).isEqualTo(3 * BYTES);
        store.pin(id(5), Set.of(id(3), id(5)));
        put(3);
        assertThat(store.bytes()).isEqualTo(4 * BYTES);
        store.unpin(id(1));
        assertThat(store.bytes()).isEqualTo(3 * BYTES);
        assertThat(store.pinned()).containsExactly(id(5));
    }

    @Test
    void shouldHoldTheNewestBlockHoweverSmallTheBudget() {
        final BlockStore small = new BlockStore(0);
        small.put(new Block(id(1), BYTES, new byte[BYTES]));
        small.put(new Block(id(2), BYTES, new byte[BYTES]));
        assertThat(small.holds(id(1))).isFalse();
        assertThat(small.holds(id(2))).isTrue();
    }

    @Test
    void shouldKeepWhatIsOwedUntilItIsSettled() {
        put(1);
        store.owe(id(1));
        store.owe(id(1));
        store.owe(id(5));
        assertThat(store.owedBytes()).isEqualTo(BYTES);
        for (int n = 2; n <= 5; n++) {
            put(n);
        }
        assertThat(store.owedBytes()).isEqualTo(2 * BYTES);
        put(6);
        put(7);
        assertThat(store.holds(id(1))).isTrue();
        assertThat(store.holds(id(5))).isTrue();
        assertThat(store.bytes()).isEqualTo(3 * BYTES);
        store.settle(id(1));
        assertThat(store.owedBytes()).isEqualTo(2 * BYTES);
        store.settle(id(1));
        store.settle(id(5));
        assertThat(store.owedBytes()).isZero();
        put(8);
        put(9);
        assertThat(store.holds(id(1))).isFalse();
        assertThat(store.holds(id(5))).isFalse();
    }

    @Test
    void shouldGiveUpWhatWasOwedBeyondTheBudgetWhenItIsSettled() {
        for (int n = 1; n <= 5; n++) {
            store.owe(id(n));
            put(n);
        }
        assertThat(store.bytes()).isEqualTo(5 * BYTES);
        store.settle(id(2));
        store.settle(id(4));
        assertThat(store.bytes()).isEqualTo(3 * BYTES);
        store.settle(id(1));
        assertThat(store.holds(id(1))).isTrue();
    }
}
