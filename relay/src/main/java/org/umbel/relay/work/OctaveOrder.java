package org.umbel.relay.work;

import java.util.BitSet;
import org.umbel.codec.tile.MortonOrder;

/**
 * The lowest octave of samples first, so that the whole picture refines evenly; within it a child's home from its
 * beginning; then the end of the home before it, which its owner reaches last. Tiles are indexed by the octave of their
 * least free sample (0; 1; 2..3; 4..7; ...) and by Morton position, so that choosing costs a scan of one bit set and
 * not of the picture.
 */
final class OctaveOrder implements FreeOrder {
    private static final int OCTAVES = 24;

    private final MortonOrder order;
    private final int firstSample;
    private final BitSet[] positions = new BitSet[OCTAVES];
    private final int[] tilesInOctave = new int[OCTAVES];

    /** @param firstSample where the picture's samples begin: octaves are counted from there */
    OctaveOrder(final MortonOrder order, final int firstSample) {
        this.order = order;
        this.firstSample = firstSample;
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
        for (int octave = 0; octave < OCTAVES; octave++) {
            if (tilesInOctave[octave] > 0) {
                return order.tiles()[choose(positions[octave], homeFirst, homeEnd)];
            }
        }
        return -1;
    }

    private int choose(final BitSet candidates, final int homeFirst, final int homeEnd) {
        final int atHome = candidates.nextSetBit(homeFirst);
        if (atHome >= 0 && atHome < homeEnd) {
            return atHome;
        }
        final int before = homeFirst == 0 ? -1 : candidates.previousSetBit(homeFirst - 1);
        return before >= 0 ? before : candidates.previousSetBit(order.tiles().length - 1);
    }

    /** 0 for the first sample, else 1 + floor(log2(distance from it)). */
    private int octaveOf(final int sample) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, sample - firstSample));
    }
}
