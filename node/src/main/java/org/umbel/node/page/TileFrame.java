package org.umbel.node.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.output.Display;

/**
 * Changed tiles as one binary message to a browser, all numbers little-endian:
 *
 * <pre>
 *   0  u32  magic "UMT1"
 *   4  u32  number of this frame, which the browser answers once it is shown
 *   8  u32  epoch
 *  12  u16  picture width, u16 picture height
 *  16  u32  number of tiles; then per tile:
 *   0  u16  left, u16 top
 *   4  u8   columns, u8 rows: pixels that lie inside the picture, 1..32
 *   6  u8   grid: 1, 2, 4 or 8; a sample of the payload stands for a square of that edge
 *   7  u8   0
 *   8       RGBA bytes, ceil(columns / grid) x ceil(rows / grid)
 * </pre>
 */
final class TileFrame {
    static final int MAGIC = 0x31544D55;
    static final int HEADER_BYTES = 20;
    static final int TILE_HEADER_BYTES = 8;
    static final int BYTES_MAX = HEADER_BYTES
        + PictureWatch.TILES_MAX * (TILE_HEADER_BYTES + Integer.BYTES * TileSums.TILE_PIXELS);

    private TileFrame() {}

    /**
     * Exposes the tiles, in place, and writes them.
     *
     * @param into at least {@link #BYTES_MAX}; is cleared before and flipped after
     */
    static void write(final Studio.TileBatch batch, final int number, final Display display, final ByteBuffer into) {
        final TileGrid grid = new TileGrid(batch.width(), batch.height());
        into.clear().order(ByteOrder.LITTLE_ENDIAN);
        into.putInt(MAGIC).putInt(number).putInt(batch.epoch()).putShort((short) batch.width())
            .putShort((short) batch.height()).putInt(batch.tiles().size());
        for (final TilePixels tile : batch.tiles()) {
            final int columns = Math.min(TileSums.TILE_EDGE, batch.width() - grid.x(tile.tile()));
            final int rows = Math.min(TileSums.TILE_EDGE, batch.height() - grid.y(tile.tile()));
            into.putShort((short) grid.x(tile.tile())).putShort((short) grid.y(tile.tile())).put((byte) columns)
                .put((byte) rows).put((byte) tile.grid()).put((byte) 0);
            display.apply(tile.rgb());
            for (int y = 0; y < rows; y += tile.grid()) {
                for (int x = 0; x < columns; x += tile.grid()) {
                    into.putInt(Display.rgbaOf(tile.rgb(), y / tile.grid() * tile.edge() + x / tile.grid()));
                }
            }
        }
        into.flip();
    }
}
