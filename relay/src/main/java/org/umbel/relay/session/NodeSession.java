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
    private final Children children = new Children();
    private @Nullable SessionWork work;
    private int manifestEpoch;
    private long renewedNs;
    private TileListener listener = TileListener.NOBODY;

    /** @param fences the node's one counter: each call gives a new, higher number */
    public NodeSession(final SessionId id, final boolean root, final SessionTimes times, final LongSupplier fences,
                       final SumsPool pool) {
        this.id = id;
        this.root = root;
        this.times = times;
        this.fences = fences;
        this.pool = pool;
        this.granter = new Granter(root);
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

    /** A new epoch, or the same one again: all older work is void at once, and the news goes down before all else. */
    void begin(final Assignment assignment, final List<TileRange> received, final long nowNs) {
        final boolean sameScene = work != null && work.assignment().manifest().equals(assignment.manifest());
        if (!sameScene) {
            manifestEpoch = assignment.epoch();
        }
        final MortonOrder order = work != null && work.assignment().settings().grid().equals(
            assignment.settings().grid()) ? work.order() : new MortonOrder(assignment.settings().grid());
        drop();
        final Buckets buckets = new Buckets(pool);
        work = root ? SessionWork.ofRoot(assignment, order, buckets) : SessionWork.below(assignment, order, buckets);
        work.receive(received);
        for (final ChildWork child : children.all()) {
            child.restart(fences.getAsLong(), sameScene, firstCredit(child));
        }
        children.divide(work.assignment(), work.tileCount());
        renewAll(nowNs);
        final Map<ChildWork, List<TileRange>> grants = grants();
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
        final int threads = Math.max(child.worker().threads(), child.rate() > 0 ? 0 : child.weight());
        return times.window(begun().assignment().mode(), threads, child.rate(), child.worker().rttNs());
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
            renewAll(nowNs);
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
        final boolean was = child.isReady();
        child.ready(weight);
        if (was != child.isReady() || Children.differ(weight, child.weightDivided())) {
            children.divide(work.assignment(), work.tileCount());
            renewAll(nowNs);
        }
    }

    public void onCredit(final long link, final int epoch, final long fence, final long credit, final int rate) {
        final ChildWork child = children.get(link);
        if (child != null && work != null && epoch == work.assignment().epoch() && fence == child.fence()) {
            final boolean more = credit > child.credit();
            child.credit(credit, rate);
            if (!more) {
                return;
            }
            granter.renew(child, children.all(), work.free());
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
        renewAll(nowNs);
        return owed;
    }

    /** Hands out what may be handed out. */
    public void poll(final long nowNs) {
        if (work == null || work.free().isEmpty()) {
            return;
        }
        if (nowNs - renewedNs >= times.renewNs()) {
            renewAll(nowNs);
        }
        grants().forEach((child, ranges) -> send(child, ranges, nowNs));
    }

    private Map<ChildWork, List<TileRange>> grants() {
        final Map<ChildWork, List<TileRange>> grants = granter.pass(children.all(), begun().free());
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

    private void renewAll(final long nowNs) {
        renewedNs = nowNs;
        for (final ChildWork child : children.all()) {
            granter.renew(child, children.all(), begun().free());
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
        return work == null || work.free().isEmpty() || children.open() == 0 ? Long.MAX_VALUE
            : renewedNs + times.renewNs();
    }

    /** The accounts for checkers. */
    public WorkView view(final long uplink, final long uplinkFence) {
        return begun().view(uplink, uplinkFence, children.all());
    }
}
