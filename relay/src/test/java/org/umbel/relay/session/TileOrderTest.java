package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileGrid;

class TileOrderTest {
    private static final TileGrid GRID = new TileGrid(7 * 32, 5 * 32);

    @Test
    void shouldBeginInTheMiddleAndGoRoundClockwise() {
        final int[] tiles = TileOrder.spiral(GRID, PixelRegion.whole(GRID));
        assertThat(tiles).startsWith(2 * 7 + 3, 7 + 2, 7 + 3, 7 + 4, 2 * 7 + 4, 3 * 7 + 4, 3 * 7 + 3, 3 * 7 + 2,
            2 * 7 + 2);
    }

    @Test
    void shouldNameEveryTileOnceWhereverTheRegionIs() {
        for (final PixelRegion region : new PixelRegion[] {new PixelRegion(0, 0, 1, 1),
            new PixelRegion(223, 159, 1, 1), new PixelRegion(40, 10, 90, 20)}) {
            final int[] tiles = TileOrder.spiral(GRID, region);
            assertThat(Arrays.stream(tiles).sorted().toArray()).isEqualTo(IntStream.range(0, 35).toArray());
            final int middle = (region.y() + region.height() / 2) / 32 * 7 + (region.x() + region.width() / 2) / 32;
            assertThat(tiles[0]).isEqualTo(middle);
        }
    }

    @Test
    void shouldGoRoundTheNextRingFromItsUpperLeftCorner() {
        assertThat(Arrays.copyOfRange(TileOrder.spiral(GRID, PixelRegion.whole(GRID)), 9, 25)).containsExactly(1, 2, 3,
            4, 5, 12, 19, 26, 33, 32, 31, 30, 29, 22, 15, 8);
    }
}
