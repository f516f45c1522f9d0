package org.umbel.relay.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;

/** Who waits for what, and who was asked. */
final class WantTableTest {
    private static final long UPLINK = 77;

    private final WantTable wants = new WantTable();

    private static BlockId id(final int n) {
        return new BlockId(0, 0, 0, n);
    }

    private void want(final long child, final int... blocks) {
        for (final int n : blocks) {
            assertThat(wants.add(id(n), child, BlockId.NONE)).isTrue();
        }
    }

    private List<BlockId> ids(final int... blocks) {
        return Arrays.stream(blocks).mapToObj(WantTableTest::id).toList();
    }

    @Test
    void shouldGiveAllThatTheNodeLacksAndOfOthersNoMoreThanFits() {
        want(1, 1, 2, 3, 4);
        want(WantTable.SELF, 3, 5);
        assertThat(wants.unasked(1)).isEqualTo(ids(3, 5, 1));
        assertThat(wants.unasked(0)).isEqualTo(ids(3, 5));
        wants.asked(id(3), UPLINK);
        wants.asked(id(1), UPLINK);
        assertThat(wants.asked()).isEqualTo(2);
        assertThat(wants.unasked(9)).isEqualTo(ids(5, 2, 4));
        assertThat(wants.isOthers(id(2))).isTrue();
        assertThat(wants.isOthers(id(3))).isFalse();
        assertThat(wants.isOthers(id(9))).isFalse();
    }

    @Test
    void shouldCountWhatWasTheNodesAsOthersWhenTheNodeWaitsNoLonger() {
        want(1, 1);
        want(WantTable.SELF, 1, 2);
        wants.forget(WantTable.SELF);
        assertThat(wants.unasked(0)).isEmpty();
        assertThat(wants.unasked(9)).isEqualTo(ids(1));
        assertThat(wants.size()).isEqualTo(1);
    }

    @Test
    void shouldNameWhoWaitsForTheOldest() {
        assertThat(wants.waitingLongest()).isEmpty();
        want(1, 1, 2);
        want(2, 2);
        assertThat(wants.waitingLongest()).containsExactly(1L);
        wants.asked(id(1), UPLINK);
        assertThat(wants.waitingLongest()).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void shouldLookOnTheDiskAgainForWhatHadNoRoom() {
        want(1, 1);
        wants.looked(id(1), false);
        wants.asked(id(1), UPLINK);
        assertThat(wants.mayBeOnDisk(id(1))).isFalse();
        wants.hadNoRoom(id(1));
        assertThat(wants.mayBeOnDisk(id(1))).isTrue();
        assertThat(wants.unasked(9)).isEqualTo(ids(1));
        wants.hadNoRoom(id(2));
        assertThat(wants.size()).isEqualTo(1);
    }

    @Test
    void shouldAskAgainWhomItDoubtsButTheDisk() {
        want(1, 1, 2, 3);
        wants.looked(id(1), true);
        wants.looked(id(2), false);
        wants.asked(id(2), UPLINK);
        wants.doubt();
        assertThat(wants.unasked(9)).isEqualTo(ids(3, 2));
        assertThat(wants.isDoubted(id(2))).isTrue();
        assertThat(wants.isDoubted(id(1))).isFalse();
        assertThat(wants.isDoubted(id(3))).isFalse();
    }

    @Test
    void shouldForgetWhatTheDeadUplinkWasAskedForAndNobodyWaitsFor() {
        want(1, 1, 2);
        wants.asked(id(1), UPLINK);
        wants.asked(id(2), UPLINK);
        wants.forget(1);
        want(2, 2);
        assertThat(wants.asked()).isEqualTo(2);
        wants.uplinkDied(UPLINK);
        assertThat(wants.unasked(9)).isEqualTo(ids(2));
        assertThat(wants.size()).isEqualTo(1);
        wants.asked(id(2), UPLINK);
        wants.redirect(id(2), Set.of(UPLINK));
        assertThat(wants.asked()).isEqualTo(1);
        wants.redirect(id(2), Set.of(UPLINK + 1));
        assertThat(wants.unasked(9)).isEqualTo(ids(2));
    }
}
