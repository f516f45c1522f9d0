package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.relay.session.Session;

/** Nodes that join in the middle, and nodes that stood still. */
final class LateTest {
    private static final int SAMPLES = 512;

    private static long accepted(final MiniNet.Peer client, final String name) {
        return client.node.statuses().stream().filter(s -> s.name().equals(name))
            .mapToLong(NodeStatus::tileSamplesAccepted).sum();
    }

    @Test
    void shouldGiveRangesToALeafThatJoinsInTheMiddle() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("ada", "gateway");
        final MiniNet.Peer client = net.client("gateway");
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, SAMPLES));
        net.run(1000 * MiniNet.MS);
        final MiniNet.Peer bob = net.leaf("bob", "gateway");
        net.run(100 * MiniNet.MS);
        assertThat(bob.rendered).isNotEmpty();
        net.run(8000 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
        assertThat(accepted(client, "bob")).isGreaterThan(20L * SAMPLES / 4);
        assertThat(MiniNet.isExact(session, 20)).isTrue();
    }

    @Test
    void shouldKeepItsLinksWhenAllStoodStill() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        net.leaf("ada", "client");
        final Session session = net.show(client, MiniNet.settings(64, 64, SAMPLES));
        net.run(300 * MiniNet.MS);
        net.peers.values().forEach(peer -> peer.pausedUntilNs = net.nowNs + 30_000 * MiniNet.MS);
        net.run(35_000 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
        assertThat(session.rangesFreed()).isZero();
        assertThat(client.log).noneMatch(line -> line.contains("down"));
    }

    @Test
    void shouldRefuseWhatAPausedRelayStillHad() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        final MiniNet.Peer middle = net.relay("middle", "gateway");
        net.leaf("ada", "gateway").nsPerTileSample = 20 * MiniNet.MS;
        net.leaf("bob", "middle");
        final MiniNet.Peer client = net.client("gateway");
        final Session session = net.show(client, MiniNet.settings(64, 64, 4 * SAMPLES));
        net.run(500 * MiniNet.MS);
        middle.pausedUntilNs = net.nowNs + 30_000 * MiniNet.MS;
        net.run(40_000 * MiniNet.MS);
        assertThat(session.rangesFreed()).isPositive();
        assertThat(session.isComplete()).as("%s", client.node.statuses()).isTrue();
        assertThat(MiniNet.isExact(session, 4)).isTrue();
    }
}
