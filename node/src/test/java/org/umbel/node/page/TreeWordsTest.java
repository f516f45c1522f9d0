package org.umbel.node.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.Message.SceneProgress;
import org.umbel.node.page.StudioState.Mood;
import org.umbel.node.page.StudioState.Node;

final class TreeWordsTest {
    private static final NodeStatus CLIENT = status(1, 0, Role.CLIENT, "rendering", 0, 0, 0);
    private static final NodeStatus RELAY = status(2, 1, Role.RELAY, "rendering", 0, 30, 75);
    private static final NodeStatus LEAF = status(3, 2, Role.LEAF, "rendering", 4, 30, 75);

    private static NodeStatus status(final long id, final long parent, final Role role, final String state,
                                     final int threads, final int rate, final long tileSamples) {
        return new NodeStatus(id, parent, "node-" + id, role, state, threads, rate, tileSamples, tileSamples, 0);
    }

    /** Nobody has contributed anything lately. */
    private static final NodeRates RATES = new NodeRates();

    private static Node only(final long id, final boolean isComplete, final NodeStatus... statuses) {
        return only(id, isComplete, RATES, statuses);
    }

    private static Node only(final long id, final boolean isComplete, final NodeRates rates,
                             final NodeStatus... statuses) {
        return TreeWords.nodes(List.of(statuses), rates, 1000, isComplete).stream()
            .filter(node -> node.id() == id).findFirst().orElseThrow();
    }

    @Test
    void shouldPutEachNodeUnderItsParent() {
        final NodeStatus other = status(4, 1, Role.LEAF, "rendering", 1, 10, 25);
        assertThat(TreeWords.nodes(List.of(CLIENT, RELAY, other, LEAF), RATES, 1000, false))
            .extracting(Node::id, Node::depth).containsExactly(
                org.assertj.core.groups.Tuple.tuple(1L, 0), org.assertj.core.groups.Tuple.tuple(2L, 1),
                org.assertj.core.groups.Tuple.tuple(3L, 2), org.assertj.core.groups.Tuple.tuple(4L, 1));
    }

    @Test
    void shouldMakeSharesAddUp() {
        final NodeStatus[] nodes = {CLIENT, RELAY, LEAF, status(4, 1, Role.LEAF, "rendering", 1, 10, 25)};
        assertThat(only(2, false, nodes).share()).isEqualTo(0.75);
        assertThat(only(3, false, nodes).share()).isEqualTo(0.75);
        assertThat(only(4, false, nodes).share()).isEqualTo(0.25);
    }

    @Test
    void shouldTellWhomAnOrphanWorksFor() {
        final NodeStatus before = status(3, 1, Role.LEAF, "rendering", 4, 0, 75);
        final NodeStatus orphan = status(3, 1, Role.LEAF, "linked to grandparent gate until its parent hall returns",
            4, 0, 75 + 60);
        final NodeRates rates = new NodeRates();
        rates.at(List.of(CLIENT, before), 0);
        rates.at(List.of(CLIENT, orphan), 2_000_000_000L);
        assertThat(only(3, false, rates, CLIENT, orphan)).matches(node -> node.mood() == Mood.BUSY
            && node.state().equals("rendering, linked to grandparent gate until its parent hall returns"));
        assertThat(only(3, false, CLIENT, orphan)).matches(node -> node.mood() == Mood.IDLE
            && node.state().equals("linked to grandparent gate until its parent hall returns"));
        assertThat(only(3, true, CLIENT, orphan).state())
            .isEqualTo("done, linked to grandparent gate until its parent hall returns");
    }

    @Test
    void shouldTellTheRateThatParentsSee() {
        final NodeRates rates = new NodeRates();
        rates.at(List.of(CLIENT, RELAY), 0);
        final NodeStatus later = status(2, 1, Role.RELAY, "waits for work", 0, 0, 75 + 60);
        rates.at(List.of(CLIENT, later), 2_000_000_000L);
        final Node relay = only(2, false, rates, CLIENT, later);
        assertThat(relay.samplesPerSecond()).isEqualTo(30_000);
        assertThat(relay.mood()).isEqualTo(Mood.BUSY);
        assertThat(relay.state()).isEqualTo("merging");
        assertThat(only(1, false, rates, CLIENT, later).samplesPerSecond()).isEqualTo(30_000);
    }

    @Test
    void shouldSayWhatANodeWaitsFor() {
        final Node node = only(3, false, CLIENT, receiving(3, 1, Role.LEAF, "receives the scene", 68));
        assertThat(node.state()).isEqualTo("receives the scene: 68 of 80 blocks, 11.2 MB/s");
        assertThat(node.mood()).isEqualTo(Mood.WAITING);
        assertThat(node.scene()).isEqualTo(new SceneProgress(68, 80, 11_200_000));
        assertThat(only(2, false, CLIENT, status(2, 1, Role.RELAY, "has no ready node below", 0, 0, 0)).state())
            .isEqualTo("waits for leaves to join");
        assertThat(only(3, false, CLIENT, status(3, 1, Role.LEAF, "waits for a session", 4, 0, 0)).state())
            .isEqualTo("waits for the scene to be announced");
    }

    private static NodeStatus receiving(final long id, final long parent, final Role role, final String state,
                                        final int blocksHeld) {
        return new NodeStatus(id, parent, "node-" + id, role, state, 1, 0, 0, 0, 0,
            new SceneProgress(blocksHeld, 80, 11_200_000));
    }

    @Test
    void shouldSayWhatARelayWaitsForAndForWhom() {
        final String waits = "has no ready node below";
        final NodeStatus best = receiving(3, 2, Role.LEAF, "receives the scene", 60);
        final NodeStatus worst = receiving(4, 2, Role.LEAF, "receives the scene", 12);
        assertThat(only(2, false, CLIENT, receiving(2, 1, Role.RELAY, waits, 79), best, worst).state())
            .isEqualTo("receives the scene: 79 of 80 blocks, 11.2 MB/s");
        assertThat(only(2, false, CLIENT, receiving(2, 1, Role.RELAY, waits, 80), best, worst).state())
            .isEqualTo("waits for a node below to get ready: node-4 has 12 of 80 blocks");
        assertThat(only(2, false, CLIENT, status(2, 1, Role.RELAY, waits, 0, 0, 0),
            status(3, 2, Role.LEAF, "loads the scene", 1, 0, 0)).state())
            .isEqualTo("waits for a node below to get ready");
    }

    @Test
    void shouldShowGoneNodesWithoutARate() {
        final Node node = only(3, false, CLIENT, status(3, 1, Role.LEAF, "gone", 4, 50, 10));
        assertThat(node.mood()).isEqualTo(Mood.GONE);
        assertThat(node.state()).isEqualTo("gone");
        assertThat(node.samplesPerSecond()).isZero();
    }

    @Test
    void shouldCallEverybodyDoneWhenThePictureIsComplete() {
        assertThat(only(3, true, CLIENT, status(3, 1, Role.LEAF, "waits for work", 4, 0, 10)).state())
            .isEqualTo("done");
    }

    @Test
    void shouldSurviveATreeThatIsNone() {
        assertThat(TreeWords.nodes(List.of(status(5, 5, Role.LEAF, "rendering", 1, 1, 1),
            status(6, 7, Role.LEAF, "rendering", 1, 1, 1), status(7, 6, Role.LEAF, "rendering", 1, 1, 1)), RATES, 1,
            false))
            .extracting(Node::id).containsExactly(5L);
    }

    @Test
    void shouldDescribeTheFarm() {
        assertThat(TreeWords.farm("Local network farm", List.of(CLIENT, LEAF,
            status(4, 1, Role.LEAF, "gone", 1, 0, 0), status(5, 1, Role.LEAF, "rendering", 1, 0, 0))))
            .isEqualTo("Local network farm, 2 leaves");
        assertThat(TreeWords.farm("Farm behind gw:7400", List.of(CLIENT, RELAY, LEAF)))
            .isEqualTo("Farm behind gw:7400, 1 leaf, 1 relay");
        assertThat(TreeWords.farm("This machine alone", List.of(status(1, 0, Role.CLIENT, "rendering", 2, 0, 0))))
            .isEqualTo("This machine alone, 2 threads here");
        assertThat(TreeWords.farm("Local network farm", List.of(CLIENT))).isEqualTo("Local network farm, 0 leaves");
    }
}
