package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.sums.SumsPool;
import org.umbel.relay.work.RangeSet;

/** Sessions that share one worker, which does a tile-sample a millisecond in the order in which they are granted. */
final class FairShareTest {
    private static final long MS = 1_000_000L;
    private static final long LINK = 11;
    private static final int RATE = 1000;
    private static final BlockId MANIFEST = new BlockId(1, 2, 3, 4);
    private static final Camera CAMERA = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);
    private static final PictureSettings SETTINGS =
        new PictureSettings(8 * 32, 8 * 32, 256, 16, PictureSettings.Filter.BOX, 8);
    private static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);

    private final FairShare fair = new FairShare(TIMES);
    private final List<NodeSession> sessions = new ArrayList<>();
    private final ArrayDeque<Piece> inHand = new ArrayDeque<>();
    private final Map<NodeSession, Long> served = new HashMap<>();
    private long fences;
    private long nowNs = 1000 * MS;
    private int credits = 1 << 20;
    private Set<SessionId> waiting = Set.of();

    private record Piece(Desk desk, TileRange range) {}

    /** The worker as one of the sessions knows it. */
    private final class Desk implements Worker {
        private final NodeSession session;
        private long fence;
        private long done;
        private long unsaid;
        private int epoch;

        private Desk(final NodeSession session) {
            this.session = session;
        }

        @Override
        public long link() {
            return LINK;
        }

        @Override
        public String name() {
            return "ada";
        }

        @Override
        public long incarnation() {
            return 7;
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public void begin(final Assignment assignment, final long newFence, final List<TileRange> grant,
                          final long atNs) {
            inHand.removeIf(piece -> piece.desk == this);
            fence = newFence;
            done = 0;
            epoch = assignment.epoch();
            grant(assignment.session(), epoch, fence, grant, atNs);
        }

        @Override
        public void grant(final SessionId id, final int itsEpoch, final long itsFence, final List<TileRange> ranges,
                          final long atNs) {
            ranges.forEach(range -> inHand.add(new Piece(this, range)));
        }

        @Override
        public void recall(final SessionId id, final int itsEpoch, final long itsFence, final List<TileRange> ranges,
                           final long atNs) {
            throw new AssertionError("nobody is late");
        }

        @Override
        public void end(final SessionId id, final long atNs) {
            inHand.removeIf(piece -> piece.desk == this);
        }

        private void say() {
            session.onCredit(LINK, epoch, fence, credits, RATE, done, 0, nowNs);
        }

        private void deliver(final TileRange range) {
            done += range.range().count();
            unsaid += range.range().count();
            served.merge(session, (long) range.range().count(), Long::sum);
            assertThat(
                session.onReport(LINK, epoch, fence, range.tile(), List.of(range.range()), new TileSums(1), false,
                    nowNs))
                .isTrue();
            if (unsaid >= SessionTimes.word(RATE, handed())) {
                unsaid = 0;
                say();
            }
        }
    }

    private NodeSession open(final int id, final Mode mode) {
        final NodeSession session =
            new NodeSession(new SessionId(1, id), true, TIMES, () -> ++fences, new SumsPool(1));
        session.shared(true);
        begin(session, 1, mode);
        final Desk desk = new Desk(session);
        session.addWorker(desk, nowNs);
        session.onReady(LINK, 1, MANIFEST, 1, nowNs);
        desk.say();
        sessions.add(session);
        return session;
    }

    private void begin(final NodeSession session, final int epoch, final Mode mode) {
        session.begin(new Assignment(session.id(), epoch, MANIFEST, CAMERA, SETTINGS, mode, 0, 64), 0, () -> {
            for (int tile = 0; tile < 64; tile++) {
                session.begun().want(tile, RangeSet.of(0, SETTINGS.samples()));
            }
        }, nowNs);
    }

    private long handed() {
        return inHand.stream().mapToLong(piece -> piece.range.range().count()).sum();
    }

    /** Lets the worker work; returns what each session was served. */
    private Map<NodeSession, Long> run(final int ms) {
        served.clear();
        sessions.forEach(session -> served.put(session, 0L));
        final long endNs = nowNs + ms * MS;
        fair.grant(sessions, waiting, nowNs);
        while (nowNs < endNs) {
            final Piece piece = inHand.poll();
            if (piece == null) {
                nowNs += MS;
            } else {
                nowNs += piece.range.range().count() * MS;
                piece.desk.deliver(piece.range);
            }
            fair.grant(sessions, waiting, nowNs);
        }
        return Map.copyOf(served);
    }

    @Test
    void shouldDivideAlikeAmongSessionsOfAKind() {
        final NodeSession eve = open(1, Mode.FINAL);
        final NodeSession fay = open(2, Mode.FINAL);
        final Map<NodeSession, Long> had = run(2000);
        assertThat(had.get(eve) + had.get(fay)).isGreaterThanOrEqualTo(2000);
        assertThat(had.get(eve)).isBetween(900L, 1100L);
    }

    @Test
    void shouldServeInteractiveSessionsFourTimesAsMuchHoweverManyTheyAre() {
        final NodeSession eve = open(1, Mode.INTERACTIVE);
        final NodeSession fay = open(2, Mode.FINAL);
        Map<NodeSession, Long> had = run(3000);
        final NodeSession gus = open(3, Mode.INTERACTIVE);
        assertThat(had.get(eve)).isBetween(2250L, 2550L);
        assertThat(had.get(fay)).isBetween(500L, 750L);
        had = run(3000);
        assertThat(had.get(fay)).isBetween(500L, 700L);
        assertThat((double) had.get(eve) / had.get(gus)).isBetween(0.85, 1.15);
    }

    @Test
    void shouldSaveNothingUpForWhoComesLater() {
        final NodeSession eve = open(1, Mode.FINAL);
        run(3000);
        final NodeSession fay = open(2, Mode.FINAL);
        final Map<NodeSession, Long> had = run(1000);
        assertThat(had.get(eve)).isBetween(400L, 800L);
        assertThat(had.get(fay)).isPositive();
    }

    @Test
    void shouldGiveAWholeWorkerToWhoIsAlone() {
        final NodeSession eve = open(1, Mode.FINAL);
        assertThat(run(1000).get(eve)).isGreaterThanOrEqualTo(1000);
        assertThat(handed()).as("a window of work").isBetween(200L, 500L);
    }

    @Test
    void shouldBoundWhatAllHaveInAWorkersHandsByOneWindow() {
        open(1, Mode.FINAL);
        open(2, Mode.FINAL);
        open(3, Mode.FINAL);
        run(1000);
        assertThat(handed()).isBetween(200L, 500L);
        open(4, Mode.INTERACTIVE);
        run(1000);
        assertThat(handed()).as("somebody wants to see at once").isBetween(20L, 100L);
    }

    @Test
    void shouldPassOverWhoCanTakeNothing() {
        final NodeSession eve = open(1, Mode.FINAL);
        final NodeSession fay = open(2, Mode.FINAL);
        // fay's work is all somebody else's
        fay.begun().giveBack();
        final Map<NodeSession, Long> had = run(1000);
        assertThat(had.get(eve)).isGreaterThanOrEqualTo(1000);
        assertThat(had.get(fay)).isZero();
    }

    @Test
    void shouldLetTheNextEpochOfWhoIsAheadWait() {
        final NodeSession eve = open(1, Mode.INTERACTIVE);
        assertThat(fair.isAhead(eve.id())).as("nothing was granted").isFalse();
        run(500);
        assertThat(fair.isAhead(eve.id())).as("nobody else is there").isFalse();
        final NodeSession fay = open(2, Mode.INTERACTIVE);
        run(200);
        assertThat(fair.isAhead(eve.id())).isFalse();
        // fay's next epoch waits, and eve is served alone
        waiting = Set.of(fay.id());
        final Map<NodeSession, Long> alone = run(1500);
        assertThat(alone.get(eve)).isGreaterThan(1300);
        waiting = Set.of();
        assertThat(fair.isAhead(eve.id())).isTrue();
        assertThat(fair.isAhead(fay.id())).isFalse();
        // and so it pays, for half a second at most
        final Map<NodeSession, Long> had = run(1000);
        assertThat(had.get(fay)).isBetween(650L, 1050L);
        run(1000);
        assertThat(fair.isAhead(eve.id())).isFalse();
    }

    @Test
    void shouldGrantNothingOfAnEpochThatIsToBeReplaced() {
        final NodeSession eve = open(1, Mode.INTERACTIVE);
        final NodeSession fay = open(2, Mode.INTERACTIVE);
        fair.grant(sessions, Set.of(eve.id()), nowNs);
        assertThat(inHand).isNotEmpty().allMatch(piece -> piece.desk.session == fay);
    }

    @Test
    void shouldKeepToWhatTheWorkerWillTake() {
        credits = 10;
        open(1, Mode.FINAL);
        open(2, Mode.FINAL);
        fair.grant(sessions, waiting, nowNs);
        assertThat(handed()).isEqualTo(20);
    }
}
