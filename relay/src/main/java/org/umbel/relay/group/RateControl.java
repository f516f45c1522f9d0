package org.umbel.relay.group;

import java.util.Arrays;

/**
 * Finds the rate that the members can take, below a ceiling. Half of the members decide: a loss that most of them see
 * is the link's or the switch's, and sending more slowly helps; a loss of a few is theirs. Up to 2 percent the rate
 * grows, up to 5 it stays, above that what was lost is taken off it. A loss that halving the rate does not lessen has
 * another cause: it is borne, and the rate is as it was.
 *
 * <p>It goes by rounds: each counts datagrams that were sent after the last decision only.
 */
final class RateControl {
    private static final double GROWS_BELOW = 0.02;
    private static final double SHRINKS_ABOVE = 0.05;
    private static final double START_FACTOR = 1.5;
    private static final double GROWTH_FACTOR = 1.02;
    private static final double MARGIN = 0.97;
    private static final double SAME_LOSS = 0.75;
    private static final double FORGETS = 0.1;
    private static final double LEARNS = 0.02;
    private static final long START_BYTES_PER_SECOND = 12_500_000L;
    private static final long BYTES_PER_SECOND_MIN = 32 << 10;

    private final long ceiling;
    private double rate;
    private boolean starting = true;
    private boolean wasStarting;
    private int roundSequence;
    private double[] losses = new double[8];
    private int samples;
    private double rateBefore;
    private double lossBefore;
    private double borne;
    private double decided;

    RateControl(final long ceiling) {
        this.ceiling = ceiling;
        this.rate = Math.min(ceiling, START_BYTES_PER_SECOND);
    }

    long bytesPerSecond() {
        return (long) rate;
    }

    /** Datagrams from this one on belong to the round. */
    int roundSequence() {
        return roundSequence;
    }

    /** Begins a round, with the datagram that is sent next: what was said before does not count. */
    void begin(final int nextSequence) {
        samples = 0;
        roundSequence = nextSequence;
    }

    /**
     * One member's loss in this round; each member tells it once.
     *
     * @param members how many there are
     * @return whether a decision was made: a round is to begin
     */
    boolean onLoss(final double loss, final int members) {
        if (samples == losses.length) {
            losses = Arrays.copyOf(losses, 2 * samples);
        }
        losses[samples++] = loss;
        if (samples <= members / 2) {
            return false;
        }
        Arrays.sort(losses, 0, samples);
        decided = losses[(samples - 1) / 2];
        decide(decided);
        return true;
    }

    /** What the last decision was made on. */
    double loss() {
        return decided;
    }

    private void decide(final double loss) {
        borne += (loss < borne ? FORGETS : LEARNS) * (borne == 0 ? 0 : loss - borne);
        final double excess = loss - borne;
        if (excess > SHRINKS_ABOVE) {
            shrink(loss);
            return;
        }
        lossBefore = 0;
        if (excess < GROWS_BELOW) {
            rate = Math.min(ceiling, rate * (starting ? START_FACTOR : GROWTH_FACTOR));
        }
    }

    private void shrink(final double loss) {
        if (lossBefore == 0) {
            rateBefore = rate;
            wasStarting = starting;
            starting = false;
        }
        lossBefore = Math.max(lossBefore, loss);
        if (rate <= rateBefore / 2 && loss >= SAME_LOSS * lossBefore) {
            borne = loss;
            rate = rateBefore;
            starting = wasStarting;
            lossBefore = 0;
        } else {
            rate = Math.max(Math.min(rate, BYTES_PER_SECOND_MIN), rate * (1 - loss) * MARGIN);
        }
    }
}
