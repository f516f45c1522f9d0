package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.sums.Buckets;
import org.umbel.relay.sums.SumsPool;

/**
 * A session at one node, root or not: its current epoch, its children's books, and the issuing of work to them. What
 * goes to the parent is {@link Upward}'s.
 */
public final class NodeSession {
    private final SessionId id;
    private final boolean root;
    private final SessionTimes times;
    private final LongSupplier fences;
    private final SumsPool pool;
    private final Granter granter;
    private final Recaller recaller;
    private final Children children = new Children();
    private @Nullable SessionWork work;
    private int manifestEpoch;
    private long dividedNs;
    private long polledNs;
    /** When something came from above the last time, and how far above is. */
    private long receivedNs;
    private long uplinkRttNs;
    private TileListener listener = TileListener.NOBODY;

    /** @param fences the node's one counter: each call gives a new, higher number */
    public NodeSession(final SessionId id, final boolean root, final SessionTimes times, final LongSupplier fences,
                       final SumsPool pool) {
        this.id = id;
        this.root = root;
        this.times = times;
        this.fences = fences;
        this.pool = pool;
        this.granter = new Granter(root, times);
        this.recaller = new Recaller(times);
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
        receivedNs = nowNs;
        begin(assignment, nowNs, 0, () -> begun().receive(received));
    }

    /** More from the parent; false when a range is nonsense or was received before. */
    boolean receive(final List<TileRange> ranges, final long nowNs) {
        receivedNs = nowNs;
        return begun().receive(ranges);
    }

    private void begin(final Assignment assignment, final long nowNs, final int firstSample, final Runnable receive) {
        final boolean sameScene = work != null && work.assignment().manifest().equals(assignment.manifest());
        if (!sameScene) {
            manifestEpoch = assignment.epoch();
        }
        final MortonOrder order = work != null && work.assignment().settings().grid().equals(
            assignment.settings().grid()) ? work.order() : new MortonOrder(assignment.settings().grid());
        drop();
        final Buckets buckets = new Buckets(pool);
        work = new SessionWork(assignment, order, buckets, firstSample);
        receive.run();
        for (final ChildWork child : children.all()) {
            child.restart(fences.getAsLong(), sameScene, firstCredit(child));
        }
        children.divide(work.assignment(), work.tileCount());
        final Map<ChildWork, List<TileRange>> grants = grants(nowNs);
        for (final ChildWork child : List.copyOf(children.all())) {
            begin(child, grants.getOrDefault(child, List.of()), nowNs);
        }
    }

    private void begin(final ChildWork child, final List<TileRange> grant, final long nowNs) {
        final int first = Math.min(grant.size(), Message.Grant.RANGES_MAX / 2);
        child.worker().begin(begun().assignment().withHome(child.homeFirst(), child.homeEnd() - child.homeFirst()),
            child.fence(), grant.subList(0, first), nowNs);
        send(child, grant.subList(first, grant.size()), nowNs);
    }

    private long firstCredit(final ChildWork child) {
        return times.window(begun().assignment().mode(), child.threadsSoon(), (int) child.pace().rate(),
            child.farNs());
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
    }

    /** A worker has come: it learns the current epoch, and nothing of the past. */
    public void addWorker(final Worker worker, final long nowNs) {
        final ChildWork child = children.add(worker);
        if (work != null) {
            child.restart(fences.getAsLong(), false, 0);
            children.divide(work.assignment(), work.tileCount());
            begin(child, List.of(), nowNs);
        }
    }

    /** A worker is gone: what it owed is free. */
    public void removeWorker(final long link, final long nowNs) {
        final ChildWork child = children.remove(link);
        if (child != null && work != null) {
            child.tally().onFreed(work.release(child));
            if (child.isReady()) {
                children.divide(work.assignment(), work.tileCount());
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
        children.divide(work.assignment(), work.tileCount());
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
        return switch (work.accept(child, epoch, fence, tile, ranges, sums, owned)) {
            case ACCEPTED -> {
                recaller.onAccepted();
                listener.onTile(tile, nowNs);
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
        return owed;
    }

    /** The parent wants these now: children are called, and what is free of them goes back. */
    void onRecall(final List<TileRange> ranges, final long nowNs) {
        begun().call(ranges);
        for (final ChildWork child : List.copyOf(children.all())) {
            final List<TileRange> its = SessionWork.owedOf(child, ranges);
            Recaller.call(child, its, nowNs);
            recall(child, its, nowNs);
        }
        ranges.stream().mapToInt(TileRange::tile).distinct().forEach(tile -> listener.onCalled(tile, nowNs));
    }

    private void recall(final ChildWork child, final List<TileRange> ranges, final long nowNs) {
        for (int at = 0; at < ranges.size(); at += Message.Grant.RANGES_MAX) {
            child.worker().recall(id, begun().assignment().epoch(), child.fence(),
                ranges.subList(at, Math.min(ranges.size(), at + Message.Grant.RANGES_MAX)), nowNs);
        }
    }

    /** Hands out what may be handed out. */
    public void poll(final long nowNs) {
        if (work == null) {
            return;
        }
        polledNs = nowNs;
        if (nowNs - dividedNs >= times.renewNs()) {
            dividedNs = nowNs;
            children.divide(work.assignment(), work.tileCount());
        }
        if (!work.free().isEmpty()) {
            grants(nowNs).forEach((child, ranges) -> send(child, ranges, nowNs));
        }
        callBack(nowNs);
    }

    /** Work that would come late, from those who are slow; those who do not answer are cut off. */
    private void callBack(final long nowNs) {
        final Mode mode = begun().assignment().mode();
        final boolean moreComes = !begun().free().isEmpty()
            || !root && nowNs - receivedNs < 2 * uplinkRttNs + times.reportEveryNs();
        recaller.pass(children, mode, moreComes, nowNs)
            .ifPresent(recall -> recall(recall.child(), Recaller.book(recall, nowNs), nowNs));
        for (final ChildWork child : children.all()) {
            if (Recaller.isOverdue(child, nowNs)) {
                child.worker().cutOff("no answer to a recall", nowNs);
            }
        }
    }

    /** How far the parent is. */
    void uplinkRttNs(final long rttNs) {
        uplinkRttNs = rttNs;
    }

    private Map<ChildWork, List<TileRange>> grants(final long nowNs) {
        final Map<ChildWork, List<TileRange>> grants =
            granter.pass(children, begun().free(), begun().assignment().mode(), nowNs);
        grants.values().forEach(begun()::onGranted);
        return grants;
    }

    private void send(final ChildWork child, final List<TileRange> ranges, final long nowNs) {
        for (int at = 0; at < ranges.size(); at += Message.Grant.RANGES_MAX) {
            final int end = Math.min(ranges.size(), at + Message.Grant.RANGES_MAX);
            child.worker().grant(id, begun().assignment().epoch(), child.fence(),
                new ArrayList<>(ranges.subList(at, end)), nowNs);
        }
    }

    /** Whether a child is ready. */
    public boolean isReady() {
        return children.isReady();
    }

    /** Tile-samples per second below, as far as known. */
    public int rate() {
        return children.rate();
    }

    /** Whether nothing is owed to this node and nothing is free. */
    public boolean isIdle() {
        if (work == null) {
            return true;
        }
        return work.free().isEmpty() && children.oweNothing();
    }

    public long nextDeadlineNs() {
        if (work == null) {
            return Long.MAX_VALUE;
        }
        return Recaller.nextDeadlineNs(children, polledNs);
    }

    /** The accounts for checkers. */
    public WorkView view(final long uplink, final long uplinkFence) {
        return begun().view(uplink, uplinkFence, children);
    }
}
