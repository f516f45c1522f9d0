package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.SessionId;
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
    void shouldBePatientWhileAFinalPictureHasWorkForLongAndNobodyElseWaits() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.relay("gateway", "");
        final MiniNet.Peer ada = net.leaf("ada", "gateway");
        final MiniNet.Peer client = net.client("gateway");
        assertThat(relay.node.isPatient(net.nowNs)).as("there is nothing to wait for").isFalse();
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 256));
        net.run(300 * MiniNet.MS);
        assertThat(
            List.of(client.node.isPatient(net.nowNs), relay.node.isPatient(net.nowNs), ada.node.isPatient(net.nowNs)))
            .as("somebody watches").containsOnly(false);
        session.settings(MiniNet.settings(5 * 32, 4 * 32, 1024), Mode.FINAL, net.nowNs);
        net.run(3 * SECOND);
        assertThat(List.of(client.node.isPatient(net.nowNs), relay.node.isPatient(net.nowNs),
            ada.node.isPatient(net.nowNs))).as("it may be done in a moment").containsOnly(false);
        net.run(200 * MiniNet.MS);
        assertThat(
            List.of(client.node.isPatient(net.nowNs), relay.node.isPatient(net.nowNs), ada.node.isPatient(net.nowNs)))
            .containsOnly(true);
        boolean patient = true;
        while (!session.isComplete()) {
            patient =
                client.node.isPatient(net.nowNs) || relay.node.isPatient(net.nowNs) || ada.node.isPatient(net.nowNs);
            net.run(MiniNet.MS);
        }
        assertThat(patient).as("at the end a word is waited for").isFalse();
        assertThat(client.node.isPatient(net.nowNs)).isFalse();
    }

    @Test
    void shouldNotBePatientWhileAChildWaitsForASceneNorWhileAnotherSessionIsWatched() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.add(net.config(Role.CLIENT, "client", 1).withListening(true));
        final Session session = net.show(client, MiniNet.settings(10 * 32, 10 * 32, 256));
        session.settings(MiniNet.settings(10 * 32, 10 * 32, 256), Mode.FINAL, net.nowNs);
        net.run(3200 * MiniNet.MS);
        assertThat(client.node.isPatient(net.nowNs)).isTrue();
        // its blocks are many, and its stream is full
        client.hasRoom = message -> !(message instanceof Message.BlockData);
        net.leaf("ada", "client");
        net.run(500 * MiniNet.MS);
        assertThat(client.node.isPatient(net.nowNs)).isFalse();
        client.hasRoom = message -> true;
        net.run(500 * MiniNet.MS);
        assertThat(client.node.isPatient(net.nowNs)).isTrue();
        net.show(client, new SessionId(8, 8), MiniNet.settings(10 * 32, 10 * 32, 256));
        assertThat(client.node.isPatient(net.nowNs)).isFalse();
    }

    @Test
    void shouldNotBePatientWhileTwoPicturesWaitForEachOther() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.add(net.config(Role.CLIENT, "client", 1));
        final Session first = net.show(client, MiniNet.settings(10 * 32, 10 * 32, 4096));
        final Session second = net.show(client, new SessionId(8, 8), MiniNet.settings(10 * 32, 10 * 32, 4096));
        first.settings(MiniNet.settings(10 * 32, 10 * 32, 4096), Mode.FINAL, net.nowNs);
        second.settings(MiniNet.settings(10 * 32, 10 * 32, 4096), Mode.FINAL, net.nowNs);
        net.run(4 * SECOND);
        assertThat(client.node.isPatient(net.nowNs)).isFalse();
        second.end(net.nowNs);
        net.run(100 * MiniNet.MS);
        assertThat(client.node.isPatient(net.nowNs)).isTrue();
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
