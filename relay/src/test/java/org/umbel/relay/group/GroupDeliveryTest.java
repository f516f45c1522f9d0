package org.umbel.relay.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.relay.simulated.SeededRandom;

/** Whatever the network does: each message comes intact, or its member has left with exactly what it lacks. */
final class GroupDeliveryTest {
    private static final long MS = ToyNetwork.MS;
    private static final int SEEDS = 40;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5})
    void shouldDeliverEverythingOrSayWhatIsMissingWhenTheNetworkIsBad(final long hundred) {
        for (long seed = hundred * SEEDS; seed < (hundred + 1) * SEEDS; seed++) {
            try {
                run(seed);
            } catch (final RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void run(final long seed) {
        final SeededRandom random = new SeededRandom(seed);
        final GroupOptions options = new GroupOptions(random.between(100_000, 20_000_000), random.between(300, 1500),
            42, random.between(10, 254), 1 << 20, 200_000, GroupTimes.LAN);
        final ToyNetwork network = new ToyNetwork(options, seed);
        network.loss = new double[] {0, 0.001, 0.01, 0.1, 0.3}[random.nextInt(5)];
        network.repeated = random.chance(0.3) ? 0.05 : 0;
        network.jitterNs = random.chance(0.5) ? random.between(0, 5 * MS) : 0;
        network.delayNs = random.between(MS / 100, 5 * MS);
        final int members = random.between(1, 12);
        for (int i = 0; i < members; i++) {
            network.add(random.between(0, 5000) * 12 + i);
        }
        for (int round = 0; round < 6; round++) {
            happen(network, random);
            network.run(random.between(0, 300) * MS);
        }
        network.peers.values().forEach(peer -> peer.isFrozen = false);
        network.runUntilDone(60_000 * MS);
        assertThat(network.source.keptBytes()).as("all is acknowledged, or nobody is left").isZero();
        for (final ToyNetwork.Peer peer : network.peers.values()) {
            assertThat(peer.first >= 0 || !peer.reason.isEmpty()).as("%d is a member or has left", peer.number)
                .isTrue();
            if (peer.first >= 0) {
                peer.check();
            }
            assertThat((long) peer.keptBytesMax).isLessThan(options.windowBytes() + options.messageBytesMax()
                + 3L * Header.SHARDS_MAX * options.shardBytes());
        }
        assertThat(network.keptBytesMax).isLessThanOrEqualTo(options.windowBytes());
    }

    private static void happen(final ToyNetwork network, final SeededRandom random) {
        for (int i = random.between(0, 12); i > 0; i--) {
            final boolean isLarge = random.chance(0.3);
            network.queue(isLarge ? random.between(1, network.options.messageBytesMax()) : random.between(1, 3000));
        }
        for (final ToyNetwork.Peer peer : network.peers.values()) {
            peer.isFrozen = random.chance(0.1);
            if (peer.first < 0 && !peer.reason.isEmpty() && random.chance(0.5)) {
                network.add(peer.number);
            }
        }
        if (random.chance(0.1)) {
            network.source.remove(network.peers.keySet().iterator().next());
        }
    }
}
