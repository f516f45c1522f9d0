package org.umbel.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.output.Picture;

final class SumsPictureTest {
    private static final PictureSettings SETTINGS = new PictureSettings(33, 34, 4, 16, Filter.BOX, 8);
    private static final int TILE_LAST = 3;

    @Test
    void shouldTakeTheMeanOverGoodSamplesAtTheRightPlace() {
        final Picture picture = SumsPicture.of(SETTINGS, tile -> {
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
        assertThat(picture.rgb()).containsExactly(expected);
    }

    @Test
    void shouldShowBlackWhereEverySampleWasBad() {
        final Picture picture = SumsPicture.of(SETTINGS, tile -> {
            final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
            java.util.Arrays.fill(sums.bad(), SETTINGS.samples());
            return sums;
        });

        assertThat(picture.rgb()).containsOnly(0f);
    }
}
