package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.Message.SceneProgress;

/** Whom a status names when it cannot name all, and that its sums stay what they are. */
final class StatusDigestTest {
    private static final long SELF = 42;

    private static NodeStatus node(final long incarnation, final long parent, final String name, final String state,
                                   final long tileSamples) {
        return new NodeStatus(incarnation, parent, name, Role.LEAF, state, 2, 10, tileSamples / 4, tileSamples, 3,
            new SceneProgress((int) tileSamples, 400, 7));
    }

    private static long sum(final List<NodeStatus> nodes, final ToLongFunction<NodeStatus> of) {
        return nodes.stream().mapToLong(of).sum();
    }

    private static List<NodeStatus> tree(final long self, final int grandchildren) {
        final List<NodeStatus> all = new ArrayList<>();
        all.add(node(self, 1, "relay", "rendering", 390));
        for (int i = 0; i < grandchildren; i++) {
            all.add(node(self * 1000 + i, 7, "deep%03d".formatted(i), "rendering", i == 50 ? 0 : 8));
        }
        all.add(node(self * 1000 + 998, self, "was", StatusBoard.GONE, 4));
        all.add(node(self * 1000 + 999, self, "child", "rendering", 400));
        return all;
    }

    @Test
    void shouldNameAllWhenTheyFit() {
        final List<NodeStatus> all = tree(SELF, 5);
        assertThat(StatusDigest.of(all, 8)).isEqualTo(all);
    }

    @Test
    void shouldNameChildrenThenIdlersAndSumTheRest() {
        final List<NodeStatus> all = tree(SELF, 60);
        final List<NodeStatus> digest = StatusDigest.of(all, 6);
        assertThat(digest).extracting(NodeStatus::name)
            .containsExactly("relay", "child", "deep050", "deep000", "deep001", "and 58 more");
        assertSameSums(digest, all);
    }

    @Test
    void shouldNameThoseThatLackTheMostOfTheScene() {
        final List<NodeStatus> all = new ArrayList<>(List.of(node(1, 0, "gateway", "has no ready node below", 0)));
        for (int i = 0; i < 20; i++) {
            all.add(new NodeStatus(100 + i, 7, "deep%02d".formatted(i), Role.LEAF, "receives the scene", 1, 0, 0, 0, 0,
                new SceneProgress(i == 13 ? 2 : 50 + i, 400, 0)));
        }
        assertThat(StatusDigest.of(all, 4)).extracting(NodeStatus::name)
            .containsExactly("gateway", "deep13", "deep00", "and 18 more");
    }

    @Test
    void shouldCountThoseThatWereLeftOutBelow() {
        final List<NodeStatus> all = new ArrayList<>(List.of(node(1, 0, "gateway", "rendering", 5)));
        all.addAll(StatusDigest.of(tree(SELF, 60), 6));
        all.addAll(StatusDigest.of(tree(SELF + 1, 60), 6));
        final List<NodeStatus> digest = StatusDigest.of(all, 4);
        assertThat(digest).extracting(NodeStatus::name).containsExactly("gateway", "relay", "relay", "and 124 more");
        assertSameSums(digest, all);
    }

    private static void assertSameSums(final List<NodeStatus> digest, final List<NodeStatus> all) {
        assertThat(sum(digest, NodeStatus::threads)).isEqualTo(sum(all, NodeStatus::threads));
        assertThat(sum(digest, NodeStatus::rate)).isEqualTo(sum(all, NodeStatus::rate));
        assertThat(sum(digest, NodeStatus::rangesAccepted)).isEqualTo(sum(all, NodeStatus::rangesAccepted));
        assertThat(sum(digest, NodeStatus::tileSamplesAccepted)).isEqualTo(sum(all, NodeStatus::tileSamplesAccepted));
        assertThat(sum(digest, NodeStatus::rangesFreed)).isEqualTo(sum(all, NodeStatus::rangesFreed));
        assertThat(sum(digest, s -> s.scene().blocksHeld())).isEqualTo(sum(all, s -> s.scene().blocksHeld()));
        assertThat(sum(digest, s -> s.scene().blocksNeeded())).isEqualTo(sum(all, s -> s.scene().blocksNeeded()));
        assertThat(sum(digest, s -> s.scene().bytesPerSecond())).isEqualTo(sum(all, s -> s.scene().bytesPerSecond()));
    }
}
