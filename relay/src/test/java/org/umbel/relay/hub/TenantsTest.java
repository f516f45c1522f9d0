package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.work.RangeSet;

/** Several clients at one gateway. */
final class TenantsTest {
    private static final SessionId OTHER = new SessionId(0x5e55, 2);

    private static MiniNet.Peer client(final MiniNet net, final String name) {
        return net.add(net.config(Message.Role.CLIENT, name, 0).withDials(List.of(new Dial("gateway",
            Position.PARENT))));
    }

    @Test
    void shouldCompleteTwoSessionsAtOnce() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("ada", "gateway");
        net.leaf("bob", "gateway");
        final Session first = net.show(client(net, "eve"), MiniNet.settings(5 * 32, 4 * 32, 64));
        final Session second = net.show(client(net, "fay"), OTHER, MiniNet.settings(3 * 32, 3 * 32, 64));
        net.run(500 * MiniNet.MS);
        assertThat(first.tileSamplesAccepted()).isPositive();
        assertThat(second.tileSamplesAccepted()).isPositive();
        net.run(4000 * MiniNet.MS);
        assertThat(first.isComplete()).isTrue();
        assertThat(second.isComplete()).isTrue();
        assertThat(MiniNet.isExact(first, 20)).isTrue();
        assertThat(MiniNet.isExact(second, 9)).isTrue();
    }

    @Test
    void shouldFreeTheSessionOfAClientThatIsKilled() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer gateway = net.relay("gateway", "");
        final MiniNet.Peer leaf = net.leaf("ada", "gateway");
        net.show(client(net, "eve"), MiniNet.settings(5 * 32, 4 * 32, 1 << 16));
        final Session second = net.show(client(net, "fay"), OTHER, MiniNet.settings(3 * 32, 3 * 32, 128));
        net.run(500 * MiniNet.MS);
        assertThat(gateway.node.works()).hasSize(2);
        net.kill("eve");
        net.run(2000 * MiniNet.MS);
        assertThat(gateway.node.works()).extracting(WorkView::session).containsExactly(OTHER);
        assertThat(leaf.node.works()).extracting(WorkView::session).containsExactly(OTHER);
        assertThat(leaf.cancelled).isEqualTo(1);
        net.run(2000 * MiniNet.MS);
        assertThat(second.isComplete()).isTrue();
        assertThat(MiniNet.isExact(second, 9)).isTrue();
    }

    private static Session show(final MiniNet net, final String client, final int id, final Message.Mode mode) {
        return show(net, client, id, mode, 5 * 32, 4 * 32);
    }

    private static Session show(final MiniNet net, final String client, final int id, final Message.Mode mode,
                                final int width, final int height) {
        final Session session = client(net, client).node.openSession(new SessionId(0x5e55, id));
        net.run(50 * MiniNet.MS);
        final List<Block> scene = MiniNet.scene(id, 10);
        session.show(scene.getFirst().id(), scene, MiniNet.CAMERA, MiniNet.settings(width, height, 1 << 14), mode,
            net.nowNs);
        return session;
    }

    private static MiniNet farm() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("ada", "gateway");
        net.leaf("bob", "gateway");
        return net;
    }

    /** Tile-samples accepted in some time. */
    private static long[] served(final MiniNet net, final long ns, final Session... sessions) {
        final long[] served = List.of(sessions).stream().mapToLong(Session::tileSamplesAccepted).toArray();
        net.run(ns);
        for (int i = 0; i < served.length; i++) {
            served[i] = sessions[i].tileSamplesAccepted() - served[i];
        }
        return served;
    }

    @Test
    void shouldDivideTimeEquallyAmongSessionsOfAKind() {
        final MiniNet net = farm();
        final Session first = show(net, "eve", 11, Message.Mode.INTERACTIVE);
        final Session second = show(net, "fay", 12, Message.Mode.INTERACTIVE);
        net.run(1000 * MiniNet.MS);
        final long[] served = served(net, 4000 * MiniNet.MS, first, second);
        assertThat(served[0] + served[1]).as("of 16000").isGreaterThan(13_000);
        assertThat((double) served[0] / served[1]).isBetween(0.8, 1.25);
    }

    @Test
    void shouldServeInteractiveSessionsFirstAndFinalOnesAFifth() {
        final MiniNet net = farm();
        final Session quick = show(net, "eve", 11, Message.Mode.INTERACTIVE);
        final Session late = show(net, "fay", 12, Message.Mode.FINAL);
        // until as much of the final picture waits in buckets as ever does
        net.run(20_000 * MiniNet.MS);
        final long[] served = served(net, 10_000 * MiniNet.MS, quick, late);
        assertThat((double) served[0] / served[1]).isBetween(3.0, 5.5);
        final Session other = show(net, "gus", 13, Message.Mode.INTERACTIVE);
        net.run(1000 * MiniNet.MS);
        final long[] three = served(net, 10_000 * MiniNet.MS, quick, late, other);
        assertThat((double) three[1] / (three[0] + three[1] + three[2])).isBetween(0.15, 0.25);
        assertThat((double) three[0] / three[2]).isBetween(0.8, 1.25);
    }

    @Test
    void shouldGiveTheShareOfWhoWantsNothingToOthers() {
        final MiniNet net = farm();
        final Session first = show(net, "eve", 11, Message.Mode.INTERACTIVE);
        net.show(client(net, "fay"), OTHER, MiniNet.settings(64, 64, 8));
        net.run(1000 * MiniNet.MS);
        assertThat(served(net, 4000 * MiniNet.MS, first)[0]).as("of 16000").isGreaterThan(14_000);
    }

    @Test
    void shouldMakeWhoFloodsPayOutOfItsOwnShare() {
        final MiniNet net = farm();
        // the coarse picture of each epoch costs more than its share of the millisecond between two
        final Session flood = show(net, "eve", 11, Message.Mode.INTERACTIVE, 25 * 32, 16 * 32);
        final Session quiet = show(net, "fay", 12, Message.Mode.INTERACTIVE);
        net.run(1000 * MiniNet.MS);
        final int epochsBefore = flood.epoch();
        for (int i = 0; i < 800; i++) {
            final int epoch = i;
            net.at(net.nowNs + (long) i * MiniNet.MS, () -> flood.camera(new Camera(new float[] {epoch, 0, 5},
                new float[3], new float[] {0, 1, 0}, 40), net.nowNs));
        }
        final int begunBefore = net.peers.get("ada").begun;
        final long[] served = served(net, 4000 * MiniNet.MS, quiet);
        assertThat(flood.epoch()).isEqualTo(epochsBefore + 800);
        assertThat(served[0]).as("of 8000").isGreaterThan(7_000);
        assertThat(net.peers.get("ada").begun - begunBefore).as("epochs of both that a leaf has heard of").isBetween(8,
            700);
        // the time of one session's piece before another's epoch was lost, and a leaf thought itself 20 times as fast
        assertThat(net.carried.stream().filter(Message.Credit.class::isInstance).map(Message.Credit.class::cast)
            .mapToInt(Message.Credit::rate).max()).as("of 2000 for a leaf, 4000 for the gateway")
            .satisfies(most -> assertThat(most.orElseThrow()).isLessThan(6000));
        net.run(4000 * MiniNet.MS);
        assertThat(flood.tileSamplesAccepted()).isPositive();
        assertThat(MiniNet.isExact(flood, 400)).isTrue();
        assertThat(MiniNet.isExact(quiet, 20)).isTrue();
    }

    @Test
    void shouldBoundWhatAllSessionsHaveInAChildsHandsTogether() {
        final MiniNet net = farm();
        show(net, "eve", 11, Message.Mode.INTERACTIVE);
        show(net, "fay", 12, Message.Mode.INTERACTIVE);
        show(net, "gus", 13, Message.Mode.INTERACTIVE);
        net.run(2000 * MiniNet.MS);
        for (int i = 0; i < 200; i++) {
            net.run(5 * MiniNet.MS);
            final long granted =
                net.peers.get("gateway").node.works().stream().flatMap(work -> work.children().stream())
                    .mapToLong(child -> child.owed().values().stream().mapToLong(RangeSet::size).sum()).sum();
            // a window of 100 ms and a round trip, of two leaves; and what is done and not reported yet
            assertThat(granted).isLessThan(2 * 2_000 * (102 + 600) / 1_000);
        }
    }
}
