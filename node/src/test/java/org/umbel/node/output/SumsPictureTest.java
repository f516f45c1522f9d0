package org.umbel.node.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileSums;

final class SumsPictureTest {
    private static final PictureSettings SETTINGS = new PictureSettings(33, 34, 4, 16, Filter.BOX, 8);
    private static final PixelRegion WHOLE = PixelRegion.whole(SETTINGS.grid());
    private static final int TILE_LAST = 3;

    @Test
    void shouldTakeTheMeanOverGoodSamplesAtTheRightPlace() {
        final float[] rgb = pixels(WHOLE, tile -> {
            final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
            if (tile == TILE_LAST) {
                final int pixel = TileSums.TILE_EDGE;
                sums.sums()[TileSums.TILE_PIXELS + pixel] = 3L << 15;
                sums.bad()[pixel] = 1;
            }
            return sums;
        });

        final float[] expected = new float[3 * 33 * 34];
        expected[3 * (33 * 33 + 32) + 1] = 0.5f;
        assertThat(rgb).containsExactly(expected);
    }

    @Test
    void shouldShowBlackWhereEverySampleWasBad() {
        final float[] rgb = pixels(WHOLE, tile -> {
            final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
            java.util.Arrays.fill(sums.bad(), SETTINGS.samples());
            return sums;
        });

        assertThat(rgb).containsOnly(0f);
    }

    @Test
    void shouldCutARectangleAndSayWhereItWas() {
        final PixelRegion region = new PixelRegion(31, 31, 2, 3);
        final SumsPicture picture = picture(region, tile -> {
            final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
            java.util.Arrays.fill(sums.sums(), (tile + 1L) << 18);
            return sums;
        });

        assertThat(rgb(picture)).containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4);
        assertThat(picture.frame()).isEqualTo(new PixelRows.Frame(31, 31, 33, 34));
    }

    @Test
    void shouldDivideByEachTilesOwnSamples() {
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        java.util.Arrays.fill(sums.sums(), 16 << 16);
        final SumsPicture picture = new SumsPicture(SETTINGS.grid(), new PixelRegion(31, 0, 2, 1), 16, tile -> sums,
            tile -> tile == 0 ? 16 : 8);

        assertThat(rgb(picture)).containsExactly(1, 1, 1, 2, 2, 2);
    }

    private static SumsPicture picture(final PixelRegion region, final IntFunction<TileSums> sums) {
        return new SumsPicture(SETTINGS.grid(), region, 16, sums, tile -> SETTINGS.samples());
    }

    private static float[] pixels(final PixelRegion region, final IntFunction<TileSums> sums) {
        return rgb(picture(region, sums));
    }

    private static float[] rgb(final PixelRows rows) {
        final float[] all = new float[3 * rows.width() * rows.height()];
        final float[] row = new float[3 * rows.width()];
        for (int y = 0; y < rows.height(); y++) {
            rows.row(y, row);
            System.arraycopy(row, 0, all, row.length * y, row.length);
        }
        return all;
    }
}
