package org.umbel.relay.session;

import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

/**
 * Decides at the root, tile by tile, whether a tile has samples enough: at n = 16, 32, 64... the largest difference,
 * over its blocks of 8 x 8 pixels and the channels, of the means of the first and of the second half of its samples.
 * Nothing beyond an undecided checkpoint is wanted, so that the sums there are exact and the picture depends on content
 * only.
 */
final class AdaptiveSampling {
    /** No decision there: its sums are the first half of the first decision's. */
    private static final int FIRST = 8;
    private static final int BLOCK_EDGE = 8;
    private static final int BLOCKS_PER_EDGE = TileSums.TILE_EDGE / BLOCK_EDGE;

    private final PictureSettings settings;
    private final float error;
    /** By tile: the sums of the samples before those that are wanted now. */
    private final Checkpoint[] before;
    private final BitSet decided = new BitSet();

    AdaptiveSampling(final PictureSettings settings, final float error) {
        this.settings = settings;
        this.error = error;
        this.before = new Checkpoint[settings.grid().tileCount()];
    }

    /** What is wanted of a tile at first, besides what is there; empty where that cannot be gone on with. */
    Optional<RangeSet> begin(final TileResult done) {
        final RangeSet there = done.ranges();
        final int samples = done.checkpoint().map(Checkpoint::samples).orElse(0);
        if (samples == 0 && there.intervalCount() == 1 && there.first() == 0 && there.firstEnd() >= 2 * FIRST) {
            decided.set(done.tile());
            return Optional.of(RangeSet.EMPTY);
        }
        final RangeSet wanted = RangeSet.of(0, Math.min(settings.samples(), samples == 0 ? FIRST : 2 * samples));
        if (!wanted.containsAll(there) || samples > 0 && !there.containsAll(RangeSet.of(0, samples))) {
            return Optional.empty();
        }
        before[done.tile()] = done.checkpoint().orElse(null);
        return Optional.of(wanted.without(there));
    }

    /** What is wanted of a tile at first. */
    RangeSet begin() {
        return RangeSet.of(0, Math.min(settings.samples(), FIRST));
    }

    /** The sums that the next decision about a tile needs, if it is not to be taken yet. */
    Optional<Checkpoint> checkpoint(final int tile) {
        return Optional.ofNullable(before[tile]);
    }

    boolean isDecided(final int tile) {
        return decided.get(tile);
    }

    /**
     * All that was wanted of a tile is there.
     *
     * @param samples how many
     * @param sums    of these, not kept
     * @return what is wanted next; empty: the tile is done
     */
    RangeSet next(final int tile, final int samples, final TileSums sums) {
        final Checkpoint half = before[tile];
        if (samples >= settings.samples() || half != null && difference(tile, half, samples, sums) <= error) {
            before[tile] = null;
            decided.set(tile);
            return RangeSet.EMPTY;
        }
        before[tile] = new Checkpoint(samples, sums.copy());
        return RangeSet.of(samples, Math.min(settings.samples(), 2 * samples));
    }

    private double difference(final int tile, final Checkpoint half, final int samples, final TileSums sums) {
        double largest = 0;
        final int blocks = sums.planeLength() == TileSums.TILE_PIXELS ? BLOCKS_PER_EDGE * BLOCKS_PER_EDGE : 1;
        for (int block = 0; block < blocks; block++) {
            for (int channel = 0; channel < TileSums.CHANNELS; channel++) {
                final double first = mean(tile, block, channel, half.sums(), null, half.samples());
                final double second = mean(tile, block, channel, sums, half.sums(), samples - half.samples());
                largest = Math.max(largest, Math.abs(first - second));
            }
        }
        return largest;
    }

    /** Of the good samples of a block's pixels in the picture, linear radiance; those in {@code less} taken off. */
    private double mean(final int tile, final int block, final int channel, final TileSums sums,
                        final @Nullable TileSums less,
                        final int samples) {
        final int n = sums.planeLength();
        double sum = 0;
        long good = 0;
        for (int pixel = 0; pixel < n; pixel++) {
            if (n == TileSums.TILE_PIXELS && !isIn(tile, block, pixel)) {
                continue;
            }
            final int i = channel * n + pixel;
            sum += sums.sums()[i] - (less == null ? 0 : less.sums()[i]);
            good += samples - sums.bad()[pixel] + (less == null ? 0 : less.bad()[pixel]);
        }
        return good == 0 ? 0 : sum / good / (1L << settings.fractionBits());
    }

    private boolean isIn(final int tile, final int block, final int pixel) {
        final int x = pixel % TileSums.TILE_EDGE;
        final int y = pixel / TileSums.TILE_EDGE;
        return x / BLOCK_EDGE == block % BLOCKS_PER_EDGE && y / BLOCK_EDGE == block / BLOCKS_PER_EDGE
            && settings.grid().x(tile) + x < settings.width() && settings.grid().y(tile) + y < settings.height();
    }
}
