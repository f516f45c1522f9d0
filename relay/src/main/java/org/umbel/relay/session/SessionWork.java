package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.agrona.collections.Int2IntCounterMap;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.sums.Bucket;
import org.umbel.relay.sums.Buckets;
import org.umbel.relay.work.FreeWork;
import org.umbel.relay.work.RangeSet;
import org.umbel.relay.work.TileSets;

/**
 * The accounts of one epoch of a session at one node: what was received is free, owed by a child, held for an audit, in
 * a bucket, or passed on, and nothing else. At the root what is wanted is received from the person, and buckets stay:
 * they are the picture.
 */
final class SessionWork {
    /** What becomes of an entry of a report. */
    enum Verdict { ACCEPTED, HELD, STALE, NOT_OWED }

    private final Assignment assignment;
    private final MortonOrder order;
    private final FreeWork free;
    private final Buckets buckets;
    private final TileSets received = new TileSets();
    private final TileSets passedOn = new TileSets();
    private final TileSets held = new TileSets();
    /** Samples owed or held, by tile. */
    private final Int2IntCounterMap owing = new Int2IntCounterMap(0);
    /** What the parent has called back and has not got yet, by tile. */
    private final Map<Integer, RangeSet> called = new LinkedHashMap<>();
    private final BitSet urgent = new BitSet();
    private long tileSamplesReceived;
    private long entriesStale;
    private long loans;
    private long entriesAccepted;

    /** @param firstSample where the picture's samples begin, as far as is known here */
    SessionWork(final Assignment assignment, final MortonOrder order, final Buckets buckets, final int firstSample) {
        this.assignment = assignment;
        this.order = order;
        this.buckets = buckets;
        this.free = assignment.mode() == Mode.TILED ? FreeWork.tiled()
            : FreeWork.progressive(order, firstSample, assignment.mode() == Mode.FINAL);
    }

    Assignment assignment() {
        return assignment;
    }

    SessionId session() {
        return assignment.session();
    }

    MortonOrder order() {
        return order;
    }

    FreeWork free() {
        return free;
    }

    Buckets buckets() {
        return buckets;
    }

    int tileCount() {
        return order.tiles().length;
    }

    /** Tile-samples received in all since the work began, done ones too; what was returned is not taken off. */
    long tileSamplesReceived() {
        return tileSamplesReceived;
    }

    long entriesStale() {
        return entriesStale;
    }

    long entriesAccepted() {
        return entriesAccepted;
    }

    /** Calls for each tile of which anything was received. */
    void forTilesReceived(final IntConsumer tile) {
        received.forEach(tile);
    }

    RangeSet received(final int tile) {
        return received.of(tile);
    }

    RangeSet passedOn(final int tile) {
        return passedOn.of(tile);
    }

    /** Reported and not believed yet, or kept back while that lasts. */
    RangeSet held(final int tile) {
        return held.of(tile);
    }

    /** How often held ranges were granted to be rendered again. */
    long loans() {
        return loans;
    }

    boolean holdsNothing() {
        return held.isEmpty();
    }

    /** Whether nothing more of a tile can come into its bucket, as things stand. */
    boolean isSettled(final int tile) {
        return owing.get(tile) == 0 && free.of(tile).isEmpty();
    }

    /** At the root: something is there already; {@code result} is only read. */
    void have(final TileResult result) {
        buckets.add(result.tile(), result.ranges(), result.sums(), false);
        received.put(result.tile(), result.ranges());
        tileSamplesReceived += result.ranges().size();
    }

    /** At the root: a person wants this too, and it becomes free work. */
    void want(final int tile, final RangeSet ranges) {
        received.put(tile, received(tile).plus(ranges));
        free.add(tile, ranges);
        tileSamplesReceived += ranges.size();
    }

    /**
     * Grants from above become free work; false when one of them is nonsense or is here already. What was passed on may
     * come again: an audit of it has come to nothing, and the parent has dropped it.
     */
    boolean receive(final List<TileRange> ranges) {
        for (final TileRange r : ranges) {
            if (r.tile() < 0 || r.tile() >= tileCount() || r.range().end() > assignment.settings().samples()
                || !received(r.tile()).without(passedOn(r.tile())).isDisjoint(r.range().first(), r.range().end())) {
                return false;
            }
            final RangeSet again = passedOn(r.tile()).common(RangeSet.of(r.range().first(), r.range().end()));
            if (!again.isEmpty()) {
                passedOn.put(r.tile(), passedOn(r.tile()).without(again));
                received.put(r.tile(), received(r.tile()).without(again));
            }
            received.put(r.tile(), received(r.tile()).plus(r.range()));
            free.add(r.tile(), r.range());
            tileSamplesReceived += r.range().count();
        }
        return true;
    }

    /** A child was granted ranges that were free. */
    void onGranted(final Collection<TileRange> ranges) {
        for (final TileRange r : ranges) {
            owing.getAndAdd(r.tile(), r.range().count());
        }
    }

    /**
     * A child reports one tile: accepted iff its fence is current and its ranges are owed, in one step with the
     * addition of the sums.
     *
     * @param owned whether {@code sums} are handed over; else they are only read
     */
    Verdict accept(final ChildWork child, final int epoch, final long fence, final int tile,
                   final List<SampleRange> ranges, final TileSums sums, final boolean owned) {
        if (epoch != assignment.epoch() || fence != child.fence()) {
            entriesStale++;
            return Verdict.STALE;
        }
        if (ranges.isEmpty() || !child.deliver(tile, ranges)) {
            return Verdict.NOT_OWED;
        }
        RangeSet set = RangeSet.EMPTY;
        for (final SampleRange range : ranges) {
            set = set.plus(range);
        }
        settle(tile, set.size());
        buckets.add(tile, set, sums, owned);
        uncall(tile, set);
        entriesAccepted++;
        return Verdict.ACCEPTED;
    }

    /** A report that is to be audited: its ranges leave what the child owes and are held. */
    Verdict hold(final ChildWork child, final int tile, final List<SampleRange> ranges) {
        if (ranges.isEmpty() || !child.settle(tile, ranges)) {
            return Verdict.NOT_OWED;
        }
        for (final SampleRange range : ranges) {
            held.put(tile, held(tile).plus(range));
        }
        return Verdict.HELD;
    }

    /** All that is free of a tile is held; returns it. */
    RangeSet park(final int tile) {
        final RangeSet parked = free.of(tile);
        if (!parked.isEmpty()) {
            free.remove(tile, parked);
            owing.getAndAdd(tile, parked.size());
            held.put(tile, held(tile).plus(parked));
        }
        return parked;
    }

    /** Free ranges are held again. */
    void holdAgain(final int tile, final RangeSet ranges) {
        free.remove(tile, ranges);
        owing.getAndAdd(tile, ranges.size());
        held.put(tile, held(tile).plus(ranges));
    }

    /** Held ranges are granted to be rendered again. */
    void lend(final ChildWork child, final TileRange range, final long nowNs) {
        loans++;
        release(range.tile(), RangeSet.of(range.range().first(), range.range().end()));
        child.grant(range, nowNs);
    }

    /** Held ranges whose sums are believed. */
    void merge(final int tile, final RangeSet ranges, final TileSums sums) {
        release(tile, ranges);
        settle(tile, ranges.size());
        buckets.add(tile, ranges, sums, true);
        uncall(tile, ranges);
        entriesAccepted++;
    }

    /** Held ranges are free again. */
    void unhold(final int tile, final RangeSet ranges) {
        if (!ranges.isEmpty()) {
            release(tile, ranges);
            settle(tile, ranges.size());
            free.add(tile, ranges);
        }
    }

    private void release(final int tile, final RangeSet ranges) {
        final RangeSet rest = held(tile).minus(ranges);
        if (rest.isEmpty()) {
            held.remove(tile);
        } else {
            held.put(tile, rest);
        }
    }

    /** A child hands back ranges unrendered: false when one was not owed. */
    boolean takeBack(final ChildWork child, final List<TileRange> ranges) {
        for (final TileRange r : ranges) {
            if (!child.takeBack(r)) {
                return false;
            }
            settle(r.tile(), r.range().count());
            free.add(r.tile(), r.range());
        }
        return true;
    }

    /** A child is gone: all that it owed is free. Returns the number of ranges. */
    int release(final ChildWork child) {
        final int[] ranges = new int[1];
        child.owed().drain((tile, set) -> {
            ranges[0] += set.alignedCount();
            settle(tile, set.size());
            free.add(tile, set);
        });
        return ranges[0];
    }

    private void settle(final int tile, final int samples) {
        owing.getAndAdd(tile, -samples);
    }

    /** Whether a bucket with these ranges too might be more than one report can name. */
    boolean wouldOverflow(final int tile, final List<SampleRange> ranges) {
        final RangeSet bucketed = buckets.ranges(tile);
        return !bucketed.isEmpty() && bucketed.alignedCount() + ranges.size() > Message.Report.RANGES_MAX;
    }

    /** Takes a bucket to be passed on; null when it is empty. */
    @Nullable
    Bucket passOn(final int tile) {
        final Bucket bucket = buckets.take(tile);
        if (bucket != null) {
            if (!called.containsKey(tile)) {
                urgent.clear(tile);
            }
            passedOn.put(tile, passedOn(tile).plus(bucket.ranges()));
        }
        return bucket;
    }

    /** Takes all free work, to be handed back to the parent. */
    List<TileRange> giveBack() {
        final List<TileRange> all = new ArrayList<>(free.drain());
        all.forEach(r -> giveBack(r.tile(), RangeSet.of(r.range().first(), r.range().end())));
        return all;
    }

    private void giveBack(final int tile, final RangeSet ranges) {
        received.put(tile, received(tile).minus(ranges));
        uncall(tile, ranges);
    }

    /** The parent calls these back: those that are still to be done here are given back as they become free. */
    void call(final List<TileRange> ranges) {
        for (final TileRange r : ranges) {
            if (r.tile() >= tileCount()) {
                continue;
            }
            final RangeSet open = received(r.tile()).without(passedOn(r.tile())).without(buckets.ranges(r.tile()))
                .common(RangeSet.of(r.range().first(), r.range().end()));
            urgent.set(r.tile());
            if (!open.isEmpty()) {
                final RangeSet before = called.getOrDefault(r.tile(), RangeSet.EMPTY);
                called.put(r.tile(), before.without(open).plus(open));
            }
        }
    }

    /** Whether something of a tile was called back since its bucket went up the last time. */
    boolean isUrgent(final int tile) {
        return urgent.get(tile);
    }

    private void uncall(final int tile, final RangeSet ranges) {
        called.computeIfPresent(tile, (key, set) -> {
            final RangeSet still = set.without(ranges);
            return still.isEmpty() ? null : still;
        });
    }

    /** Takes the free work that the parent has called back. */
    List<TileRange> giveBackCalled() {
        final List<TileRange> all = new ArrayList<>();
        for (final int tile : List.copyOf(called.keySet())) {
            final RangeSet taken = free.remove(tile, Objects.requireNonNull(called.get(tile)));
            if (!taken.isEmpty()) {
                giveBack(tile, taken);
                taken.aligned().forEach(range -> all.add(new TileRange(tile, range)));
            }
        }
        return all;
    }

    /** What a child owes of some ranges, as aligned ranges. */
    static List<TileRange> owedOf(final ChildWork child, final List<TileRange> ranges) {
        final List<TileRange> owed = new ArrayList<>();
        for (final TileRange r : ranges) {
            child.owed().of(r.tile()).common(RangeSet.of(r.range().first(), r.range().end())).aligned()
                .forEach(range -> owed.add(new TileRange(r.tile(), range)));
        }
        return owed;
    }

    /** Tile-samples received that are rendered or were given back, as far as the children have said. */
    long tileSamplesDone(final Children children) {
        return Math.max(0, tileSamplesReceived - free.tileSamples() - children.inHand());
    }

    /** The accounts as a checker sees them. */
    WorkView view(final long uplink, final long uplinkFence, final Children children) {
        return new AccountView(this, uplink, uplinkFence, children);
    }
}
