package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;

/** Who may link with whom, and that both sides learn why not. */
final class HandshakeTest {
    @Test
    void shouldTellBothSidesThatProfilesDiffer() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.relay("gateway", "");
        final MiniNet.Peer leaf = net.add(net.config(Message.Role.LEAF, "ada", 1).withBuild("old", 7)
            .withDials(List.of(new Dial("gateway", Message.Position.CHILD))));
        net.run(100 * MiniNet.MS);
        assertThat(relay.log).anyMatch(line -> line.contains("arithmetic profile"));
        assertThat(leaf.log).anyMatch(line -> line.contains("arithmetic profile"));
        assertThat(relay.node.links()).noneMatch(TreeNode.LinkView::open);
    }

    @Test
    void shouldRefuseAnotherWireVersionNamingBoth() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.relay("gateway", "");
        relay.node.onAccepted(77, "stranger", net.nowNs);
        relay.node.onMessage(77, new LinkHeader(1, 0), new Message.Hello(Message.Role.LEAF, Message.Position.CHILD,
            "ada", "newer", 0, 1, "", 0, Message.WIRE_VERSION + 1), net.nowNs);
        net.run(MiniNet.MS);
        assertThat(relay.log).anyMatch(line -> line.contains("refused: ada speaks wire version 2 (build newer)")
            && line.contains("gateway version 1"));
        assertThat(relay.node.links()).noneMatch(TreeNode.LinkView::open);
    }

    @Test
    void shouldRefuseASessionAtARelayThatHasAParent() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.relay("middle", "gateway");
        final MiniNet.Peer client = net.client("middle");
        net.run(100 * MiniNet.MS);
        assertThat(client.log).anyMatch(line -> line.contains("middle has a parent already"));
    }

    @Test
    void shouldWaitForAPeerThatStartsLater() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer leaf = net.leaf("ada", "gateway");
        net.run(3000 * MiniNet.MS);
        assertThat(leaf.log).hasSize(1).first().asString().contains("waits for gateway");
        net.relay("gateway", "");
        net.run(2100 * MiniNet.MS);
        assertThat(leaf.node.links()).singleElement().matches(TreeNode.LinkView::open);
    }

    @Test
    void shouldCloseALinkWhoseFirstMessageIsNoHello() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.relay("gateway", "");
        relay.node.onAccepted(77, "stranger", net.nowNs);
        relay.node.onMessage(77, new LinkHeader(1, 0), new Message.Heartbeat(1, 0), net.nowNs);
        net.run(MiniNet.MS);
        assertThat(relay.node.links()).isEmpty();
    }
}
