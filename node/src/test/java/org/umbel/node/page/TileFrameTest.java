package org.umbel.node.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.node.output.Display;
import org.umbel.node.output.ToneCurve;

final class TileFrameTest {
    private static final int WHITE = 0xFFFFFFFF;
    private static final int BLACK = 0xFF000000;

    private final ByteBuffer frame = ByteBuffer.allocate(TileFrame.BYTES_MAX);

    /** Grey that grows by pixel, white from pixel {@code white} on. */
    private static TilePixels tile(final int tile, final int grid, final int white) {
        final float[] rgb = new float[3 * (32 / grid) * (32 / grid)];
        java.util.Arrays.fill(rgb, 3 * white, rgb.length, 1);
        return new TilePixels(tile, grid, grid == 1 ? 1 : 0, rgb);
    }

    private void write(final TilePixels... tiles) {
        TileFrame.write(new Studio.TileBatch(0x01020304, 70, 40, List.of(tiles)), 77,
            new Display(0, ToneCurve.LINEAR), frame);
    }

    @Test
    void shouldBeginWithNumberEpochAndSize() {
        write(tile(0, 8, 0));
        assertThat(frame.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(frame.array(), 0, 4, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("UMT1");
        assertThat(frame.getInt(4)).isEqualTo(77);
        assertThat(frame.getInt(8)).isEqualTo(0x01020304);
        assertThat(frame.getShort(12)).isEqualTo((short) 70);
        assertThat(frame.getShort(14)).isEqualTo((short) 40);
        assertThat(frame.getInt(16)).isEqualTo(1);
    }

    @Test
    void shouldCutTilesAtTheEdgesOfThePicture() {
        // The last of three columns has 6 pixels, the lower of two rows has 8.
        write(tile(5, 1, 33));
        assertThat(frame.getShort(20)).isEqualTo((short) 64);
        assertThat(frame.getShort(22)).isEqualTo((short) 32);
        assertThat(frame.get(24)).isEqualTo((byte) 6);
        assertThat(frame.get(25)).isEqualTo((byte) 8);
        assertThat(frame.get(26)).isEqualTo((byte) 1);
        assertThat(frame.limit()).isEqualTo(20 + 8 + 4 * 6 * 8);
        // pixel 33 of the tile is the second of the second row
        assertThat(frame.getInt(28 + 4 * 6)).isEqualTo(BLACK);
        assertThat(frame.getInt(28 + 4 * 7)).isEqualTo(WHITE);
    }

    @Test
    void shouldSendOnePixelForEachSquareOfACoarseTile() {
        write(tile(2, 8, 4), tile(0, 4, 63));
        // 6 columns are one square of 8 across, 32 rows are four down
        assertThat(frame.getInt(28)).isEqualTo(BLACK);
        assertThat(frame.getInt(32)).isEqualTo(WHITE);
        final int second = 28 + 4 * 4;
        assertThat(frame.get(second + 6)).isEqualTo((byte) 4);
        assertThat(frame.getInt(second + 8 + 4 * 62)).isEqualTo(BLACK);
        assertThat(frame.getInt(second + 8 + 4 * 63)).isEqualTo(WHITE);
        assertThat(frame.limit()).isEqualTo(second + 8 + 4 * 64);
    }

    @Test
    void shouldHoldTheLargestFrame() {
        final TilePixels[] tiles = new TilePixels[PictureWatch.TILES_MAX];
        java.util.Arrays.setAll(tiles, i -> tile(0, 1, 0));
        write(tiles);
        assertThat(frame.limit()).isEqualTo(TileFrame.BYTES_MAX);
    }

    @Test
    void shouldExposeAndMap() {
        final TilePixels grey = tile(0, 8, 0);
        java.util.Arrays.fill(grey.rgb(), 0.25f);
        TileFrame.write(new Studio.TileBatch(1, 32, 32, List.of(grey)), 1, new Display(1, ToneCurve.LINEAR), frame);
        // sRGB of 0.5
        assertThat(frame.getInt(28)).isEqualTo(0xFFBCBCBC);
    }
}
