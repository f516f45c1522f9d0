package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umbel.relay.hub.MiniNet.MS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.Session;

/** Work that would come late is called back, and nothing of it is lost or done twice. */
class RecallTest {
    private static final int TILES = 20;
    private static final int SAMPLES = 64;

    private final MiniNet net = new MiniNet(MS);

    private Session show() {
        return net.show(net.peers.get("client"), MiniNet.settings(5 * 32, 4 * 32, SAMPLES));
    }

    private long runUntilComplete(final Session session, final long longestNs) {
        final long beganNs = net.nowNs;
        while (!session.isComplete() && net.nowNs - beganNs < longestNs) {
            net.run(10 * MS);
        }
        assertThat(session.isComplete()).isTrue();
        assertThat(MiniNet.isExact(session, TILES)).isTrue();
        return net.nowNs - beganNs;
    }

    @Test
    void shouldFinishWithoutTheStragglerWhenALeafSlowsDownInTheMiddle() {
        net.client("");
        final MiniNet.Peer slow = net.leaf("slow", "client");
        net.leaf("bob", "client");
        final Session session = show();
        net.run(150 * MS);
        assertThat(slow.rendered).isNotEmpty();
        // a sample takes 25 s from now on
        slow.nsPerTileSample *= 50_000;
        // 1,280 tile-samples at 2 a millisecond
        assertThat(runUntilComplete(session, 5000 * MS)).isLessThan(2500 * MS);
        assertThat(net.carried).anyMatch(Message.Recall.class::isInstance);
        assertThat(net.carried).anyMatch(Message.Return.class::isInstance);
        assertThat(slow.abandoned).isNotEmpty();
    }

    @Test
    void shouldAskThroughARelayWhenTheStragglerIsBelowIt() {
        net.client("gateway");
        net.relay("gateway", "");
        net.relay("east", "gateway");
        net.relay("west", "gateway");
        final MiniNet.Peer slow = net.leaf("slow", "east");
        net.leaf("bob", "west");
        final Session session = show();
        net.run(150 * MS);
        slow.nsPerTileSample *= 50_000;
        assertThat(runUntilComplete(session, 6000 * MS)).isLessThan(3500 * MS);
        assertThat(slow.abandoned).isNotEmpty();
    }

    @Test
    void shouldCutALeafOffThatDoesNotAnswer() {
        net.client("");
        final MiniNet.Peer mute = net.leaf("mute", "client");
        net.leaf("bob", "client");
        final Session session = show();
        net.run(150 * MS);
        mute.nsPerTileSample *= 50_000;
        mute.isDeafToRecalls = true;
        runUntilComplete(session, 6000 * MS);
        assertThat(net.peers.get("client").log).anyMatch(line -> line.contains("no answer to a recall"));
    }

    @Test
    void shouldNotDisturbLeavesThatAreOnlyOfDifferentSpeed() {
        net.client("");
        net.leaf("fast", "client");
        final MiniNet.Peer slow = net.leaf("slow", "client");
        slow.nsPerTileSample *= 4;
        final Session session = show();
        runUntilComplete(session, 5000 * MS);
        assertThat(slow.abandoned.stream().mapToInt(SampleRange::count).sum()).isLessThan(SAMPLES);
        assertThat(slow.rendered).isNotEmpty();
    }

    @Test
    void shouldGiveItsWorkToOthersWhenALeafIsToRest() {
        net.client("");
        final MiniNet.Peer ada = net.leaf("ada", "client");
        final MiniNet.Peer bob = net.leaf("bob", "client");
        final Session session = show();
        net.run(150 * MS);
        ada.node.rest(true, net.nowNs);
        net.run(20 * MS);
        final int rendered = ada.rendered.size();
        assertThat(net.peers.get("client").node.works().getFirst().children().stream()
            .filter(child -> !child.ready()).toList()).singleElement()
            .satisfies(child -> assertThat(child.owed()).isEmpty());
        net.run(200 * MS);
        assertThat(ada.rendered).hasSize(rendered);
        ada.node.rest(false, net.nowNs);
        net.run(100 * MS);
        assertThat(ada.rendered.size()).isGreaterThan(rendered);
        runUntilComplete(session, 3000 * MS);
        assertThat(List.of(ada, bob)).allSatisfy(peer -> assertThat(peer.rendered).isNotEmpty());
    }
}
