package org.umbel.codec.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Expected values were made by Python's hashlib and struct from the words of the design, not by this code. */
class PictureHashTest {
    @Test
    void shouldHashAPictureOfTwoByTwo() {
        final TileSums tile = new TileSums(TileSums.TILE_PIXELS);
        put(tile, 0, 65536, 131072, -5, 0);
        put(tile, 1, 1, 2, 3, 1);
        put(tile, 32, 1L << 62, -(1L << 62), 0, 4);
        put(tile, 33, 7, 8, 9, 2);
        put(tile, 34, 99, 99, 99, 0);
        assertThat(PictureHash.pixelsSha256(2, 2, 16, t -> tile, 4))
            .isEqualTo("a56ca6d3e9b4dc120facdc31d0ddc145390a6984be6e941e66a5bb350b3cb51c");
    }

    @Test
    void shouldGoOnInTheNextTileOfARow() {
        final TileSums left = new TileSums(TileSums.TILE_PIXELS);
        final TileSums right = new TileSums(TileSums.TILE_PIXELS);
        for (int x = 0; x < 32; x++) {
            put(left, x, x, 0, 0, 0);
        }
        put(right, 0, 32, 0, 0, 0);
        assertThat(PictureHash.pixelsSha256(33, 1, 8, t -> t == 0 ? left : right, 1))
            .isEqualTo("0b7bae3a290c397fce5fca99cc4c9d3176b35ce3a72904c3b2efafd02b05450e");
    }

    @Test
    void shouldRefuseTilesOfTheSimulator() {
        assertThatThrownBy(() -> PictureHash.pixelsSha256(2, 2, 16, t -> new TileSums(2), 4))
            .isInstanceOf(IllegalArgumentException.class);
    }

    /** Pixels (31, 0) and (32, 0) of two tiles with samples of their own, hashed by the same words in Python. */
    @Test
    void shouldHashARectangleWithTheSamplesOfEachTile() {
        final TileSums left = new TileSums(TileSums.TILE_PIXELS);
        final TileSums right = new TileSums(TileSums.TILE_PIXELS);
        put(left, 30, 9, 9, 9, 9);
        put(left, 31, 1, 2, 3, 1);
        put(right, 0, 4, 5, 6, 0);
        put(right, 32, 7, 8, 9, 2);
        final TileGrid grid = new TileGrid(40, 2);

        assertThat(PictureHash.pixelsSha256(grid, new PixelRegion(31, 0, 2, 2), 16, t -> t == 0 ? left : right,
            t -> t == 0 ? 4 : 8)).isEqualTo("10c511cf6d4cd96f19fd88b5009179d6bef91fa9a874e7fd104c73e459022613");
    }

    private static void put(final TileSums tile, final int pixel, final long r, final long g, final long b,
                            final int bad) {
        tile.sums()[pixel] = r;
        tile.sums()[1024 + pixel] = g;
        tile.sums()[2048 + pixel] = b;
        tile.bad()[pixel] = bad;
    }
}
