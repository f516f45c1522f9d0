package org.umbel.relay.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Who comes, who goes, and what that costs the others. */
final class GroupMembersTest {
    private static final long MS = ToyNetwork.MS;
    private static final int BLOCK_BYTES = 64 << 10;
    private static final GroupOptions OPTIONS = GroupOptions.of(12_500_000);
    private static final int SHARDS = 48;

    private final ToyNetwork network = new ToyNetwork(OPTIONS, 1);

    @Test
    void shouldGiveUpWithinASecondWhenMulticastIsBlocked() {
        network.multicastIsBlocked = true;
        final ToyNetwork.Peer peer = network.add(3);
        network.queue(BLOCK_BYTES);
        network.run(999 * MS);
        assertThat(peer.reason).isEmpty();
        network.run(40 * MS);
        assertThat(peer.reason).startsWith("multicast does not reach it").contains("1000 ms");
        assertThat(peer.missing).isEmpty();
        assertThat(network.source.sent().datagrams()).as("probes, no blocks").isBetween(19L, 22L);
        assertThat(network.offered).isZero();
    }

    @Test
    void shouldHearAMemberAtOnceWhenMulticastPasses() {
        final ToyNetwork.Peer peer = network.add(65_535);
        network.run(MS);
        assertThat(peer.first).isZero();
        assertThat(peer.sink.isMember()).isTrue();
        network.run(5_000 * MS);
        assertThat(network.source.sent().datagrams()).as("a quiet group costs nothing").isEqualTo(1);
        assertThat(network.source.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldGoOnWithoutAPauseWhenAMemberFreezes() {
        for (int i = 0; i < 4; i++) {
            network.add(i);
        }
        network.run(10 * MS);
        for (int i = 0; i < 640; i++) {
            network.queue(BLOCK_BYTES);
        }
        network.run(1_000 * MS);
        final ToyNetwork.Peer frozen = network.peers.get(2);
        frozen.isFrozen = true;
        final long frozenNs = network.nowNs;
        network.runUntilDone(10_000 * MS);
        assertThat(frozen.reason).startsWith("no progress for").endsWith("while others went on");
        assertThat(frozen.leftNs - frozenNs).isBetween(380 * MS, 440 * MS);
        assertThat(frozen.missing).as("the window").hasSizeGreaterThan(100);
        for (final int other : new int[] {0, 1, 3}) {
            network.peers.get(other).check();
            assertThat(network.peers.get(other).delivered).hasSize(640);
        }
        final double idealNs = 640.0 * SHARDS * (OPTIONS.datagramBytes() + OPTIONS.overheadBytes()) / 12_500_000 * 1e9;
        assertThat((double) (network.nowNs - frozenNs + 1_000 * MS)).as("time of all").isLessThan(idealNs + 20 * MS);
    }

    @Test
    void shouldLoseLessThanHalfASecondWhenAMemberFreezesOnAFastLink() {
        final ToyNetwork fast = new ToyNetwork(GroupOptions.of(125_000_000), 1);
        fast.add(0);
        fast.add(1);
        fast.run(10 * MS);
        for (int i = 0; i < 1600; i++) {
            fast.queue(BLOCK_BYTES);
        }
        fast.peers.get(1).isFrozen = true;
        final long beginNs = fast.nowNs;
        fast.runUntilDone(10_000 * MS);
        fast.peers.get(0).check();
        assertThat(fast.peers.get(0).delivered).hasSize(1600);
        final double idealNs =
            1600.0 * SHARDS * (OPTIONS.datagramBytes() + OPTIONS.overheadBytes()) / 125_000_000 * 1e9;
        assertThat((double) (fast.nowNs - beginNs)).isLessThan(idealNs + 500 * MS);
    }

    @Test
    void shouldLetEverybodyGoWhenNobodyAnswers() {
        network.add(0);
        network.add(1);
        network.run(10 * MS);
        network.queue(BLOCK_BYTES);
        network.queue(BLOCK_BYTES);
        network.peers.values().forEach(peer -> peer.isFrozen = true);
        network.run(2_100 * MS);
        for (final ToyNetwork.Peer peer : network.peers.values()) {
            assertThat(peer.reason).startsWith("no progress for 20");
            assertThat(peer.missing).containsExactly(0, 1);
        }
        assertThat(network.source.keptBytes()).isZero();
        assertThat(network.source.offer(new byte[1])).as("nobody would hear it").isEqualTo(GroupSource.FULL);
    }

    @Test
    void shouldSendALateJoinerNothingOfThePast() {
        network.add(0);
        network.run(10 * MS);
        for (int i = 0; i < 100; i++) {
            network.queue(BLOCK_BYTES);
        }
        network.run(200 * MS);
        final ToyNetwork.Peer late = network.add(1);
        network.runUntilDone(5_000 * MS);
        assertThat(late.first).isBetween(10L, 60L);
        assertThat(late.delivered).containsExactlyElementsOf(LongStream.range(late.first, 100).boxed().toList());
        assertThat(late.received).as("nothing else").isEqualTo(late.delivered);
        network.peers.get(0).check();
    }

    @Test
    void shouldTakeAMemberBackWhenItIsAddedAgain() {
        network.add(0);
        network.add(1);
        network.run(10 * MS);
        network.queue(BLOCK_BYTES);
        network.peers.get(1).isFrozen = true;
        network.run(600 * MS);
        assertThat(network.peers.get(1).missing).containsExactly(0);
        network.peers.get(1).isFrozen = false;
        network.queue(BLOCK_BYTES);
        network.run(100 * MS);
        assertThat(network.peers.get(1).sink.isMember()).as("it sees that it was given up").isFalse();
        network.add(1);
        network.run(100 * MS);
        network.queue(BLOCK_BYTES);
        network.runUntilDone(1_000 * MS);
        assertThat(network.peers.get(1).first).isEqualTo(2);
        assertThat(network.peers.get(1).delivered).containsExactly(2L);
    }

    @Test
    void shouldTakeAMemberBackWhenItWasGivenUpAndHasEverythingAllTheSame() {
        network.add(0);
        network.add(1);
        network.run(10 * MS);
        network.source.remove(1);
        for (int i = 0; i < 20; i++) {
            network.queue(BLOCK_BYTES);
        }
        network.run(200 * MS);
        assertThat(network.peers.get(1).sink.isMember()).as("it has lost nothing, and knows of nothing").isTrue();
        network.add(1);
        network.run(100 * MS);
        network.queue(BLOCK_BYTES);
        network.runUntilDone(1_000 * MS);
        assertThat(network.peers.get(1).first).isEqualTo(20);
        assertThat(network.peers.get(1).delivered).containsExactly(20L);
    }

    @Test
    void shouldSendAwayAMemberThatLosesMuchMoreThanTheOthers() {
        for (int i = 0; i < 4; i++) {
            network.add(i);
        }
        network.run(10 * MS);
        network.peers.get(3).ownLoss = 0.3;
        for (int i = 0; i < 320; i++) {
            network.queue(BLOCK_BYTES);
        }
        network.runUntilDone(10_000 * MS);
        assertThat(network.peers.get(3).reason).matches("loses .. % of what is sent, the others less than 5 %");
        assertThat(network.source.bytesPerSecond()).isEqualTo(OPTIONS.bytesPerSecond());
        assertThat(network.peers.get(0).delivered).hasSize(320);
    }

    @Test
    void shouldAnswerForWhatWasOfferedWhenAMemberIsRemoved() {
        network.add(0);
        network.add(7);
        network.run(10 * MS);
        network.queue(BLOCK_BYTES);
        network.run(MS / 10);
        network.source.remove(7);
        network.source.remove(8);
        assertThat(network.peers.get(7).reason).isEqualTo("removed");
        assertThat(network.peers.get(7).missing).containsExactly(0);
        network.runUntilDone(1_000 * MS);
        assertThat(network.peers.get(0).delivered).containsExactly(0L);
    }

    @Test
    void shouldBlameNobodyWhenItsOwnProcessStoodStill() {
        network.add(0);
        network.add(1);
        network.run(10 * MS);
        network.queue(BLOCK_BYTES);
        network.run(MS);
        network.nowNs += 10_000 * MS;
        network.runUntilDone(1_000 * MS);
        network.peers.values().forEach(peer -> assertThat(peer.delivered).containsExactly(0L));
    }

    @Test
    void shouldRefuseWhatIsNoMemberAndNoMessage() {
        network.add(1);
        assertThatThrownBy(() -> network.source.add(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.source.add(65_536, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.source.offer(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.source.offer(new byte[OPTIONS.messageBytesMax() + 1]))
            .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRepairTheEndOfABurstWithinMilliseconds() {
        final ToyNetwork lossy = new ToyNetwork(OPTIONS, 5);
        for (int i = 0; i < 8; i++) {
            lossy.add(i);
        }
        lossy.run(200 * MS);
        lossy.loss = 0.05;
        for (int burst = 0; burst < 50; burst++) {
            lossy.queue(BLOCK_BYTES);
            final long beginNs = lossy.nowNs;
            lossy.runUntilDone(1_000 * MS);
            assertThat(lossy.nowNs - beginNs).as("burst %d", burst).isLessThan(100 * MS);
        }
        lossy.peers.values().forEach(peer -> assertThat(peer.delivered).hasSize(50));
    }
}
