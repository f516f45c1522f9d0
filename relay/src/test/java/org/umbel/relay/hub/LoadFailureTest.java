package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.Session;

/** A scene that a renderer cannot load: everybody learns why, and whoever can renders it. */
final class LoadFailureTest {
    private static final String REASON = "image 3 is neither PNG nor JPEG";

    @Test
    void shouldTellTheSessionWhenItsOnlyRendererFails() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.add(net.config(Message.Role.CLIENT, "client", 2));
        client.loadFailure = REASON;
        final Session session = net.show(client, MiniNet.settings(64, 64, 8));
        assertThat(session.failure()).isEmpty();
        net.run(100 * MiniNet.MS);
        assertThat(session.failure()).hasValue("cannot load the scene: " + REASON);
        assertThat(client.log).anyMatch(line -> line.contains(REASON));
    }

    @Test
    void shouldTryAgainForANewSceneOnly() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.add(net.config(Message.Role.CLIENT, "client", 2));
        client.loadFailure = REASON;
        final Session session = net.show(client, MiniNet.settings(64, 64, 8));
        net.run(100 * MiniNet.MS);
        session.camera(MiniNet.CAMERA, net.nowNs);
        net.run(100 * MiniNet.MS);
        assertThat(client.loads).isEqualTo(1);
        assertThat(session.failure()).isPresent();
        client.loadFailure = "";
        final List<Block> other = MiniNet.scene(2, 10);
        session.show(other.getFirst().id(), other, MiniNet.CAMERA, MiniNet.settings(64, 64, 8),
            Message.Mode.INTERACTIVE, net.nowNs);
        net.run(1000 * MiniNet.MS);
        assertThat(session.failure()).isEmpty();
        assertThat(session.isComplete()).isTrue();
    }

    @Test
    void shouldLeaveTheWorkToWhoeverCanLoadTheScene() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        final MiniNet.Peer ada = net.leaf("ada", "client");
        net.leaf("bob", "client");
        ada.loadFailure = REASON;
        final Session session = net.show(client, MiniNet.settings(64, 64, 64));
        net.run(3000 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
        assertThat(session.failure()).isEmpty();
        assertThat(ada.rendered).isEmpty();
        assertThat(client.node.statuses()).filteredOn(s -> s.name().equals("ada")).singleElement()
            .satisfies(s -> assertThat(s.state()).isEqualTo("cannot load the scene: " + REASON));
    }
}
