package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umbel.relay.hub.MiniNet.MS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.RenderPlan;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.TileResult;
import org.umbel.relay.work.RangeSet;

/** What is wanted of a picture: a region, some samples, whole tiles, as many samples as it needs, what is missing. */
class PlanTest {
    private static final PictureSettings SETTINGS = MiniNet.settings(5 * 32, 4 * 32, 100);
    private static final int TILES = 20;

    private static Session render(final MiniNet net, final RenderPlan plan) {
        final Session session = open(net);
        show(net, session, plan);
        for (int i = 0; i < 500 && !session.isComplete(); i++) {
            net.run(10 * MS);
        }
        assertThat(session.isComplete()).isTrue();
        assertThat(MiniNet.isExact(session, TILES)).isTrue();
        return session;
    }

    private static Session open(final MiniNet net) {
        return net.peers.get("client").node.openSession(MiniNet.SESSION);
    }

    private static void show(final MiniNet net, final Session session, final RenderPlan plan) {
        final List<Block> scene = MiniNet.scene(1, 10);
        session.show(scene.getFirst().id(), scene, MiniNet.CAMERA, SETTINGS, plan, net.nowNs);
    }

    private static MiniNet alone() {
        final MiniNet net = new MiniNet(MS);
        net.add(net.config(Message.Role.CLIENT, "client", 2));
        return net;
    }

    private static MiniNet tree() {
        final MiniNet net = new MiniNet(MS);
        net.client("gateway");
        net.relay("gateway", "");
        net.relay("east", "gateway");
        net.leaf("ada", "east");
        net.leaf("bob", "east").nsPerTileSample *= 3;
        net.leaf("cid", "gateway");
        return net;
    }

    @Test
    void shouldRenderTheTilesOfTheRegionOnly() {
        final Session session = render(tree(),
            RenderPlan.of(Mode.FINAL).withRegion(new PixelRegion(40, 31, 25, 2)));
        for (int tile = 0; tile < TILES; tile++) {
            final boolean wanted = tile == 1 || tile == 2 || tile == 6 || tile == 7;
            assertThat(session.accepted(tile).size()).isEqualTo(wanted ? 100 : 0);
            assertThat(session.isComplete(tile)).isTrue();
        }
        assertThat(session.tileSamplesTotal()).isEqualTo(400);
    }

    @Test
    void shouldRenderTheSamplesOfTheRangeOnly() {
        final Session session = render(tree(), RenderPlan.of(Mode.INTERACTIVE).withFirstSample(64));
        for (int tile = 0; tile < TILES; tile++) {
            assertThat(session.accepted(tile)).isEqualTo(RangeSet.of(64, 100));
        }
    }

    @Test
    void shouldRenderOnlyWhatIsMissingWhenSomethingIsThere() {
        final List<TileResult> done = new ArrayList<>();
        for (int tile = 3; tile < TILES; tile++) {
            done.add(new TileResult(tile, RangeSet.of(0, 40), MiniNet.reference(tile, 0, 40)));
        }
        final MiniNet net = tree();
        final Session session = render(net, RenderPlan.of(Mode.FINAL).withDone(done));
        for (int tile = 0; tile < TILES; tile++) {
            assertThat(session.accepted(tile)).isEqualTo(RangeSet.of(0, 100));
        }
        final int rendered = net.peers.values().stream().flatMap(peer -> peer.rendered.stream())
            .mapToInt(range -> range.count()).sum();
        assertThat(rendered).isBetween(3 * 100 + 17 * 60, 3 * 100 + 17 * 60 + 200);
    }

    @Test
    void shouldFinishTilesOneAfterTheOtherFromTheMiddleWhenTiled() {
        final MiniNet net = tree();
        final Session session = open(net);
        final List<Integer> finished = new ArrayList<>();
        session.listener(new RootListener() {
            @Override
            public void onTile(final SessionId id, final int epoch, final int tile) {
                if (session.isComplete(tile)) {
                    finished.add(tile);
                }
            }

            @Override
            public void onView(final Message.View view) {}
        });
        show(net, session, RenderPlan.of(Mode.TILED));
        int inFlightMax = 0;
        for (int i = 0; i < 500 && !session.isComplete(); i++) {
            net.run(10 * MS);
            int inFlight = 0;
            for (int tile = 0; tile < TILES; tile++) {
                inFlight += !session.accepted(tile).isEmpty() && !session.isComplete(tile) ? 1 : 0;
            }
            inFlightMax = Math.max(inFlightMax, inFlight);
        }
        assertThat(session.isComplete()).isTrue();
        assertThat(MiniNet.isExact(session, TILES)).isTrue();
        assertThat(finished).hasSize(TILES).doesNotHaveDuplicates();
        assertThat(finished.subList(0, 5)).allMatch(tile -> Math.abs(tile % 5 - 2) <= 1 && tile / 5 >= 1);
        // whole tiles come whole, but for the last ones that are shared out
        assertThat(inFlightMax).isLessThanOrEqualTo(TILES * 2 / 3);
    }

    @Test
    void shouldDecideAlikeInEveryTreeWhenSamplingIsAdaptive() {
        // means are about 2^39: a threshold between the noise of few samples and that of many
        final RenderPlan plan = RenderPlan.of(Mode.INTERACTIVE).withAdaptiveError(1.2e6f);
        final Session one = render(alone(), plan);
        final Session other = render(tree(), plan);
        final Session tiled = render(tree(), RenderPlan.of(Mode.TILED).withAdaptiveError(1.2e6f));
        final List<Integer> counts = new ArrayList<>();
        for (int tile = 0; tile < TILES; tile++) {
            final RangeSet accepted = one.accepted(tile);
            assertThat(other.accepted(tile)).isEqualTo(accepted);
            assertThat(tiled.accepted(tile)).isEqualTo(accepted);
            assertThat(accepted.size()).isIn(16, 32, 64, 100);
            counts.add(accepted.size());
        }
        assertThat(counts.stream().distinct().count()).isGreaterThan(1);
    }

    @Test
    void shouldSayWhatDoesNotFit() {
        assertThat(RenderPlan.of(Mode.FINAL).withRegion(new PixelRegion(150, 0, 11, 1)).problem(SETTINGS))
            .hasValueSatisfying(problem -> assertThat(problem).contains("outside 160x128"));
        assertThat(RenderPlan.of(Mode.FINAL).withFirstSample(100).problem(SETTINGS)).isPresent();
        assertThat(RenderPlan.of(Mode.FINAL).withFirstSample(64).withAdaptiveError(1).problem(SETTINGS)).isPresent();
        assertThat(RenderPlan.of(Mode.FINAL).withDone(List.of(new TileResult(20, RangeSet.of(0, 1), new TileSums(2))))
            .problem(SETTINGS)).isPresent();
        assertThat(RenderPlan.of(Mode.FINAL).problem(SETTINGS)).isEqualTo(Optional.empty());
    }
}
