package org.umbel.relay.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What loss costs, counted in datagrams. */
final class GroupOverheadTest {
    private static final long MS = ToyNetwork.MS;
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int BLOCKS = 320;
    private static final GroupOptions OPTIONS = GroupOptions.of(12_500_000);

    /** Loss in tenths of a percent; datagrams at most, in thousandths of what the blocks need without any loss. */
    @ParameterizedTest
    @CsvSource({"0,1,1003", "0,64,1003", "1,8,1012", "10,1,1025", "10,8,1045", "10,64,1065", "50,8,1120"})
    void shouldSendLittleMoreThanTheBlocksWhenDatagramsAreLost(final int loss, final int members, final int limit) {
        final ToyNetwork network = network(loss / 1000.0, members);
        final long least = BLOCKS * (BLOCK_BYTES + Frames.HEADER_BYTES) / (OPTIONS.shardBytes() - Frames.DATA_OFFSET);
        network.runUntilDone(60_000 * MS);
        network.peers.values().forEach(ToyNetwork.Peer::check);
        network.peers.values().forEach(peer -> assertThat(peer.delivered).hasSize(BLOCKS));
        assertThat(network.source.sent().datagrams()).isBetween(least, least * limit / 1000 + members / 8);
    }

    @Test
    void shouldKeepTheRateWhenOnePercentIsLostAtRandom() {
        final ToyNetwork network = network(0.01, 8);
        final long beginNs = network.nowNs;
        network.runUntilDone(60_000 * MS);
        final double seconds = (network.nowNs - beginNs) / 1e9;
        assertThat(network.source.bytesPerSecond()).isEqualTo(OPTIONS.bytesPerSecond());
        assertThat(BLOCKS * BLOCK_BYTES / (seconds * OPTIONS.bytesPerSecond() * 0.949)).isGreaterThan(0.95);
    }

    private static ToyNetwork network(final double loss, final int members) {
        final ToyNetwork network = new ToyNetwork(OPTIONS, 1);
        network.loss = loss;
        for (int i = 0; i < members; i++) {
            network.add(i);
        }
        network.run(100 * MS);
        assertThat(network.source.members()).isEqualTo(members);
        for (int i = 0; i < BLOCKS; i++) {
            network.queue(BLOCK_BYTES);
        }
        return network;
    }
}
