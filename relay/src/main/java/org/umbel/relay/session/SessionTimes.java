package org.umbel.relay.session;

import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message.Mode;

/**
 * Times of a session's work, all nodes of a tree alike.
 *
 * @param windowInteractiveNs work that a worker holds in advance
 * @param windowFinalNs       the same for a final picture
 * @param reportInteractiveNs oldest age of sums over the whole path
 * @param reportFinalNs       the same for a final picture
 * @param reportEveryNs       a tile is not passed on more often
 * @param renewNs             a child that has credit and is silent gets another turn after it
 */
public record SessionTimes(long windowInteractiveNs, long windowFinalNs, long reportInteractiveNs,
                           long reportFinalNs, long reportEveryNs, long renewNs) {
    /** Until a rate is known. */
    private static final int PIECE_UNKNOWN = 8;

    public long windowNs(final Mode mode) {
        return mode == Mode.INTERACTIVE ? windowInteractiveNs : windowFinalNs;
    }

    /** Samples of a tile that one thread renders in one piece: what is called back or void is noticed after it. */
    public int pieceMax(final Mode mode, final int threads, final int rate) {
        final double piece = windowNs(mode) * 0.25e-9 * rate / Math.max(1, threads);
        return rate == 0 ? PIECE_UNKNOWN : Integer.highestOneBit((int) Math.clamp(piece, 1, SampleRange.SAMPLES_MAX));
    }

    /** Half of the path's: good for a path of two, and a longer one delays its oldest sums a little. */
    long reportAgeNs(final Mode mode) {
        return (mode == Mode.INTERACTIVE ? reportInteractiveNs : reportFinalNs) / 2;
    }

    /** Tile-samples that keep a worker busy for a window and a round trip. */
    public long window(final Mode mode, final int threads, final int rate, final long rttNs) {
        return Math.max(2L * Math.max(1, threads), (long) ((windowNs(mode) + rttNs) * 1e-9 * rate));
    }
}
