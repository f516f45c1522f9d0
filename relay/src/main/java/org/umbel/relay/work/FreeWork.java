package org.umbel.relay.work;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.TileRange;

/** What an issuer may still grant: per tile a set of samples, and whose turn a tile is. */
public final class FreeWork {
    private final TileSets byTile = new TileSets();
    private final FreeOrder order;
    private final int firstSample;
    private final boolean whole;
    private long tileSamples;
    private int tiles;

    private FreeWork(final FreeOrder order, final int firstSample, final boolean whole) {
        this.order = order;
        this.firstSample = firstSample;
        this.whole = whole;
    }

    /**
     * All tiles refine together, octave after octave of samples.
     *
     * @param firstSample where the picture's samples begin
     * @param staysHome   whether a child goes an octave further at home before it does anything elsewhere
     */
    public static FreeWork progressive(final MortonOrder order, final int firstSample, final boolean staysHome) {
        return new FreeWork(new OctaveOrder(order, firstSample, staysHome), firstSample, false);
    }

    /** One tile after the other, in the order in which they are added, as much as there is of each. */
    public static FreeWork tiled() {
        return new FreeWork(new ArrivalOrder(), 0, true);
    }

    public long tileSamples() {
        return tileSamples;
    }

    /** Number of tiles that something is free of. */
    public int tiles() {
        return tiles;
    }

    /** Whether tiles are given away whole. */
    public boolean isWhole() {
        return whole;
    }

    public boolean isEmpty() {
        return tileSamples == 0;
    }

    public RangeSet of(final int tile) {
        return byTile.of(tile);
    }

    /** Adds what is not in it. */
    public void add(final int tile, final SampleRange range) {
        replace(tile, of(tile).plus(range));
    }

    /** Adds what is not in it. */
    public void add(final int tile, final RangeSet ranges) {
        replace(tile, of(tile).plus(ranges));
    }

    /** Takes out all that is in both; returns it. */
    public RangeSet remove(final int tile, final RangeSet ranges) {
        final RangeSet both = of(tile).common(ranges);
        if (!both.isEmpty()) {
            replace(tile, of(tile).minus(both));
        }
        return both;
    }

    /**
     * The tile that a child should do something of next, or -1 when nothing is free.
     *
     * @param homeFirst first Morton position of the child's home
     * @param homeEnd   end of it, may be equal
     */
    public int next(final int homeFirst, final int homeEnd) {
        return order.next(homeFirst, homeEnd);
    }

    /** Samples that {@link #cut} would take out of a tile that something is free of, were there no bound. */
    public int natural(final int tile) {
        final RangeSet set = byTile.of(tile);
        final int octave = whole ? set.size() : Math.max(1, set.first() - firstSample);
        return SampleRange.largestAt(set.first(), set.firstEnd(), octave).count();
    }

    /**
     * Takes out the least samples of a tile: an aligned range, no more than doubles what came before it.
     *
     * @param countMax most samples, at least 1
     */
    public TileRange cut(final int tile, final int countMax) {
        final RangeSet set = byTile.of(tile);
        final SampleRange range =
            SampleRange.largestAt(set.first(), set.firstEnd(), Math.min(natural(tile), countMax));
        replace(tile, set.minus(range));
        return new TileRange(tile, range);
    }

    /** Takes out all that is free of a tile, as aligned ranges. */
    public List<TileRange> takeAll(final int tile) {
        final List<TileRange> all = new ArrayList<>();
        of(tile).aligned().forEach(range -> all.add(new TileRange(tile, range)));
        replace(tile, RangeSet.EMPTY);
        return all;
    }

    /** Takes out everything, as aligned ranges. */
    public List<TileRange> drain() {
        final List<TileRange> all = new ArrayList<>();
        for (int tile = next(0, 0); tile >= 0; tile = next(0, 0)) {
            all.addAll(takeAll(tile));
        }
        return all;
    }

    private void replace(final int tile, final RangeSet set) {
        final RangeSet old = of(tile);
        tileSamples += set.size() - old.size();
        tiles += (set.isEmpty() ? 0 : 1) - (old.isEmpty() ? 0 : 1);
        if (set.isEmpty()) {
            byTile.remove(tile);
        } else {
            byTile.put(tile, set);
        }
        order.onChanged(tile, old, set);
    }
}
