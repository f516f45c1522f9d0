package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umbel.relay.hub.ParentState.AT_HOME;
import static org.umbel.relay.hub.ParentState.FOSTERED;
import static org.umbel.relay.hub.ParentState.ORPHANED;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.Session;

/** Whose parent is away works for the grandparent, and goes back. */
final class OrphansTest {
    private static final int TILES = 20;
    private static final int SAMPLES = 1024;

    private final MiniNet net = new MiniNet(MiniNet.MS);

    /** client -> gateway -> middle -> ada, bob; the picture has begun. */
    private Session begin() {
        net.relay("gateway", "");
        net.relay("middle", "gateway");
        net.leaf("ada", "middle");
        net.leaf("bob", "middle");
        final MiniNet.Peer client = net.client("gateway");
        net.run(100 * MiniNet.MS);
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, SAMPLES));
        net.run(300 * MiniNet.MS);
        assertThat(session.tileSamplesAccepted()).isPositive();
        return session;
    }

    private static List<String> parents(final MiniNet.Peer peer) {
        return peer.node.links().stream().filter(link -> link.open() && link.position() == Position.CHILD)
            .map(LinkView::remote).toList();
    }

    private MiniNet.Peer peer(final String name) {
        return net.peers.get(name);
    }

    private List<NodeStatus> told(final String name) {
        return peer("client").node.statuses().stream().filter(status -> status.name().equals(name)).toList();
    }

    private void expectWhole(final Session session) {
        net.run(20_000 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
        assertThat(MiniNet.isExact(session, TILES)).isTrue();
    }

    @Test
    void shouldAllowWhatTheDiagramShows() {
        assertThat(AT_HOME.next()).containsExactlyInAnyOrder(ORPHANED);
        assertThat(ORPHANED.next()).containsExactlyInAnyOrder(AT_HOME, FOSTERED);
        assertThat(FOSTERED.next()).containsExactlyInAnyOrder(AT_HOME, ORPHANED);
    }

    @Test
    void shouldWorkForTheGrandparentWhenTheParentIsKilledForGood() {
        final Session session = begin();
        net.kill("middle");
        net.run(3000 * MiniNet.MS);

        assertThat(parents(peer("ada"))).containsExactly("gateway");
        assertThat(told("ada")).singleElement().matches(s -> s.state().equals(
            "linked to grandparent gateway until its parent middle returns"));
        assertThat(told("middle")).singleElement().matches(s -> s.state().equals("gone"));
        expectWhole(session);
        assertThat(told("ada")).singleElement().matches(s -> s.rangesAccepted() > 0
            && s.parentIncarnation() == peer("gateway").config.incarnation());
    }

    @Test
    void shouldGoBackWhenTheParentReturns() {
        final Session session = begin();
        net.kill("middle");
        net.run(3000 * MiniNet.MS);
        net.relay("middle", "gateway");
        for (int i = 0; i < 3000; i++) {
            net.run(MiniNet.MS);
            assertThat(parents(peer("ada"))).hasSizeLessThanOrEqualTo(1);
        }

        assertThat(parents(peer("ada"))).containsExactly("middle");
        assertThat(parents(peer("bob"))).containsExactly("middle");
        assertThat(peer("gateway").node.links()).filteredOn(LinkView::open).extracting(LinkView::remote)
            .containsExactlyInAnyOrder("client", "middle");
        assertThat(told("ada")).singleElement().matches(s -> s.state().equals("rendering"));
        expectWhole(session);
    }

    @Test
    void shouldGoBackWhenOnlyTheLinkDied() {
        final Session session = begin();
        final LinkView link = peer("ada").node.links().getFirst();
        peer("ada").node.onDown(link.link(), "cut", net.nowNs);
        net.run(100 * MiniNet.MS);
        assertThat(parents(peer("ada"))).containsExactly("gateway");
        net.run(500 * MiniNet.MS);
        assertThat(parents(peer("ada"))).containsExactly("middle");
        expectWhole(session);
    }

    @Test
    void shouldTakeTheWholeSubtreeAlong() {
        net.relay("gateway", "");
        net.relay("upper", "gateway");
        net.relay("lower", "upper");
        net.leaf("ada", "lower");
        final MiniNet.Peer client = net.client("gateway");
        net.run(100 * MiniNet.MS);
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 256));
        net.run(300 * MiniNet.MS);
        net.kill("upper");
        net.run(3000 * MiniNet.MS);
        assertThat(parents(peer("lower"))).containsExactly("gateway");
        assertThat(parents(peer("ada"))).containsExactly("lower");
        expectWhole(session);

        net.kill("lower");
        net.run(6000 * MiniNet.MS);
        assertThat(parents(peer("ada"))).as("upper is dead too").containsExactly("gateway");
        assertThat(told("ada")).singleElement().matches(s -> s.state().equals(
            "linked to ancestor gateway until its parent lower returns"));
    }

    @Test
    void shouldPassOverAGrandparentThatIsFull() {
        net.relay("gateway", "");
        final NodeConfig upper = net.config(Role.RELAY, "upper", 0).withListening(true)
            .withDials(List.of(new Dial("gateway", Position.CHILD)));
        net.add(upper.withLimits(childrenMax(upper.limits(), 2)));
        net.relay("lower", "upper");
        net.leaf("bob", "upper");
        net.leaf("ada", "lower");
        net.run(200 * MiniNet.MS);
        peer("lower").node.links().forEach(link -> {
            if (link.position() == Position.PARENT) {
                peer("lower").node.onDown(link.link(), "cut", net.nowNs);
            }
        });
        net.run(100 * MiniNet.MS);

        assertThat(peer("ada").log).anyMatch(line -> line.contains("upper has 2 children already"));
        assertThat(peer("ada").log).anyMatch(line -> line.startsWith("linked to ancestor gateway until"));
        net.run(500 * MiniNet.MS);
        assertThat(parents(peer("ada"))).containsExactly("lower");
    }

    @Test
    void shouldNotGoBackInTimeWithAParentThatHasNotHeardOfAnEdit() {
        final Session session = begin();
        final MiniNet.Peer ada = peer("ada");
        final long[] lateFence = new long[1];
        peer("gateway").hasRoom = message -> {
            if (!(message instanceof Message.Epoch m) || m.epoch() != 2) {
                return true;
            }
            // the parent is told first; it hears of the edit only after its orphan is back
            lateFence[0] = lateFence[0] == 0 ? m.fence() : lateFence[0];
            return m.fence() != lateFence[0] || parents(ada).contains("middle");
        };
        ada.node.onDown(ada.node.links().getFirst().link(), "cut", net.nowNs);
        net.run(50 * MiniNet.MS);
        session.camera(MiniNet.CAMERA, net.nowNs);
        net.run(50 * MiniNet.MS);
        assertThat(parents(ada)).containsExactly("gateway");
        assertThat(ada.node.works()).singleElement().matches(work -> work.epoch() == 2);
        final long strays = ada.node.strays();
        for (int i = 0; i < 1000; i++) {
            net.run(MiniNet.MS);
            assertThat(ada.node.works()).allMatch(work -> work.epoch() == 2);
        }

        assertThat(parents(ada)).containsExactly("middle");
        assertThat(ada.node.strays()).as("epoch 1 of the parent").isGreaterThan(strays);
        expectWhole(session);
    }

    private static NodeConfig.Limits childrenMax(final NodeConfig.Limits l, final int childrenMax) {
        return new NodeConfig.Limits(childrenMax, l.sessionsMax(), l.heartbeatNs(), l.deadAfterNs(), l.redialMinNs(),
            l.redialMaxNs(), l.windowInteractiveNs(), l.windowFinalNs(), l.reportInteractiveNs(), l.reportFinalNs(),
            l.reportEveryNs(), l.statusEveryNs(), l.blockStoreBytesMax(), l.blockBytesPerSecond(), l.blockAgainNs());
    }

    @Test
    void shouldWorkForAListeningClient() {
        final MiniNet.Peer client = net.client("");
        net.relay("middle", "client");
        net.leaf("ada", "middle");
        net.run(100 * MiniNet.MS);
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 256));
        net.run(300 * MiniNet.MS);
        net.kill("middle");
        net.run(3000 * MiniNet.MS);
        assertThat(parents(peer("ada"))).containsExactly("client");
        expectWhole(session);
    }

    @Test
    void shouldWaitForAGatewayBecauseAClientThatDialsCannotBeDialled() {
        begin();
        net.kill("gateway");
        net.run(3000 * MiniNet.MS);
        assertThat(parents(peer("middle"))).isEmpty();
        assertThat(net.carried).filteredOn(Message.Ancestors.class::isInstance)
            .map(m -> ((Message.Ancestors) m).endpoints()).doesNotContain(List.of("client"))
            .contains(List.of("gateway"));
    }

    @Test
    void shouldKeepTheGrandparentsLinkWhenDiscoveryNamesItOrNobody() {
        final Session session = begin();
        net.kill("middle");
        net.run(3000 * MiniNet.MS);
        final MiniNet.Peer ada = peer("ada");
        final long link = ada.node.links().stream().filter(LinkView::open).findFirst().orElseThrow().link();

        ada.node.keep(List.of(), net.nowNs);
        net.run(1000 * MiniNet.MS);
        assertThat(ada.node.links()).filteredOn(LinkView::open).extracting(LinkView::link).containsExactly(link);

        final Dial gateway = new Dial("gateway", Position.CHILD);
        ada.node.keep(List.of(gateway), net.nowNs);
        net.run(1000 * MiniNet.MS);
        assertThat(ada.node.links()).extracting(LinkView::link).containsExactly(link);
        assertThat(ada.node.isOpen(gateway)).isTrue();
        assertThat(told("ada")).singleElement().matches(s -> s.state().equals("rendering"));
        expectWhole(session);
    }

    @Test
    void shouldLeaveTheGrandparentForWhomDiscoveryNames() {
        begin();
        net.relay("other", "gateway");
        net.kill("middle");
        net.run(3000 * MiniNet.MS);
        peer("ada").node.keep(List.of(new Dial("other", Position.CHILD)), net.nowNs);
        net.run(100 * MiniNet.MS);
        assertThat(parents(peer("ada"))).containsExactly("other");
    }

    @Test
    void shouldGetNoFurtherWithHostileAncestors() {
        net.relay("gateway", "");
        final MiniNet.Peer middle = net.relay("middle", "gateway");
        net.relay("lower", "middle");
        net.leaf("ada", "lower");
        middle.altered = message -> message instanceof Message.Ancestors
            ? new Message.Ancestors(List.of("lower", "ada", "nobody|endpoint=", "", "middle", "gateway")) : message;
        net.run(200 * MiniNet.MS);
        net.kill("middle");
        net.run(6000 * MiniNet.MS);

        assertThat(peer("lower").log).anyMatch(line -> line.contains("lower is this process itself"));
        assertThat(parents(peer("lower"))).containsExactly("gateway");
        assertThat(parents(peer("ada"))).containsExactly("lower");
    }

    @Test
    void shouldRefuseItsOwnParentAsAChild() {
        net.relay("gateway", "");
        final MiniNet.Peer middle = net.relay("middle", "gateway");
        final MiniNet.Peer lower = net.relay("lower", "middle");
        net.run(200 * MiniNet.MS);
        middle.node.keep(List.of(new Dial("lower", Position.CHILD)), net.nowNs);
        net.run(200 * MiniNet.MS);
        assertThat(lower.log).anyMatch(line -> line.contains("middle is the parent of lower"));
        assertThat(parents(middle)).doesNotContain("lower");
    }
}
