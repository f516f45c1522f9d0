package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.Session;

/** Wants are united, and each block crosses each link once. */
final class BlocksTest {
    @Test
    void shouldSendEachBlockOnceOverEachLink() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("ada", "gateway");
        net.leaf("bob", "gateway");
        net.show(net.client("gateway"), MiniNet.settings(64, 64, 8));
        net.run(1000 * MiniNet.MS);
        final int blocks = MiniNet.scene(1, 10).size();
        assertThat(net.carried).filteredOn(Message.BlockData.class::isInstance).hasSize(3 * blocks);
    }

    @Test
    void shouldAskAgainForWhatWasEvictedWhenALeafComesLate() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final NodeConfig.Limits l = NodeConfig.Limits.DEFAULT;
        net.add(net.config(Message.Role.RELAY, "gateway", 0).withListening(true).withLimits(new NodeConfig.Limits(
            l.childrenMax(), l.sessionsMax(), l.heartbeatNs(), l.deadAfterNs(), l.redialMinNs(), l.redialMaxNs(),
            l.windowInteractiveNs(), l.windowFinalNs(), l.reportInteractiveNs(), l.reportFinalNs(), l.reportEveryNs(),
            l.statusEveryNs(), 1, l.blockBytesPerSecond())));
        net.leaf("ada", "gateway");
        final Session session = net.show(net.client("gateway"), MiniNet.settings(5 * 32, 4 * 32, 512));
        net.run(1500 * MiniNet.MS);
        assertThat(session.isComplete()).isFalse();
        net.carried.clear();
        final MiniNet.Peer bob = net.leaf("bob", "gateway");
        net.run(1500 * MiniNet.MS);
        assertThat(bob.rendered).isNotEmpty();
        // over two links each; the newest was still held
        assertThat(net.carried).filteredOn(Message.BlockData.class::isInstance)
            .hasSizeGreaterThan(MiniNet.scene(1, 10).size() + 1);
    }

    @Test
    void shouldSendNothingForACameraAndOnlyWhatIsNewForAnEdit() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        net.leaf("ada", "client");
        final Session session = net.show(client, MiniNet.settings(64, 64, 8));
        net.run(1000 * MiniNet.MS);
        net.carried.clear();
        session.camera(MiniNet.CAMERA, net.nowNs);
        net.run(500 * MiniNet.MS);
        assertThat(net.carried).noneMatch(Message.BlockData.class::isInstance);
        final List<Block> grown = MiniNet.scene(1, 11);
        session.show(grown.getFirst().id(), grown, MiniNet.CAMERA, MiniNet.settings(64, 64, 8),
            Message.Mode.INTERACTIVE, net.nowNs);
        net.run(1000 * MiniNet.MS);
        assertThat(net.carried).filteredOn(Message.BlockData.class::isInstance).hasSize(2);
        assertThat(session.isComplete()).isTrue();
    }
}
