package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.Session;

/** Where time may be lost: before the first pixels, across round trips, at the end. */
final class LatencyTest {
    private static final int TILES = 20;
    private static final long FAR_NS = 40 * MiniNet.MS;
    /** Polls of a millisecond: one for each hop, and the step in which a message falls due. */
    private static final long POLLS_NS = 4 * MiniNet.MS;

    /** Runs until the picture is whole. Returns the time that it took. */
    private static long complete(final MiniNet net, final Session session, final long limitNs) {
        final long beganNs = net.nowNs;
        while (!session.isComplete() && net.nowNs < beganNs + limitNs) {
            net.run(MiniNet.MS);
        }
        assertThat(session.isComplete()).isTrue();
        return net.nowNs - beganNs;
    }

    @Test
    void shouldReportAtOnceWhenTheLastRangeIsRendered() {
        final MiniNet net = new MiniNet(FAR_NS);
        net.relay("gateway", "");
        final MiniNet.Peer ada = net.leaf("ada", "gateway");
        final MiniNet.Peer client = net.client("gateway");
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 64));
        complete(net, session, 10_000 * MiniNet.MS);
        assertThat(net.nowNs - ada.renderedNs).isLessThanOrEqualTo(2 * FAR_NS + POLLS_NS);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "40, 1", "40, 2", "120, 1"})
    void shouldKeepLeavesBusyAcrossRoundTrips(final long latencyMs, final int leaves) {
        final MiniNet net = new MiniNet(latencyMs * MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        for (int i = 0; i < leaves; i++) {
            net.leaf("leaf" + i, "client");
        }
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 256));
        complete(net, session, 20_000 * MiniNet.MS);
        session.camera(MiniNet.CAMERA, net.nowNs);
        final long tookNs = complete(net, session, 20_000 * MiniNet.MS);
        final long idealNs = TILES * 256L * MiniNet.MS / 2 / leaves;
        // the epoch's way down, the coarse picture (as late as a link here), the last report's way up
        assertThat((tookNs - idealNs) / MiniNet.MS).as("of %s ms", idealNs / MiniNet.MS)
            .isBetween(3 * latencyMs - 1, 3 * latencyMs + 20);
    }

    @ParameterizedTest
    @CsvSource({"32, 32, 1", "64, 64, 4", "320, 256, 1", "64, 64, 64"})
    void shouldNotLeaveReadyLeavesIdleWhenPicturesAreSmall(final int width, final int height, final int samples) {
        final MiniNet net = new MiniNet(FAR_NS);
        final MiniNet.Peer client = net.client("");
        for (int i = 0; i < 4; i++) {
            net.leaf("leaf" + i, "client").nsPerTileSample = 5 * MiniNet.MS;
        }
        final Session session = net.show(client, MiniNet.settings(64, 64, 16));
        complete(net, session, 20_000 * MiniNet.MS);
        session.settings(MiniNet.settings(width, height, samples), Message.Mode.INTERACTIVE, net.nowNs);
        final long tookNs = complete(net, session, 20_000 * MiniNet.MS);
        final long work = (long) (width / 32) * (height / 32) * samples;
        final long idealNs = Math.ceilDiv(work, 4L) * 5 * MiniNet.MS;
        assertThat((tookNs - idealNs) / MiniNet.MS).as("of %s ms", idealNs / MiniNet.MS)
            .isLessThanOrEqualTo(3 * 40 + 30 + idealNs / MiniNet.MS / 10);
    }

    /** On the way there is no timer: links, one step of a millisecond per hop, and the renderer, as late as a link. */
    @ParameterizedTest
    @CsvSource({"1, 40", "2, 40", "1, 1", "2, 1", "3, 1", "4, 1"})
    void shouldShowTheFirstPixelsAfterOneWayDownAndOneUp(final int depth, final long latencyMs) {
        final MiniNet net = new MiniNet(latencyMs * MiniNet.MS);
        String lowest = "";
        for (int i = 1; i < depth; i++) {
            net.relay("relay" + i, lowest);
            lowest = "relay" + i;
        }
        final MiniNet.Peer client = net.client(depth == 1 ? "" : "relay1");
        net.leaf("ada", depth == 1 ? "client" : lowest);
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 64));
        complete(net, session, 10_000 * MiniNet.MS);
        final long[] seenNs = new long[2];
        final java.util.BitSet tiles = new java.util.BitSet();
        session.listener(new org.umbel.relay.session.RootListener() {
            @Override
            public void onTile(final org.umbel.codec.wire.SessionId id, final int epoch, final int tile) {
            }

            @Override
            public void onView(final Message.View view) {
                seenNs[0] = seenNs[0] == 0 ? net.nowNs : seenNs[0];
                tiles.set(view.tile());
                seenNs[1] = seenNs[1] == 0 && tiles.cardinality() == TILES ? net.nowNs : seenNs[1];
            }
        });
        final long editedNs = net.nowNs;
        session.camera(MiniNet.CAMERA, editedNs);
        net.run(1000 * MiniNet.MS);
        final long allowedNs = ((2 * depth + 1) * latencyMs + 2 * depth + 2) * MiniNet.MS;
        assertThat(seenNs[0] - editedNs).isPositive().isLessThanOrEqualTo(allowedNs);
        assertThat(seenNs[1] - editedNs).isPositive().isLessThanOrEqualTo(allowedNs);
    }
}
