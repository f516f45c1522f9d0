package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.Session;

/** A new epoch voids the old one at every level, and ready children go on at once. */
final class EpochTest {
    @Test
    void shouldFinishTheLastOfManyEpochs() {
        final MiniNet net = new MiniNet(3 * MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("ada", "gateway");
        net.leaf("bob", "gateway");
        final MiniNet.Peer client = net.client("gateway");
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 64));
        for (int move = 0; move < 100; move++) {
            net.run(5 * MiniNet.MS);
            session.camera(MiniNet.CAMERA, net.nowNs);
        }
        net.run(4000 * MiniNet.MS);
        assertThat(session.epoch()).isEqualTo(101);
        assertThat(session.tileSamplesAccepted()).as("%s %s", client.node.statuses(), client.node.links())
            .isEqualTo(session.tileSamplesTotal());
        assertThat(MiniNet.isExact(session, 20)).isTrue();
    }

    @Test
    void shouldGrantInsideTheEpochWhenTheChildIsReady() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        net.leaf("ada", "client");
        net.run(50 * MiniNet.MS);
        final Session session = net.show(client, MiniNet.settings(64, 64, 16));
        net.run(500 * MiniNet.MS);
        net.carried.clear();
        session.camera(MiniNet.CAMERA, net.nowNs);
        net.run(2 * MiniNet.MS);
        assertThat(net.carried).filteredOn(Message.Epoch.class::isInstance).singleElement()
            .satisfies(m -> assertThat(((Message.Epoch) m).grant()).isNotEmpty());
    }

    @Test
    void shouldPreviewTheHomeBeforeExactWork() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        final MiniNet.Peer ada = net.leaf("ada", "client");
        final MiniNet.Peer bob = net.leaf("bob", "client");
        net.run(50 * MiniNet.MS);
        net.show(client, MiniNet.settings(5 * 32, 4 * 32, 1));
        net.run(1000 * MiniNet.MS);
        assertThat(ada.previews).doesNotContainAnyElementsOf(bob.previews);
        assertThat(ada.previews.size() + bob.previews.size()).isEqualTo(20);
    }

    @Test
    void shouldRefineTheCoarsePictureWhileExactWorkIsSlow() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        final MiniNet.Peer ada = net.leaf("ada", "client");
        ada.nsPerTileSample = 100 * MiniNet.MS;
        net.run(50 * MiniNet.MS);
        net.show(client, MiniNet.settings(5 * 32, 4 * 32, 1));
        net.run(1000 * MiniNet.MS);
        assertThat(ada.grids.subList(0, 20)).containsOnly(8);
        assertThat(ada.grids.subList(20, 24)).containsOnly(4);
        assertThat(ada.grids).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        net.run(4000 * MiniNet.MS);
        assertThat(ada.rendered).hasSize(20);
    }

    @Test
    void shouldShowOnlyTheCoarsestGridOfAFinalPicture() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        final MiniNet.Peer ada = net.leaf("ada", "client");
        ada.nsPerTileSample = 100 * MiniNet.MS;
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 1));
        session.settings(MiniNet.settings(5 * 32, 4 * 32, 1), Message.Mode.FINAL, net.nowNs);
        net.run(1000 * MiniNet.MS);
        assertThat(ada.grids).hasSize(20).containsOnly(8);
    }

    @Test
    void shouldEndTheSessionEverywhere() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.relay("gateway", "");
        final MiniNet.Peer leaf = net.leaf("ada", "gateway");
        final Session session = net.show(net.client("gateway"), MiniNet.settings(64, 64, 4096));
        net.run(500 * MiniNet.MS);
        session.end(net.nowNs);
        net.run(10 * MiniNet.MS);
        assertThat(relay.node.works()).isEmpty();
        assertThat(leaf.node.works()).isEmpty();
        assertThat(leaf.cancelled).isEqualTo(1);
    }
}
