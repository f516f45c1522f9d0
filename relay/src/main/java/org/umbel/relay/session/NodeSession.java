package org.umbel.relay.session;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.sums.Buckets;
import org.umbel.relay.sums.SumsPool;
import org.umbel.relay.work.RangeSet;

/**
 * A session at one node, root or not: its current epoch, its children's books, and the issuing of work to them. What
 * goes to the parent is {@link Upward}'s, what goes to the children {@link Downward}'s.
 */
public final class NodeSession {
    private final SessionId id;
    private final boolean root;
    private final SessionTimes times;
    private final LongSupplier fences;
    private final SumsPool pool;
    private final Granter granter;
    private final Recaller recaller;
    private final Audits audits;
    private final Children children = new Children();
    private final Downward downward;
    private final Supply supply;
    private @Nullable SessionWork work;
    private boolean shared;
    private int manifestEpoch;
    private long dividedNs;
    private final Patience patience = new Patience();
    private long polledNs;
    private TileListener listener = TileListener.NOBODY;

    /** @param fences the node's one counter: each call gives a new, higher number */
    public NodeSession(final SessionId id, final boolean root, final SessionTimes times, final LongSupplier fences,
                       final SumsPool pool) {
        this(id, root, times, fences, pool, AuditPlan.OFF);
    }

    /**
     * @param fences the node's one counter: each call gives a new, higher number
     * @param plan   which reports of leaves are rendered again
     */
    public NodeSession(final SessionId id, final boolean root, final SessionTimes times, final LongSupplier fences,
                       final SumsPool pool, final AuditPlan plan) {
        this.id = id;
        this.root = root;
        this.times = times;
        this.fences = fences;
        this.pool = pool;
        this.granter = new Granter(root, times);
        this.recaller = new Recaller(times);
        this.downward = new Downward(id);
        this.supply = new Supply(root, times);
        this.audits = new Audits(plan, pool.planeLength());
    }

    public SessionId id() {
        return id;
    }

    SessionTimes times() {
        return times;
    }

    void listener(final TileListener newListener) {
        listener = newListener;
    }

    /** The current accounts, or null before the first epoch. */
    @Nullable
    SessionWork work() {
        return work;
    }

    /** The work once there is an epoch: before it nobody has a part in the session. */
    SessionWork begun() {
        return Objects.requireNonNull(work);
    }

    /** What is being rendered, or null before the first epoch. */
    public @Nullable Assignment assignment() {
        return work == null ? null : work.assignment();
    }

    /** The liars that were found among the children since the last call. */
    public List<Liar> takeLiars() {
        return audits.takeLiars();
    }

    /** Whether sums of this process are in the session's, of this epoch or one before. */
    public boolean hasAcceptedFrom(final long incarnation) {
        return work != null && children.tallies().stream()
            .anyMatch(tally -> tally.incarnation() == incarnation && tally.rangesAccepted() > 0);
    }

    /** Lines for people since the last call. */
    public List<String> takeLines() {
        return audits.takeLines();
    }

    /** What a person should know about the leaves here, for the status; empty when nothing. */
    public String notice() {
        return audits.notice();
    }

    Children children() {
        return children;
    }

    public Collection<Tally> tallies() {
        return children.tallies();
    }

    /**
     * A root's new epoch.
     *
     * @param firstSample where the picture's samples begin
     * @param receive     fills the new {@link #work} with what is wanted
     */
    void begin(final Assignment assignment, final int firstSample, final Runnable receive, final long nowNs) {
        begin(assignment, nowNs, firstSample, receive);
    }

    /** A new epoch, or the same one again: all older work is void at once, and the news goes down before all else. */
    void begin(final Assignment assignment, final List<TileRange> received, final long nowNs) {
        supply.onReceived(nowNs);
        begin(assignment, nowNs, 0, () -> begun().receive(received));
    }

    /** More from the parent; false when a range is nonsense or was received before. */
    boolean receive(final List<TileRange> ranges, final long nowNs) {
        supply.onReceived(nowNs);
        return begun().receive(ranges);
    }

    private void begin(final Assignment assignment, final long nowNs, final int firstSample, final Runnable receive) {
        final boolean sameScene = work != null && work.assignment().manifest().equals(assignment.manifest());
        if (!sameScene) {
            manifestEpoch = assignment.epoch();
        }
        drop();
        patience.onBegun(nowNs);
        work =
            new SessionWork(assignment, MortonOrder.of(assignment.settings().grid()), new Buckets(pool), firstSample);
        receive.run();
        for (final ChildWork child : children.all()) {
            child.restart(fences.getAsLong(), sameScene, child.firstCredit(times, assignment.mode()));
        }
        children.divide(work.assignment());
        // with others it waits for its turn
        final Map<ChildWork, List<TileRange>> grants = shared ? Map.of() : grants(nowNs);
        for (final ChildWork child : List.copyOf(children.all())) {
            downward.begin(assignment, child, grants.getOrDefault(child, List.of()), nowNs);
        }
    }

    /** Ends the work here and below. */
    public void end(final long nowNs) {
        for (final ChildWork child : List.copyOf(children.all())) {
            child.worker().end(id, nowNs);
        }
        children.clear();
        if (!root) {
            drop();
        }
    }

    private void drop() {
        for (final ChildWork child : children.all()) {
            child.owed().drain((tile, set) -> {});
        }
        if (work != null) {
            work.buckets().drop();
        }
        audits.clear();
    }

    /** A worker has come: it learns the current epoch, and nothing of the past. */
    public void addWorker(final Worker worker, final long nowNs) {
        final ChildWork child = children.add(worker);
        if (work != null) {
            child.restart(fences.getAsLong(), false, 0);
            downward.begin(work.assignment(), child, List.of(), nowNs);
        }
    }

    /** A worker is gone: what it owed is free. */
    public void removeWorker(final long link, final long nowNs) {
        final ChildWork child = children.remove(link);
        if (child != null && work != null) {
            child.tally().onFreed(work.release(child));
            audits.onGone(work, child);
            if (child.isReady()) {
                children.divide(work.assignment());
            }
        }
    }

    /** What a worker says about itself; a word about an older scene is ignored. */
    public void onReady(final long link, final int epoch, final BlockId manifest, final int weight,
                        final long nowNs) {
        final ChildWork child = children.get(link);
        if (child == null || work == null || epoch < manifestEpoch
            || !work.assignment().manifest().equals(manifest)) {
            return;
        }
        child.ready(weight);
        children.divide(work.assignment());
    }

    public void onCredit(final long link, final int epoch, final long fence, final long credit, final int rate,
                         final long done, final int lagUs, final long nowNs) {
        final ChildWork child = children.get(link);
        if (child != null && work != null && epoch == work.assignment().epoch() && fence == child.fence()) {
            child.credit(credit, rate, done, lagUs, nowNs);
        }
    }

    /** A worker reports one tile. False when it did not owe it: it is to be cut off. */
    public boolean onReport(final long link, final int epoch, final long fence, final int tile,
                            final List<SampleRange> ranges, final TileSums sums, final boolean owned,
                            final long nowNs) {
        final ChildWork child = children.get(link);
        if (child == null || work == null || sums.planeLength() != pool.planeLength()) {
            return child == null || work == null;
        }
        if (!root && work.wouldOverflow(tile, ranges)) {
            listener.onFull(tile, nowNs);
        }
        final boolean current = epoch == work.assignment().epoch() && fence == child.fence();
        final SessionWork.Verdict audited = current ? audits.onReport(work, children.all(), child, tile, ranges, sums,
            nowNs) : null;
        return switch (audited != null ? audited : work.accept(child, epoch, fence, tile, ranges, sums, owned)) {
            case ACCEPTED -> {
                recaller.onAccepted();
                listener.onTile(tile, nowNs);
                yield true;
            }
            case HELD -> {
                recaller.onAccepted();
                yield true;
            }
            case STALE -> true;
            case NOT_OWED -> false;
        };
    }

    /** A worker hands back ranges. False when it did not owe one. */
    public boolean onReturn(final long link, final int epoch, final long fence, final List<TileRange> ranges,
                            final long nowNs) {
        final ChildWork child = children.get(link);
        if (child == null || work == null || epoch != work.assignment().epoch() || fence != child.fence()) {
            return true;
        }
        final boolean owed = work.takeBack(child, ranges);
        audits.onReturned(work, child, ranges, nowNs);
        return owed;
    }

    /** The parent wants these now: children are called, and what is free of them goes back. */
    void onRecall(final List<TileRange> ranges, final long nowNs) {
        ranges.forEach(range -> audits.onRecalled(begun(), range.tile()));
        begun().call(ranges);
        for (final ChildWork child : List.copyOf(children.all())) {
            final List<TileRange> its = SessionWork.owedOf(child, ranges);
            Recaller.call(child, its, nowNs);
            downward.recall(begun().assignment(), child, its, nowNs);
        }
        ranges.stream().mapToInt(TileRange::tile).distinct().forEach(tile -> listener.onCalled(tile, nowNs));
    }

    /** Whether other sessions enter at this node too, so that {@link FairShare} says when this one grants. */
    public void shared(final boolean newShared) {
        shared = newShared;
        if (!shared) {
            children.all().forEach(child -> child.room(Long.MAX_VALUE));
        }
    }

    /** Hands out what may be handed out. */
    public void poll(final long nowNs) {
        prepare(nowNs);
        if (work != null && !work.free().isEmpty()) {
            grant(nowNs);
        }
        finish(nowNs);
    }

    /** Before its turn: what has changed is looked at. */
    void prepare(final long nowNs) {
        if (work == null) {
            return;
        }
        polledNs = nowNs;
        audits.poll(work, children.all(), new Auditing(nowNs), nowNs);
        if (nowNs - dividedNs >= times.renewNs()) {
            dividedNs = nowNs;
            children.divide(work.assignment());
        }
    }

    /** Its turn: tile-samples that each child has got. */
    Map<ChildWork, Long> grant(final long nowNs) {
        final Map<ChildWork, Long> granted = new LinkedHashMap<>();
        grants(nowNs).forEach((child, ranges) -> {
            downward.grant(begun().assignment(), child, ranges, nowNs);
            granted.put(child, ranges.stream().mapToLong(range -> range.range().count()).sum());
        });
        return granted;
    }

    /** After its turn. */
    void finish(final long nowNs) {
        if (work != null) {
            recaller.callBack(children, work.assignment(), supply.moreNs(!work.free().isEmpty(), nowNs), downward,
                nowNs);
        }
    }

    /** How far the parent is. */
    void uplinkRttNs(final long rttNs) {
        supply.rttNs(rttNs);
    }

    private Map<ChildWork, List<TileRange>> grants(final long nowNs) {
        final Map<ChildWork, List<TileRange>> grants =
            granter.pass(children, begun().free(), begun().assignment().mode(), nowNs);
        grants.values().forEach(begun()::onGranted);
        return grants;
    }

    /** Whether a child is ready. */
    public boolean isReady() {
        return children.isReady();
    }

    /** Whether nobody watches, and there is work for so long that a word about it may come a little later. */
    public boolean isPatient(final long nowNs) {
        return work != null && patience.allows(work, children, nowNs);
    }

    /** Tile-samples per second below, as far as known. */
    public int rate() {
        return children.rate();
    }

    /** Whether nothing is owed to this node and nothing is free. */
    public boolean isIdle() {
        return work == null || work.free().isEmpty() && children.oweNothing() && work.holdsNothing();
    }

    public long nextDeadlineNs() {
        if (work == null) {
            return Long.MAX_VALUE;
        }
        return Math.min(audits.nextDeadlineNs(), Math.min(Recaller.nextDeadlineNs(children, polledNs),
            Granter.nextDeadlineNs(children, work.free(), polledNs)));
    }

    /** The accounts for checkers. */
    public WorkView view(final long uplink, final long uplinkFence) {
        return begun().view(uplink, uplinkFence, children);
    }

    /** What audits want done. */
    private final class Auditing implements Audits.Issuer {
        private final long nowNs;

        Auditing(final long nowNs) {
            this.nowNs = nowNs;
        }

        @Override
        public void grant(final ChildWork child, final List<TileRange> ranges) {
            downward.grant(begun().assignment(), child, ranges, nowNs);
        }

        @Override
        public void merge(final int tile, final RangeSet ranges, final TileSums sums) {
            if (!root && begun().wouldOverflow(tile, ranges.aligned())) {
                listener.onFull(tile, nowNs);
            }
            begun().merge(tile, ranges, sums);
            listener.onTile(tile, nowNs);
        }
    }
}
