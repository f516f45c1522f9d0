package org.umbel.relay.work;

import java.util.BitSet;
import org.umbel.codec.tile.MortonOrder;

/**
 * The lowest octave of samples first, so that the whole picture refines evenly; within it a child's home from its
 * beginning; then the end of the home before it, which its owner reaches last, unless it stays home. Tiles are indexed
 * by the octave of their least free sample (0; 1; 2..3; 4..7; ...) and by Morton position, so that choosing costs a
 * scan of one bit set and not of the picture.
 */
final class OctaveOrder implements FreeOrder {
    private static final int OCTAVES = 24;

    private final MortonOrder order;
    private final int firstSample;
    private final boolean staysHome;
    private final BitSet[] positions = new BitSet[OCTAVES];
    private final int[] tilesInOctave = new int[OCTAVES];

    /**
     * @param firstSample where the picture's samples begin: octaves are counted from there
     * @param staysHome   whether the next octave of a child's own home goes before the lowest one of others: a tile is
     *                    then in fewer hands, and the picture whole in an octave later
     */
    OctaveOrder(final MortonOrder order, final int firstSample, final boolean staysHome) {
        this.order = order;
        this.firstSample = firstSample;
        this.staysHome = staysHome;
    }

    @Override
    public void onChanged(final int tile, final RangeSet before, final RangeSet after) {
        final int from = before.isEmpty() ? -1 : octaveOf(before.first());
        final int to = after.isEmpty() ? -1 : octaveOf(after.first());
        if (from == to) {
            return;
        }
        if (from >= 0) {
            positions[from].clear(order.position(tile));
            tilesInOctave[from]--;
        }
        if (to >= 0) {
            if (positions[to] == null) {
                positions[to] = new BitSet(order.tiles().length);
            }
            positions[to].set(order.position(tile));
            tilesInOctave[to]++;
        }
    }

    @Override
    public int next(final int homeFirst, final int homeEnd) {
        int octave = 0;
        while (octave < OCTAVES && tilesInOctave[octave] == 0) {
            octave++;
        }
        if (octave == OCTAVES) {
            return -1;
        }
        int position = atHome(octave, homeFirst, homeEnd);
        if (position < 0 && staysHome && octave + 1 < OCTAVES) {
            position = atHome(octave + 1, homeFirst, homeEnd);
        }
        return order.tiles()[position < 0 ? elsewhere(positions[octave], homeFirst) : position];
    }

    private int atHome(final int octave, final int homeFirst, final int homeEnd) {
        final int position = tilesInOctave[octave] == 0 ? -1 : positions[octave].nextSetBit(homeFirst);
        return position < homeEnd ? position : -1;
    }

    private int elsewhere(final BitSet candidates, final int homeFirst) {
        final int before = homeFirst == 0 ? -1 : candidates.previousSetBit(homeFirst - 1);
        return before >= 0 ? before : candidates.previousSetBit(order.tiles().length - 1);
    }

    /** 0 for the first sample, else 1 + floor(log2(distance from it)). */
    private int octaveOf(final int sample) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, sample - firstSample));
    }
}
