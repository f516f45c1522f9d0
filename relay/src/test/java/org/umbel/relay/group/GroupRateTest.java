package org.umbel.relay.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ceiling may be far above what the link or the members can take. */
final class GroupRateTest {
    private static final long MS = ToyNetwork.MS;
    private static final int BLOCK_BYTES = 64 << 10;

    /** Link and ceiling in MB/s, percent lost at random, percent of the link that is to be made use of. */
    @ParameterizedTest
    @CsvSource({"10,1000,0,85", "1,125,0,75", "40,125,0,85", "10,12,1,85", "40,40,8,75"})
    void shouldFindTheRateThatTheLinkCarries(final int link, final int ceiling, final int loss, final int share) {
        final ToyNetwork network = new ToyNetwork(GroupOptions.of(ceiling * 1_000_000L), 1);
        network.linkBytesPerSecond = link * 1_000_000L;
        network.queueBytesMax = link * 20_000;
        network.loss = loss / 100.0;
        for (int i = 0; i < 4; i++) {
            network.add(i);
        }
        network.run(1000 * MS);
        final int blocks = 30 * link;
        for (int i = 0; i < blocks; i++) {
            network.queue(BLOCK_BYTES);
        }
        final long beginNs = network.nowNs;
        network.runUntilDone(60_000 * MS);
        network.peers.values().forEach(peer -> assertThat(peer.delivered).as(peer.reason).hasSize(blocks));
        final double seconds = (network.nowNs - beginNs) / 1e9;
        assertThat((double) blocks * BLOCK_BYTES / seconds / network.linkBytesPerSecond).isGreaterThan(share / 100.0);
    }
}
