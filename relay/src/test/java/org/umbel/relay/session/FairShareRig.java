package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
abstract class FairShareRig {
    static final long MS = 1_000_000L;
    static final long LINK = 11;
    static final int RATE = 1000;
    static final BlockId MANIFEST = new BlockId(1, 2, 3, 4);
    static final Camera CAMERA = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);
    static final PictureSettings SETTINGS =
        new PictureSettings(8 * 32, 8 * 32, 256, 16, PictureSettings.Filter.BOX, 8);
    static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);

    final FairShare fair = new FairShare(TIMES);
    final List<NodeSession> sessions = new ArrayList<>();
    final ArrayDeque<Piece> inHand = new ArrayDeque<>();
    final Map<NodeSession, Long> served = new HashMap<>();
    long fences;
    long nowNs = 1000 * MS;
    int credits = 1 << 20;
    Set<SessionId> waiting = Set.of();
    String cutOff = "";

    record Piece(Desk desk, TileRange range) {}

    /** The worker as one of the sessions knows it. */
    final class Desk implements Worker {
        final NodeSession session;
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
        public void cutOff(final String reason, final long atNs) {
            cutOff = reason;
        }

        @Override
        public void end(final SessionId id, final long atNs) {
            inHand.removeIf(piece -> piece.desk == this);
        }

        void say() {
            session.onCredit(LINK, epoch, fence, credits, RATE, done, 0, nowNs);
        }

        void deliver(final TileRange range) {
            done += range.range().count();
            unsaid += range.range().count();
            served.merge(session, (long) range.range().count(), Long::sum);
            assertThat(
                session.onReport(LINK, epoch, fence, range.tile(), List.of(range.range()), new TileSums(1), false,
                    nowNs))
                .isTrue();
            if (unsaid >= TIMES.word(Mode.INTERACTIVE, RATE, handed())) {
                unsaid = 0;
                say();
            }
        }
    }

    NodeSession open(final int id, final Mode mode) {
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

    void begin(final NodeSession session, final int epoch, final Mode mode) {
        session.begin(new Assignment(session.id(), epoch, MANIFEST, CAMERA, SETTINGS, mode, 0, 64), 0, () -> {
            for (int tile = 0; tile < 64; tile++) {
                session.begun().want(tile, RangeSet.of(0, SETTINGS.samples()));
            }
        }, nowNs);
    }

    long handed() {
        return inHand.stream().mapToLong(piece -> piece.range.range().count()).sum();
    }

    /** Lets the worker work; returns what each session was served. */
    Map<NodeSession, Long> run(final int ms) {
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
}
