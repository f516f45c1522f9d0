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
 * @param renewNs             homes are not divided anew more often
 */
public record SessionTimes(long windowInteractiveNs, long windowFinalNs, long reportInteractiveNs,
                           long reportFinalNs, long reportEveryNs, long renewNs) {
    /** Until a rate is known. */
    private static final int PIECE_UNKNOWN = 8;
    private static final int PIECES_PER_WINDOW = 8;
    static final long WORD_NS = 20_000_000L;
    private static final long HEARD_AGAIN_NS = 15_000_000L;

    public long windowNs(final Mode mode) {
        return mode == Mode.INTERACTIVE ? windowInteractiveNs : windowFinalNs;
    }

    /** How long a thread works on one piece. */
    long pieceNs(final Mode mode) {
        return windowNs(mode) / PIECES_PER_WINDOW;
    }

    /** How often a busy child says how much is done: of a final picture when it may have finished a piece. */
    long wordNs(final Mode mode) {
        return Math.max(WORD_NS, pieceNs(mode));
    }

    /** Tile-samples after which a busy child says how much is done: sooner when little is in its hands. */
    long word(final Mode mode, final int rate, final long inHand) {
        return Math.max(1, Math.min((long) (wordNs(mode) * 1e-9 * rate), inHand / 4));
    }

    /** From what is done to what comes of it: the word about it, the way there and back. */
    static long heardAgainNs(final long rttNs) {
        return rttNs + Math.min(WORD_NS, rttNs / 4) + HEARD_AGAIN_NS;
    }

    /** So long a child that is as fast as ever may be silent, but for its samples' own time. */
    long silenceNs(final Mode mode, final long rttNs) {
        return 2 * (pieceNs(mode) + wordNs(mode) + rttNs);
    }

    /** Samples of a tile that one thread renders in one piece: what is called back or void is noticed after it. */
    public int pieceMax(final Mode mode, final int threads, final int rate) {
        final double piece = pieceNs(mode) * 1e-9 * rate / Math.max(1, threads);
        return rate == 0 ? PIECE_UNKNOWN : Integer.highestOneBit((int) Math.clamp(piece, 1, SampleRange.SAMPLES_MAX));
    }

    /**
     * Half of the path's: good for a path of two, and a longer one delays its oldest sums a little.
     *
     * @param whole whether the path has one link only
     */
    long reportAgeNs(final Mode mode, final boolean whole) {
        return (mode == Mode.INTERACTIVE ? reportInteractiveNs : reportFinalNs) / (whole ? 1 : 2);
    }

    /** Tile-samples that keep a worker busy for a window and a round trip. */
    public long window(final Mode mode, final int threads, final int rate, final long rttNs) {
        return Math.max(2L * Math.max(1, threads), (long) ((windowNs(mode) + rttNs) * 1e-9 * rate));
    }
}
