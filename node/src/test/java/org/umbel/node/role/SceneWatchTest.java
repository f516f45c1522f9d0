package org.umbel.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.Message.SceneProgress;

final class SceneWatchTest {
    private final List<String> lines = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final SceneWatch watch = new SceneWatch(new Progress() {
        @Override
        public void at(final long done, final long total, final long nowNs) {}

        @Override
        public void scene(final NodeStatus node) {
            events.add(node.name() + " " + node.scene().blocksHeld());
        }

        @Override
        public void line(final String text) {
            lines.add(text);
        }

        @Override
        public void close() {}
    });

    private static NodeStatus leaf(final int id, final int held, final long bytesPerSecond) {
        return new NodeStatus(id, 1, "leaf-" + id, Role.LEAF, "receives the scene", 4, 0, 0, 0, 0,
            new SceneProgress(held, 300, bytesPerSecond));
    }

    @Test
    void shouldTellPeopleTheWorstOneWhileItLastsAndMoves() {
        watch.look(List.of(leaf(2, 0, 0), leaf(3, 10, 0)), 0);
        watch.look(List.of(leaf(2, 50, 0), leaf(3, 60, 0)), SceneWatch.PATIENCE_NS - 1);
        assertThat(lines).isEmpty();
        watch.look(List.of(leaf(2, 120, 11_200_000), leaf(3, 130, 0)), SceneWatch.PATIENCE_NS);
        assertThat(lines)
            .containsExactly("leaf-2 receives the scene: 120 of 300 blocks, 11.2 MB/s; 1 more receive it");

        final long laterNs = SceneWatch.PATIENCE_NS + SceneWatch.REPEAT_NS;
        watch.look(List.of(leaf(2, 121, 900), leaf(3, 300, 0)), laterNs - 1);
        assertThat(lines).hasSize(1);
        watch.look(List.of(leaf(2, 121, 900), leaf(3, 300, 0)), laterNs);
        assertThat(lines).last().isEqualTo("leaf-2 receives the scene: 121 of 300 blocks, 1 kB/s");
        watch.look(List.of(leaf(2, 121, 900), leaf(3, 300, 0)), laterNs + SceneWatch.REPEAT_NS);
        assertThat(lines).as("nothing new").hasSize(2);
        watch.look(List.of(leaf(2, 300, 0), leaf(3, 300, 0)), laterNs + 2 * SceneWatch.REPEAT_NS);
        assertThat(lines).hasSize(2);
    }

    @Test
    void shouldTellProgramsEachChangeOnce() {
        final NodeStatus client = new NodeStatus(1, 0, "studio", Role.CLIENT, "rendering", 0, 0, 0, 0, 0);
        watch.look(List.of(client, leaf(2, 0, 0)), 0);
        watch.look(List.of(client, leaf(2, 0, 0)), 1);
        watch.look(List.of(client, leaf(2, 300, 0), leaf(3, 300, 0)), 2);
        watch.look(List.of(client, leaf(2, 300, 0), leaf(3, 300, 0)), 3);
        assertThat(events).containsExactly("leaf-2 0", "leaf-2 300", "leaf-3 300");
    }
}
