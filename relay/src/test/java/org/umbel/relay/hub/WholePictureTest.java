package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.Session;

/** The root's sums are the reference's, whatever tree made them. */
final class WholePictureTest {
    private static final int TILES = 20;

    private static void check(final MiniNet net, final MiniNet.Peer client) {
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 37));
        net.run(4000 * MiniNet.MS);
        assertThat(session.tileSamplesAccepted()).as("%s %s", client.log, client.node.statuses())
            .isEqualTo(TILES * 37L);
        assertThat(session.isComplete()).isTrue();
        assertThat(MiniNet.isExact(session, TILES)).isTrue();
        assertThat(client.node.statuses().stream().filter(s -> s.threads() > 0)
            .mapToLong(Message.NodeStatus::tileSamplesAccepted).sum()).isEqualTo(TILES * 37L);
    }

    @Test
    void shouldRenderAloneWithALocalWorker() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        check(net, net.add(net.config(Message.Role.CLIENT, "client", 2)));
    }

    @Test
    void shouldRenderWithLeavesThatDialIn() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        for (int i = 0; i < 3; i++) {
            net.leaf("leaf" + i, "client");
        }
        check(net, client);
    }

    @Test
    void shouldRenderThroughTwoRelays() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.relay("middle", "gateway");
        for (int i = 0; i < 4; i++) {
            net.leaf("leaf" + i, i == 0 ? "gateway" : "middle");
        }
        check(net, net.client("gateway"));
    }

    @Test
    void shouldRenderOverALongRoundTrip() {
        final MiniNet net = new MiniNet(40 * MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("leaf", "gateway");
        net.leaf("other", "gateway");
        check(net, net.client("gateway"));
    }
}
