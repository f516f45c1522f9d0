package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Tag;
import org.umbel.relay.link.Admission;
import org.umbel.relay.sim.SimulatedKeeper;

/** Who may link with whom, and that both sides learn why not. */
final class HandshakeTest {
    private static final List<Dial> TO_GATEWAY = List.of(new Dial("gateway", Message.Position.CHILD));

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
            "ada", "newer", 0, 1, "", 0, Message.WIRE_VERSION + 1, Tag.NONE, Tag.NONE), net.nowNs);
        net.run(MiniNet.MS);
        assertThat(relay.log).anyMatch(line -> line.contains("refused: ada speaks wire version "
            + (Message.WIRE_VERSION + 1) + " (build newer)")
            && line.contains("gateway version " + Message.WIRE_VERSION));
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

    @Test
    void shouldLinkWhoKnowTheFarmsKeyOnceBothHaveProvedIt() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.add(keyed(net.config(Message.Role.RELAY, "gateway", 0).withListening(true), 7));
        net.add(keyed(net.config(Message.Role.LEAF, "ada", 1).withDials(TO_GATEWAY), 7));
        net.run(100 * MiniNet.MS);

        assertThat(relay.node.links()).singleElement().matches(TreeNode.LinkView::open);
        assertThat(relay.log).anyMatch(line -> line.equals("ada (LEAF) is linked as child"));
        assertThat(net.carried).hasAtLeastOneElementOfType(Message.Confirm.class);
    }

    @Test
    void shouldAnswerNothingToWhoDoesNotKnowTheKey() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.add(keyed(net.config(Message.Role.RELAY, "gateway", 0).withListening(true), 7));
        net.add(keyed(net.config(Message.Role.LEAF, "eve", 1).withDials(TO_GATEWAY), 8));
        net.add(net.config(Message.Role.LEAF, "mallory", 1).withDials(TO_GATEWAY));
        net.run(3000 * MiniNet.MS);

        assertThat(relay.node.links()).noneMatch(TreeNode.LinkView::open);
        assertThat(net.carried).isNotEmpty().allMatch(Message.Hello.class::isInstance);
    }

    @Test
    void shouldNotLinkToAnAcceptorThatDoesNotKnowTheKey() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        final MiniNet.Peer leaf = net.add(keyed(net.config(Message.Role.LEAF, "ada", 1).withDials(TO_GATEWAY), 7));
        net.run(100 * MiniNet.MS);

        assertThat(leaf.log).anyMatch(line -> line.contains("gateway does not know the farm's key"));
        assertThat(leaf.node.links()).noneMatch(TreeNode.LinkView::open);
        assertThat(net.carried).noneMatch(Message.Confirm.class::isInstance);
    }

    @Test
    void shouldGetNoFurtherWithAHelloThatWasOverheard() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.add(keyed(net.config(Message.Role.RELAY, "gateway", 0).withListening(true), 7));
        net.add(keyed(net.config(Message.Role.LEAF, "ada", 1).withDials(TO_GATEWAY), 7));
        net.run(100 * MiniNet.MS);
        final Message overheard =
            net.carried.stream().filter(Message.Hello.class::isInstance).findFirst().orElseThrow();
        final Message oldProof = net.carried.stream().filter(Message.Confirm.class::isInstance).findFirst()
            .orElseThrow();
        relay.node.onAccepted(77, "eve", net.nowNs);
        relay.node.onMessage(77, new LinkHeader(1, 0), overheard, net.nowNs);
        assertThat(relay.node.links()).filteredOn(link -> link.link() == 77).noneMatch(TreeNode.LinkView::open);

        relay.node.onMessage(77, new LinkHeader(1, 1), oldProof, net.nowNs);
        net.run(MiniNet.MS);
        assertThat(relay.node.links()).noneMatch(link -> link.link() == 77);
    }

    @Test
    void shouldTakeNothingBeforeTheProof() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.add(keyed(net.config(Message.Role.RELAY, "gateway", 0).withListening(true), 7));
        net.add(keyed(net.config(Message.Role.LEAF, "ada", 1).withDials(TO_GATEWAY), 7));
        net.run(100 * MiniNet.MS);
        final Message overheard =
            net.carried.stream().filter(Message.Hello.class::isInstance).findFirst().orElseThrow();
        relay.node.onAccepted(77, "eve", net.nowNs);
        relay.node.onMessage(77, new LinkHeader(1, 0), overheard, net.nowNs);
        relay.node.onMessage(77, new LinkHeader(1, 1), new Message.Heartbeat(1, 0), net.nowNs);
        net.run(MiniNet.MS);

        assertThat(relay.node.links()).noneMatch(link -> link.link() == 77);
    }

    private static NodeConfig keyed(final NodeConfig config, final long key) {
        return config.withAdmission(Admission.by(new SimulatedKeeper(key, config.incarnation())));
    }
}
