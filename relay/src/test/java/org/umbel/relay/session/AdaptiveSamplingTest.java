package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

/** Decisions at 16, 32, 64... by the halves of what is there. F is 16: a sum of 65,536 a sample is a mean of 1. */
class AdaptiveSamplingTest {
    private static final PictureSettings SETTINGS =
        new PictureSettings(40, 32, 100, 16, PictureSettings.Filter.BOX, 8);
    private static final long ONE = 1L << 16;

    private final AdaptiveSampling adaptive = new AdaptiveSampling(SETTINGS, 0.1f);

    /** Every pixel has this mean over so many samples. */
    private static TileSums flat(final int samples, final double mean) {
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        java.util.Arrays.fill(sums.sums(), (long) (samples * mean * ONE));
        return sums;
    }

    @Test
    void shouldBeDoneAtSixteenWhenTheHalvesAgree() {
        assertThat(adaptive.begin()).isEqualTo(RangeSet.of(0, 8));
        assertThat(adaptive.next(0, 8, flat(8, 1))).isEqualTo(RangeSet.of(8, 16));
        assertThat(adaptive.checkpoint(0)).hasValueSatisfying(c -> assertThat(c.samples()).isEqualTo(8));
        assertThat(adaptive.next(0, 16, flat(16, 1.04))).isEqualTo(RangeSet.EMPTY);
        assertThat(adaptive.isDecided(0)).isTrue();
        assertThat(adaptive.isDecided(1)).isFalse();
    }

    @Test
    void shouldGoOnUntilTheCeilingWhenOneBlockDiffers() {
        adaptive.next(0, 8, flat(8, 1));
        final TileSums sums = flat(16, 1);
        for (int y = 8; y < 16; y++) {
            for (int x = 24; x < 32; x++) {
                // the second half is 0.2 brighter, in this block and in green only
                sums.sums()[TileSums.TILE_PIXELS + y * 32 + x] += (long) (8 * 0.2 * ONE);
            }
        }
        assertThat(adaptive.next(0, 16, sums)).isEqualTo(RangeSet.of(16, 32));
        assertThat(adaptive.next(0, 32, flat(32, 3))).isEqualTo(RangeSet.of(32, 64));
        assertThat(adaptive.next(0, 64, flat(64, 9))).isEqualTo(RangeSet.of(64, 100));
        assertThat(adaptive.isDecided(0)).isFalse();
        assertThat(adaptive.next(0, 100, flat(100, 20))).isEqualTo(RangeSet.EMPTY);
        assertThat(adaptive.isDecided(0)).isTrue();
    }

    @Test
    void shouldCountNeitherPixelsOutsideThePictureNorBadSamples() {
        // tile 1 is 8 pixels wide
        adaptive.next(1, 8, flat(8, 1));
        final TileSums sums = flat(16, 1);
        sums.sums()[20] += 1000 * ONE;
        // all samples of the second half of one pixel are bad: the others decide
        sums.bad()[0] = 8;
        sums.sums()[0] -= 8 * ONE;
        sums.sums()[TileSums.TILE_PIXELS] -= 8 * ONE;
        sums.sums()[2 * TileSums.TILE_PIXELS] -= 8 * ONE;
        assertThat(adaptive.next(1, 16, sums)).isEqualTo(RangeSet.EMPTY);
    }

    @Test
    void shouldGoOnFromACheckpointOfAnEarlierRun() {
        final TileResult undecided = new TileResult(0, RangeSet.of(0, 24), flat(24, 1),
            java.util.Optional.of(new Checkpoint(16, flat(16, 1))));
        assertThat(adaptive.begin(undecided)).contains(RangeSet.of(24, 32));
        assertThat(adaptive.next(0, 32, flat(32, 1))).isEqualTo(RangeSet.EMPTY);

        assertThat(adaptive.begin(new TileResult(1, RangeSet.of(0, 32), flat(32, 1)))).contains(RangeSet.EMPTY);
        assertThat(adaptive.isDecided(1)).isTrue();

        assertThat(adaptive.begin(new TileResult(1, RangeSet.of(4, 12), flat(8, 1)))).isEmpty();
    }

    @Test
    void shouldBeDoneWhenTheHalvesDifferByJustAsMuchAsIsAllowed() {
        final AdaptiveSampling quarter = new AdaptiveSampling(SETTINGS, 0.25f);
        quarter.next(0, 8, flat(8, 1));
        // eight samples of 1, and eight of 1.25
        assertThat(quarter.next(0, 16, flat(16, 1.125))).isEqualTo(RangeSet.EMPTY);
    }

    @Test
    void shouldNotCountBadSamplesOfEitherHalf() {
        final TileSums first = flat(4, 1);
        java.util.Arrays.fill(first.bad(), (short) 4);
        adaptive.next(0, 8, first);
        final TileSums both = flat(8, 1);
        java.util.Arrays.fill(both.bad(), (short) 8);
        assertThat(adaptive.next(0, 16, both)).isEqualTo(RangeSet.EMPTY);
    }

    @Test
    void shouldCountNoPixelBeyondTheEdges() {
        final AdaptiveSampling corner =
            new AdaptiveSampling(new PictureSettings(40, 40, 100, 16, PictureSettings.Filter.BOX, 8), 0.1f);
        // of tile 3, 8 x 8 pixels are in the picture
        corner.next(3, 8, flat(8, 1));
        final TileSums sums = flat(16, 1);
        for (final int outside : new int[] {8, 20, 8 * 32, 20 * 32, 31 * 32 + 31}) {
            sums.sums()[outside] += 1000 * ONE;
        }
        assertThat(corner.next(3, 16, sums)).isEqualTo(RangeSet.EMPTY);
    }

    @Test
    void shouldBeginAnewWhereACheckpointsSamplesAreNotThere() {
        assertThat(adaptive.begin(new TileResult(0, RangeSet.of(8, 24), flat(16, 1),
            java.util.Optional.of(new Checkpoint(16, flat(16, 1)))))).isEmpty();
        assertThat(adaptive.begin(new TileResult(0, RangeSet.of(0, 15), flat(15, 1)))).as("fifteen are too many")
            .isEmpty();
        assertThat(adaptive.begin(new TileResult(0, RangeSet.of(0, 16), flat(16, 1)))).contains(RangeSet.EMPTY);
    }
}
