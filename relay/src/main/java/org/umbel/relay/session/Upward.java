package org.umbel.relay.session;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.link.Link;
import org.umbel.relay.sums.Bucket;
import org.umbel.relay.sums.ReportSchedule;
import org.umbel.relay.work.RangeSet;

/**
 * What a node says to its parent about one session: readiness, credit, returns and reports. It lives as long as the
 * uplink that the session came over.
 */
public final class Upward {
    /** A final picture is not looked at from its first sample on: its tiles begin to double here... */
    private static final int FEW_FINAL = 8;
    /** ... or at such a part of its samples: then what goes up does not grow with them. */
    private static final int FEW_FINAL_PART = 4;
    /** What goes again may be so many times older: nobody waits for it, and what a crash loses is bounded apart. */
    private static final int AGAIN_FINAL = 8;
    /** Of what may be lost, that part goes at once when it has become more. */
    private static final int LIGHTEN_PART = 8;
    private static final long RETRY_NS = 1_000_000L;

    private final NodeSession session;
    private final Link uplink;
    private long fence;
    private @Nullable ReportSchedule schedule;
    private long ageNs;
    /** When the epoch's first sums came: a scene may take long to load. */
    private long firstSumsNs;
    private long passedOn;
    private @Nullable BlockId readyManifest;
    private int readyWeight;
    private long creditSent;
    private long doneSent;
    private boolean blocked;
    private long polledNs;

    public Upward(final NodeSession session, final Link uplink) {
        this.session = session;
        this.uplink = uplink;
        session.listener(new TileListener() {
            @Override
            public void onTile(final int tile, final long nowNs) {
                Upward.this.onTile(tile, nowNs);
            }

            @Override
            public void onCalled(final int tile, final long nowNs) {
                Upward.this.onTile(tile, nowNs);
            }

            @Override
            public void onFull(final int tile, final long nowNs) {
                passOn(tile, nowNs);
            }
        });
    }

    public Link uplink() {
        return uplink;
    }

    /** The scene that the parent shows. */
    public BlockId manifest() {
        return Objects.requireNonNull(readyManifest);
    }

    private ReportSchedule schedule() {
        return Objects.requireNonNull(schedule);
    }

    /** The parent's fence for this session. */
    public long fence() {
        return fence;
    }

    /** An epoch from the parent. False when it is none of this link's current or later ones and is ignored. */
    public boolean onEpoch(final Message.Epoch message, final long nowNs) {
        final Assignment current = session.assignment();
        if (current != null && (message.epoch() < current.epoch()
            || message.epoch() == current.epoch() && message.fence() <= fence)) {
            return false;
        }
        final Assignment next = Assignment.of(message);
        fence = message.fence();
        creditSent = 0;
        doneSent = 0;
        firstSumsNs = Long.MAX_VALUE;
        passedOn = 0;
        ageNs = session.times().reportAgeNs(next.mode(), isWholePath());
        schedule = switch (next.mode()) {
            case TILED -> ReportSchedule.whenComplete();
            case FINAL -> new ReportSchedule(ageNs, AGAIN_FINAL * ageNs, session.times().reportEveryNs(),
                Math.max(FEW_FINAL, next.settings().samples() / FEW_FINAL_PART));
            case INTERACTIVE -> new ReportSchedule(ageNs, ageNs, session.times().reportEveryNs(), 1);
        };
        if (!message.manifest().equals(readyManifest)) {
            readyManifest = message.manifest();
            readyWeight = 0;
        }
        uplink.unqueue(this::isVoid, session.id());
        session.begin(next, message.grant(), nowNs);
        return true;
    }

    /** Whether sums go from a renderer of this process straight to a client, which is the root. */
    private boolean isWholePath() {
        return uplink.remoteRole() == Message.Role.CLIENT
            && session.children().all().stream().allMatch(child -> child.worker().link() == Worker.LOCAL);
    }

    /** What was queued for the epoch before is void, whoever would read it. */
    private boolean isVoid(final Message message) {
        return switch (message) {
            case Message.Report m -> m.session().equals(session.id());
            case Message.Return m -> m.session().equals(session.id());
            case Message.Credit m -> m.session().equals(session.id());
            default -> false;
        };
    }

    /** False when a range is nonsense or was granted before: the parent is out of its mind. */
    public boolean onGrant(final Message.Grant message, final long nowNs) {
        final SessionWork work = session.work();
        if (work == null || message.epoch() != work.assignment().epoch() || message.fence() != fence) {
            return true;
        }
        return session.receive(message.ranges(), nowNs);
    }

    /** Ranges outside the picture are nobody's, and ignored as what is done already is. */
    public void onRecall(final Message.Recall message, final long nowNs) {
        final SessionWork work = session.work();
        if (work != null && message.epoch() == work.assignment().epoch() && message.fence() == fence) {
            session.onRecall(message.ranges(), nowNs);
        }
    }

    public void onView(final Message.View view, final long nowNs) {
        if (session.work() != null && view.epoch() == session.work().assignment().epoch()) {
            uplink.send(view, nowNs);
        }
    }

    private void onTile(final int tile, final long nowNs) {
        final SessionWork work = session.begun();
        final RangeSet bucketed = work.buckets().ranges(tile);
        if (!bucketed.isEmpty()) {
            firstSumsNs = Math.min(firstSumsNs, nowNs);
            schedule().onChange(tile, bucketed.first(), bucketed.size(), work.isSettled(tile), work.isUrgent(tile),
                nowNs);
        }
    }

    public void poll(final long nowNs) {
        polledNs = nowNs;
        if (session.work() == null) {
            return;
        }
        session.uplinkRttNs(uplink.rttNs());
        sayReady(nowNs);
        passOn(nowNs);
        sayCredit(nowNs);
    }

    private void sayReady(final long nowNs) {
        final int weight = session.children().threads();
        if (weight != readyWeight) {
            readyWeight = weight;
            uplink.send(new Message.Ready(session.id(), session.begun().assignment().epoch(), manifest(), weight),
                nowNs);
        }
    }

    /** Before anything is granted: what was called back, and all when nobody here can do it. */
    public void giveBack(final long nowNs) {
        final SessionWork work = session.work();
        if (work == null) {
            return;
        }
        final List<TileRange> all = session.isReady() ? work.giveBackCalled() : work.giveBack();
        for (int at = 0; at < all.size(); at += Message.Grant.RANGES_MAX) {
            uplink.send(new Message.Return(session.id(), work.assignment().epoch(), fence,
                all.subList(at, Math.min(all.size(), at + Message.Grant.RANGES_MAX))), nowNs);
        }
        all.forEach(range -> onTile(range.tile(), nowNs));
    }

    /** A crash may lose what has been rendered of this epoch, on the average, in the time that sums may wait. */
    private void lighten(final long nowNs) {
        if (session.begun().assignment().mode() != Mode.FINAL || blocked || firstSumsNs == Long.MAX_VALUE
            || nowNs - firstSumsNs <= ageNs) {
            return;
        }
        final long held = session.begun().buckets().tileSamples();
        final long most = (long) ((passedOn + held) * ((double) ageNs / (nowNs - firstSumsNs)));
        if (held > most) {
            schedule().lighten(held - most + most / LIGHTEN_PART, nowNs);
        }
    }

    private void passOn(final long nowNs) {
        lighten(nowNs);
        blocked = false;
        final boolean all = session.isIdle();
        for (int tile = next(all, nowNs); tile >= 0; tile = next(all, nowNs)) {
            if (!uplink.hasRoomForReport()) {
                blocked = true;
                return;
            }
            passOn(tile, nowNs);
        }
    }

    private int next(final boolean all, final long nowNs) {
        return all ? schedule().waiting() : schedule().due(nowNs);
    }

    private void passOn(final int tile, final long nowNs) {
        final Bucket bucket = Objects.requireNonNull(session.begun().passOn(tile));
        passedOn += bucket.ranges().size();
        schedule().onPassedOn(tile, bucket.ranges().size(), nowNs);
        uplink.send(new Message.Report(session.id(), session.begun().assignment().epoch(), fence, tile,
            bucket.ranges().aligned(), bucket.sums()), nowNs);
    }

    /**
     * Cumulative: all that came, and what the children would still take, less what waits for them here. Said when it
     * has grown by a word, or when nobody here has anything to do.
     */
    private void sayCredit(final long nowNs) {
        if (!session.isReady()) {
            return;
        }
        final int rate = session.rate();
        final long wanted = session.children().open() + (long) (rate * (uplink.rttNs() * 1e-9));
        final SessionWork work = session.begun();
        final long credit = work.tileSamplesReceived() + Math.max(0, wanted - work.free().tileSamples());
        final long done = work.tileSamplesDone(session.children());
        final long step = session.times().word(work.assignment().mode(), rate, work.tileSamplesReceived() - done);
        if (credit - creditSent >= step || Math.abs(done - doneSent) >= step || session.isIdle()
            && (credit > creditSent || done != doneSent)) {
            creditSent = credit;
            doneSent = done;
            uplink.send(new Message.Credit(session.id(), work.assignment().epoch(), fence, credit, rate, done,
                (int) Math.min(session.children().farNsMax() / 1000, Integer.MAX_VALUE)), nowNs);
        }
    }

    public long nextDeadlineNs() {
        if (schedule == null) {
            return Long.MAX_VALUE;
        }
        return blocked ? polledNs + RETRY_NS : schedule.nextDeadlineNs();
    }
}
