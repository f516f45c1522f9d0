package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.Role;
import org.umbel.relay.session.Session;

/** When nobody waits for a node. */
final class RestTest {
    private static final long SECOND = 1000 * MiniNet.MS;

    @Test
    void shouldBeAtRestASecondAfterTheLastNewsAndNoLongerThanUntilTheNext() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.relay("gateway", "");
        final MiniNet.Peer ada = net.leaf("ada", "gateway");
        final MiniNet.Peer client = net.client("gateway");
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 64));
        while (!session.isComplete()) {
            net.run(MiniNet.MS);
        }
        final long rendersNs = net.nowNs;
        assertThat(relay.node.isAtRest(rendersNs)).isFalse();
        assertThat(ada.node.isAtRest(rendersNs)).isFalse();
        // heartbeats and status go on
        net.run(3 * SECOND);
        assertThat(client.node.isAtRest(net.nowNs)).isTrue();
        assertThat(relay.node.isAtRest(net.nowNs)).isTrue();
        assertThat(ada.node.isAtRest(net.nowNs)).isTrue();
        session.camera(MiniNet.CAMERA, net.nowNs);
        net.run(20 * MiniNet.MS);
        assertThat(relay.node.isAtRest(net.nowNs)).isFalse();
        assertThat(ada.node.isAtRest(net.nowNs)).isFalse();
    }

    @Test
    void shouldNotBeAtRestWhileTheLocalWorkerRendersForNobodyElse() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.add(net.config(Role.CLIENT, "client", 1));
        final Session session = net.show(client, MiniNet.settings(10 * 32, 10 * 32, 64));
        for (int i = 0; i < 3; i++) {
            net.run(SECOND);
            assertThat(session.isComplete()).isFalse();
            assertThat(client.node.isAtRest(net.nowNs)).isFalse();
        }
    }
}
