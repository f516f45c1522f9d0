package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.AuditPlan;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.WorkView;

/** Reports that are rendered again before they are believed. MiniNet checks the accounts at every step. */
final class AuditsTest {
    private static final int TILES = 20;

    private final MiniNet net = new MiniNet(MiniNet.MS);
    private final List<String> tainted = new ArrayList<>();

    /** client, gateway that audits, and leaves. */
    private MiniNet.Peer farm(final double share, final String... leaves) {
        net.add(net.config(Role.RELAY, "gateway", 0).withListening(true).withAudits(new AuditPlan(share, 42)));
        for (final String leaf : leaves) {
            net.leaf(leaf, "gateway");
        }
        final MiniNet.Peer client = net.client("gateway");
        net.run(100 * MiniNet.MS);
        return client;
    }

    private Session show(final MiniNet.Peer client, final int samples) {
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, samples));
        session.listener(new RootListener() {
            @Override
            public void onTile(final SessionId id, final int epoch, final int tile) {
            }

            @Override
            public void onView(final Message.View view) {
            }

            @Override
            public void onTainted(final SessionId id, final int epoch, final String liar) {
                tainted.add(liar);
            }
        });
        return session;
    }

    private MiniNet.Peer peer(final String name) {
        return net.peers.get(name);
    }

    /** From now on one channel of each report that is asked for is one off. */
    private void lie(final String leaf, final Predicate<Message.Report> when) {
        peer(leaf).altered = message -> {
            if (!(message instanceof Message.Report m) || !when.test(m)) {
                return message;
            }
            final TileSums sums = new TileSums(MiniNet.PLANE);
            sums.add(m.sums());
            sums.sums()[0]++;
            return new Message.Report(m.session(), m.epoch(), m.fence(), m.tile(), m.ranges(), sums);
        };
    }

    private long rendered(final String... leaves) {
        return List.of(leaves).stream().flatMap(leaf -> peer(leaf).rendered.stream()).mapToLong(r -> r.count()).sum();
    }

    private boolean holdsAnything() {
        return peer("gateway").node.works().stream().anyMatch(work -> {
            for (int tile = 0; tile < work.tileCount(); tile++) {
                if (!work.held(tile).isEmpty()) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Until it is so, but so many milliseconds at most. */
    private void run(final int most, final BooleanSupplier until) {
        for (int ms = 0; ms < most && !until.getAsBoolean(); ms += 20) {
            net.run(20 * MiniNet.MS);
        }
    }

    private boolean hasSaid(final String name, final String what) {
        return peer(name).log.stream().anyMatch(line -> line.contains(what));
    }

    /** Until the picture is whole, and a little longer: nothing may be held, or rendered for nothing, then. */
    private void expectWhole(final Session session) {
        run(20_000, session::isComplete);
        assertThat(session.isComplete()).isTrue();
        net.run(300 * MiniNet.MS);
        assertThat(MiniNet.isExact(session, TILES)).isTrue();
        assertThat(holdsAnything()).isFalse();
    }

    private boolean isLinked(final String leaf) {
        return peer("gateway").node.links().stream().filter(LinkView::open).anyMatch(l -> l.remote().equals(leaf));
    }

    @Test
    void shouldRenderEverythingTwiceAndCountItOnceWhenAllIsAudited() {
        final Session session = show(farm(1, "ada", "bob", "cyd"), 64);
        expectWhole(session);
        assertThat(session.tileSamplesAccepted()).isEqualTo(TILES * 64L);
        assertThat(rendered("ada", "bob", "cyd")).isEqualTo(2 * TILES * 64L);
        assertThat(tainted).isEmpty();
        assertThat(peer("gateway").log).noneMatch(line -> line.contains("liar"));
    }

    @Test
    void shouldRenderAboutTheShareAgain() {
        final Session session = show(farm(0.25, "ada", "bob", "cyd"), 256);
        expectWhole(session);
        assertThat(rendered("ada", "bob", "cyd")).isBetween(TILES * 256L * 11 / 10, TILES * 256L * 3 / 2);
    }

    @Test
    void shouldRenderNothingAgainWhenNothingIsAudited() {
        expectWhole(show(farm(0, "ada", "bob", "cyd"), 64));
        assertThat(rendered("ada", "bob", "cyd")).isEqualTo(TILES * 64L);
    }

    @Test
    void shouldBelieveTheOnlyLeafThatThereIs() {
        expectWhole(show(farm(1, "ada"), 64));
        assertThat(rendered("ada")).isEqualTo(TILES * 64L);
    }

    @Test
    void shouldCutOffALiarAndBeginThePictureAgain() {
        final MiniNet.Peer client = farm(0.2, "ada", "bob", "cyd");
        final Session session = show(client, 512);
        net.run(300 * MiniNet.MS);
        lie("bob", report -> true);
        run(3000, () -> session.epoch() == 2);

        assertThat(peer("gateway").log).anyMatch(line -> line.startsWith("bob is a liar: its sums of tile "));
        assertThat(tainted).containsExactly("bob");
        assertThat(session.epoch()).isEqualTo(2);
        assertThat(isLinked("bob")).isFalse();
        run(10_000, () -> hasSaid("bob", "refused"));
        assertThat(peer("bob").log).anyMatch(line -> line.contains("refused: bob has told gateway false sums"));
        expectWhole(session);
        assertThat(session.epoch()).isEqualTo(2);
    }

    @Test
    void shouldRefuseALiarThatComesBackUnderItsName() {
        show(farm(0.2, "ada", "bob", "cyd"), 512);
        net.run(300 * MiniNet.MS);
        lie("bob", report -> true);
        run(3000, () -> !isLinked("bob"));
        assertThat(isLinked("bob")).isFalse();
        net.kill("bob");
        net.leaf("bob", "gateway");
        net.leaf("dan", "gateway");
        net.run(1000 * MiniNet.MS);
        assertThat(isLinked("bob")).isFalse();
        assertThat(isLinked("dan")).isTrue();
    }

    @Test
    void shouldNotBeginAgainWhenTheLiarWasNeverBelieved() {
        final MiniNet.Peer client = farm(1, "ada", "bob", "cyd");
        lie("bob", report -> true);
        final Session session = show(client, 64);
        expectWhole(session);
        assertThat(isLinked("bob")).isFalse();
        assertThat(session.epoch()).isEqualTo(1);
    }

    @Test
    void shouldTellThatNobodyCanDecideBetweenTwo() {
        final MiniNet.Peer client = farm(1, "ada", "bob");
        lie("bob", report -> report.tile() == 3);
        final Session session = show(client, 16);
        run(1500, () -> hasSaid("gateway", "nobody else can decide"));
        run(1500, () -> client.node.statuses().stream().anyMatch(s -> s.state().startsWith("cannot tell who lies")));
        assertThat(peer("gateway").log).anyMatch(line -> line.startsWith("tile 3 ")
            && line.contains("nobody else can decide"));
        assertThat(client.node.statuses()).anyMatch(s -> s.name().equals("gateway")
            && s.state().startsWith("cannot tell who lies: "));
        assertThat(isLinked("ada")).isTrue();
        assertThat(isLinked("bob")).isTrue();
        run(5000, session::isComplete);
        assertThat(session.isComplete()).isTrue();
        assertThat(holdsAnything()).isFalse();
    }

    @Test
    void shouldBelieveItsOwnWorker() {
        net.add(net.config(Role.CLIENT, "client", 1).withListening(true).withAudits(new AuditPlan(1, 42)));
        net.leaf("ada", "client");
        lie("ada", report -> true);
        net.run(100 * MiniNet.MS);
        final Session session = show(peer("client"), 32);
        run(10_000, session::isComplete);
        assertThat(peer("client").log).anyMatch(line -> line.startsWith("ada is a liar"));
        assertThat(session.isComplete()).isTrue();
        assertThat(MiniNet.isExact(session, TILES)).isTrue();
    }

    @Test
    void shouldFreeWhatIsHeldWhenTheAuditorDies() {
        final Session session = show(farm(1, "ada", "bob", "cyd"), 64);
        net.run(150 * MiniNet.MS);
        assertThat(holdsAnything()).isTrue();
        net.kill("bob");
        net.run(50 * MiniNet.MS);
        net.kill("cyd");
        expectWhole(session);
        assertThat(isLinked("ada")).isTrue();
    }

    @Test
    void shouldFindALiarThatHangsUpAfterItsReport() {
        final Session session = show(farm(0.5, "ada", "bob", "cyd"), 512);
        net.run(200 * MiniNet.MS);
        lie("bob", report -> true);
        for (int i = 0; i < 100 && !peer("gateway").log.stream().anyMatch(line -> line.contains("is a liar")); i++) {
            net.run(40 * MiniNet.MS);
            peer("bob").node.links().forEach(link -> peer("bob").node.onDown(link.link(), "hangs up", net.nowNs));
        }
        run(2000, () -> !isLinked("bob"));
        assertThat(peer("gateway").log).anyMatch(line -> line.startsWith("bob is a liar"));
        assertThat(isLinked("bob")).isFalse();
        expectWhole(session);
    }

    @Test
    void shouldForgetAuditsInANewEpoch() {
        final Session session = show(farm(1, "ada", "bob", "cyd"), 64);
        net.run(150 * MiniNet.MS);
        assertThat(holdsAnything()).isTrue();
        session.camera(MiniNet.CAMERA, net.nowNs);
        net.run(2 * MiniNet.MS);
        assertThat(peer("gateway").node.works()).allMatch(work -> work.epoch() == 2);
        assertThat(holdsAnything()).isFalse();
        expectWhole(session);
    }

    @Test
    void shouldTellTheTaintAgainWhenTheUplinkHasDied() {
        net.relay("top", "");
        net.add(net.config(Role.RELAY, "gateway", 0).withListening(true).withAudits(new AuditPlan(0.2, 42))
            .withDials(List.of(new Dial("top", Position.CHILD))));
        for (final String leaf : List.of("ada", "bob", "cyd")) {
            net.leaf(leaf, "gateway");
        }
        final MiniNet.Peer client = net.client("top");
        net.run(100 * MiniNet.MS);
        final Session session = show(client, 512);
        net.run(300 * MiniNet.MS);
        lie("bob", report -> true);
        final boolean[] lost = new boolean[1];
        peer("gateway").hasRoom = message -> {
            if (message instanceof Message.Tainted && !lost[0]) {
                lost[0] = true;
                peer("gateway").node.links().stream().filter(l -> l.position() == Position.CHILD)
                    .forEach(l -> net.at(net.nowNs, () -> peer("gateway").node.onDown(l.link(), "cut", net.nowNs)));
            }
            return !(message instanceof Message.Tainted) || net.carried.stream()
                .filter(Message.Hello.class::isInstance).map(m -> (Message.Hello) m)
                .filter(m -> m.name().equals("gateway")).count() > 1;
        };
        run(4000, () -> !tainted.isEmpty());
        assertThat(lost[0]).isTrue();
        assertThat(tainted).containsExactly("bob");
        assertThat(session.epoch()).isEqualTo(2);
        expectWhole(session);
    }

    @Test
    void shouldCutALeafThatClaimsAnAudit() {
        final Session session = show(farm(0, "ada", "bob"), 256);
        net.run(200 * MiniNet.MS);
        final WorkView work = peer("gateway").node.works().getFirst();
        peer("ada").altered = message -> message instanceof Message.Heartbeat
            ? new Message.Tainted(work.session(), work.epoch(), "bob") : message;
        net.run(300 * MiniNet.MS);
        assertThat(peer("gateway").log).anyMatch(line -> line.contains("a leaf audits nobody"));
        assertThat(isLinked("bob")).isTrue();
        assertThat(session.epoch()).isEqualTo(1);
    }
}
