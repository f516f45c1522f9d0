package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.relay.session.Session;

/** Processes die without a word in the middle of a picture, and the picture is the same. */
final class DeathTest {
    private static final int TILES = 20;
    private static final int SAMPLES = 512;

    private static Session begin(final MiniNet net, final MiniNet.Peer client) {
        net.run(100 * MiniNet.MS);
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, SAMPLES));
        net.run(300 * MiniNet.MS);
        assertThat(session.tileSamplesAccepted()).isPositive().isLessThan((long) TILES * SAMPLES);
        return session;
    }

    private static void finish(final MiniNet net, final MiniNet.Peer client, final Session session) {
        net.run(15_000 * MiniNet.MS);
        assertThat(session.tileSamplesAccepted()).as("%s", client.node.statuses()).isEqualTo((long) TILES * SAMPLES);
        assertThat(MiniNet.isExact(session, TILES)).isTrue();
        assertThat(session.rangesFreed()).isPositive();
    }

    @Test
    void shouldFreeWhatAKilledLeafOwed() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        net.leaf("ada", "client");
        net.leaf("bob", "client");
        final Session session = begin(net, client);
        net.kill("ada");
        finish(net, client, session);
    }

    @Test
    void shouldFinishWhenARelayIsKilledAndStartedAgain() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.relay("middle", "gateway");
        net.leaf("ada", "gateway");
        net.leaf("bob", "middle");
        net.leaf("cyd", "middle");
        final MiniNet.Peer client = net.client("gateway");
        final Session session = begin(net, client);
        net.kill("middle");
        net.run(500 * MiniNet.MS);
        net.relay("middle", "gateway");
        finish(net, client, session);
    }

    @Test
    void shouldFinishWhenTheGatewayIsKilledAndStartedAgain() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("ada", "gateway");
        net.leaf("bob", "gateway");
        final MiniNet.Peer client = net.client("gateway");
        final Session session = begin(net, client);
        net.kill("gateway");
        net.relay("gateway", "");
        finish(net, client, session);
    }
}
