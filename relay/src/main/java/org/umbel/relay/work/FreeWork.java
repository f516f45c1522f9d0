package org.umbel.relay.work;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.TileRange;

/**
 * What an issuer may still grant: per tile a set of samples. Tiles are indexed by the octave of their least free sample
 * (0; 1; 2..3; 4..7; ...) and by Morton position, so that choosing costs a scan of one bit set and not of the picture.
 */
public final class FreeWork {
    private static final int OCTAVES = 23;

    private final MortonOrder order;
    private final RangeSet[] byTile;
    private final BitSet[] positions = new BitSet[OCTAVES];
    private final int[] tilesInOctave = new int[OCTAVES];
    private long tileSamples;

    public FreeWork(final MortonOrder order) {
        this.order = order;
        this.byTile = new RangeSet[order.tiles().length];
    }

    /** Everything: what a root begins an epoch with. */
    public static FreeWork all(final MortonOrder order, final int samples) {
        final FreeWork work = new FreeWork(order);
        java.util.Arrays.fill(work.byTile, RangeSet.of(0, samples));
        work.octave(0).set(0, work.tileCount());
        work.tilesInOctave[0] = work.tileCount();
        work.tileSamples = (long) work.tileCount() * samples;
        return work;
    }

    public long tileSamples() {
        return tileSamples;
    }

    public boolean isEmpty() {
        return tileSamples == 0;
    }

    public RangeSet of(final int tile) {
        final RangeSet set = byTile[tile];
        return set == null ? RangeSet.EMPTY : set;
    }

    /** Adds what is not in it. */
    public void add(final int tile, final SampleRange range) {
        replace(tile, of(tile).plus(range));
    }

    /** Adds what is not in it. */
    public void add(final int tile, final RangeSet ranges) {
        replace(tile, of(tile).plus(ranges));
    }

    /**
     * Takes out what a child should do next: the lowest octave first, so that the whole picture refines evenly; within
     * it the child's home from its beginning; then the end of the home before it, which its owner reaches last.
     *
     * @param homeFirst first position of the child's home
     * @param homeEnd   end of it, may be equal
     * @param countMax  most samples, at least 1
     * @return an aligned range, or null when nothing is free
     */
    public @Nullable TileRange take(final int homeFirst, final int homeEnd, final int countMax) {
        for (int octave = 0; octave < OCTAVES; octave++) {
            if (tilesInOctave[octave] > 0) {
                return cut(tile(choose(positions[octave], homeFirst, homeEnd)), countMax);
            }
        }
        return null;
    }

    private int choose(final BitSet candidates, final int homeFirst, final int homeEnd) {
        final int atHome = candidates.nextSetBit(homeFirst);
        if (atHome >= 0 && atHome < homeEnd) {
            return atHome;
        }
        final int before = homeFirst == 0 ? -1 : candidates.previousSetBit(homeFirst - 1);
        return before >= 0 ? before : candidates.previousSetBit(tileCount() - 1);
    }

    private TileRange cut(final int tile, final int countMax) {
        final RangeSet set = byTile[tile];
        final int natural = Math.max(1, set.first());
        final SampleRange range = SampleRange.largestAt(set.first(), set.firstEnd(), Math.min(natural, countMax));
        replace(tile, set.minus(range));
        return new TileRange(tile, range);
    }

    /** Takes out everything, as aligned ranges. */
    public List<TileRange> drain() {
        final List<TileRange> all = new ArrayList<>();
        for (int octave = 0; octave < OCTAVES; octave++) {
            while (tilesInOctave[octave] > 0) {
                final int tile = tile(positions[octave].nextSetBit(0));
                byTile[tile].aligned().forEach(range -> all.add(new TileRange(tile, range)));
                replace(tile, RangeSet.EMPTY);
            }
        }
        return all;
    }

    private void replace(final int tile, final RangeSet set) {
        final RangeSet old = of(tile);
        tileSamples += set.size() - old.size();
        byTile[tile] = set.isEmpty() ? null : set;
        final int from = old.isEmpty() ? -1 : octaveOf(old.first());
        final int to = set.isEmpty() ? -1 : octaveOf(set.first());
        if (from == to) {
            return;
        }
        if (from >= 0) {
            positions[from].clear(order.position(tile));
            tilesInOctave[from]--;
        }
        if (to >= 0) {
            octave(to).set(order.position(tile));
            tilesInOctave[to]++;
        }
    }

    private int tileCount() {
        return byTile.length;
    }

    private int tile(final int position) {
        return order.tiles()[position];
    }

    private BitSet octave(final int octave) {
        if (positions[octave] == null) {
            positions[octave] = new BitSet(tileCount());
        }
        return positions[octave];
    }

    /** 0 for sample 0, else 1 + floor(log2(sample)). */
    private static int octaveOf(final int sample) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(sample);
    }
}
