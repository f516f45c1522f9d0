package org.umbel.codec.tile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MortonOrderTest {
    @Test
    void shouldFollowTheZCurve() {
        // 4 columns, 3 rows
        final MortonOrder order = MortonOrder.of(new TileGrid(100, 90));
        assertThat(order.tiles()).containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void shouldHoldEveryTileOnceWhateverTheGrid() {
        for (final TileGrid grid : new TileGrid[] {new TileGrid(1, 1), new TileGrid(1920, 1080),
            new TileGrid(32768, 8192), new TileGrid(8192, 32768), new TileGrid(1, 32768)}) {
            final MortonOrder order = MortonOrder.of(grid);
            assertThat(order.tiles()).hasSize(grid.tileCount());
            for (int position = 0; position < order.tiles().length; position++) {
                if (order.position(order.tiles()[position]) != position) {
                    throw new AssertionError("position " + position + " of " + grid);
                }
            }
        }
    }

    @Test
    void shouldInterleaveTheLargestCoordinates() {
        assertThat(MortonOrder.code(1023, 0)).isEqualTo(0x55555);
        assertThat(MortonOrder.code(0, 1023)).isEqualTo(0xAAAAA);
    }
}
