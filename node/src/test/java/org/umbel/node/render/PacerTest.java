package org.umbel.node.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Time is a number here: computing and resting add to it. */
final class PacerTest {
    private static final long STEP_NS = 300_000;

    private long nowNs = -5;
    private long restedNs;
    private long pieceMaxNs;
    private boolean isVoid;

    private Pacer pacer(final int percent) {
        return new Pacer(percent, () -> nowNs, ns -> {
            nowNs += ns;
            restedNs += ns;
            pieceMaxNs = Math.max(pieceMaxNs, ns);
        });
    }

    private void compute(final Pacer pacer, final long ns) {
        for (long done = 0; done < ns; done += STEP_NS) {
            nowNs += STEP_NS;
            pacer.pause(() -> isVoid);
        }
    }

    @Test
    void shouldRestInShortPiecesForItsShare() {
        final Pacer pacer = pacer(10);
        pacer.begin();
        compute(pacer, 100 * Duty.SLICE_NS);

        assertThat(restedNs).isEqualTo(900 * Duty.SLICE_NS);
        assertThat(pieceMaxNs).isEqualTo(Pacer.PIECE_NS);
    }

    @Test
    void shouldNotRestForAVoidPictureButOweItToTheNext() {
        final Pacer pacer = pacer(50);
        pacer.begin();
        isVoid = true;
        compute(pacer, 10 * Duty.SLICE_NS);
        assertThat(restedNs).isZero();
        isVoid = false;
        compute(pacer, STEP_NS);
        assertThat(restedNs).isEqualTo(10 * Duty.SLICE_NS + STEP_NS);
    }

    @Test
    void shouldCountTheWaitForWorkAsRest() {
        final Pacer pacer = pacer(50);
        pacer.begin();
        compute(pacer, Duty.SLICE_NS - STEP_NS);
        pacer.end();
        nowNs += Duty.SLICE_NS;
        pacer.begin();
        compute(pacer, Duty.SLICE_NS - STEP_NS);
        assertThat(restedNs).isZero();
    }

    @Test
    void shouldNeverRestOnFullDuty() {
        final Pacer pacer = pacer(100);
        pacer.begin();
        compute(pacer, 100 * Duty.SLICE_NS);
        assertThat(restedNs).isZero();
    }
}
