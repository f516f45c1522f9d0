package org.umbel.relay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.relay.check.Picture;
import org.umbel.relay.work.RangeSet;

/** Scenarios that need only the transport port: the same tests run on every adapter. */
abstract class TreeScenario {
    /** Slow enough that a picture of 1,536 tile-samples is in progress for a while. */
    private static final double RATE = 500;

    abstract TreeRig rig(List<NodeSpec> nodes);

    @Test
    void shouldCompletePictureWhenThreeLeavesRender() {
        try (TreeRig rig = startedRig(Trees.leaves(3, RATE))) {
            assertThat(rig.runUntil(rig.session()::isComplete)).isTrue();
            assertReferenceSums(rig);
        }
    }

    @Test
    void shouldCompletePictureWhenRelaysStandBetween() {
        try (TreeRig rig = startedRig(Trees.chain(2, 3, RATE))) {
            assertThat(rig.runUntil(rig.session()::isComplete)).isTrue();
            assertReferenceSums(rig);
        }
    }

    @Test
    void shouldCompletePictureWhenLeafDiesWhileItOwes() {
        try (TreeRig rig = startedRig(Trees.leaves(3, RATE))) {
            assertThat(rig.runUntil(() -> rig.accepted("leaf1") > 0 && rig.owed("leaf1") > 0)).isTrue();
            assertThat(rig.session().isComplete()).isFalse();
            rig.kill("leaf1");
            assertThat(rig.runUntil(rig.session()::isComplete)).isTrue();
            assertThat(rig.session().rangesFreed()).isPositive();
            assertReferenceSums(rig);
        }
    }

    @Test
    void shouldAcceptRangesFromLeafThatJoinsLate() {
        final List<NodeSpec> nodes = new ArrayList<>(Trees.leaves(3, RATE / 2));
        try (TreeRig rig = rig(nodes)) {
            List.of("client", "leaf1", "leaf2").forEach(rig::start);
            assertThat(rig.runUntil(() -> rig.accepted("leaf1") > 0)).isTrue();
            assertThat(rig.session().isComplete()).isFalse();
            rig.start("leaf3");
            assertThat(rig.runUntil(rig.session()::isComplete)).isTrue();
            assertThat(rig.runUntil(() -> rig.accepted("leaf3") > 0)).isTrue();
            assertReferenceSums(rig);
        }
    }

    private TreeRig startedRig(final List<NodeSpec> nodes) {
        final TreeRig rig = rig(nodes);
        nodes.forEach(node -> rig.start(node.name()));
        return rig;
    }

    private static void assertReferenceSums(final TreeRig rig) {
        final Picture picture = rig.picture();
        final RangeSet all = RangeSet.of(0, picture.settings().samples());
        for (int tile = 0; tile < picture.tileCount(); tile++) {
            assertThat(rig.session().accepted(tile)).isEqualTo(all);
            assertThat(rig.session().sums(tile)).isEqualTo(picture.sums(tile, all));
        }
    }
}
