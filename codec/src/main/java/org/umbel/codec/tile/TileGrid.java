package org.umbel.codec.tile;

/**
 * The tiles of a picture: tile = row * columns + column, rows from the top.
 *
 * @param width  picture width in pixels
 * @param height picture height in pixels
 */
public record TileGrid(int width, int height) {
    public TileGrid {
        if (width < 1 || height < 1 || width > 32768 || height > 32768 || (long) width * height > 1L << 28) {
            throw new IllegalArgumentException("picture size out of bounds: " + width + "x" + height);
        }
    }

    public int columns() {
        return (width + TileSums.TILE_EDGE - 1) / TileSums.TILE_EDGE;
    }

    public int rows() {
        return (height + TileSums.TILE_EDGE - 1) / TileSums.TILE_EDGE;
    }

    public int tileCount() {
        return columns() * rows();
    }

    /** Left edge of a tile in pixels. */
    public int x(final int tile) {
        return tile % columns() * TileSums.TILE_EDGE;
    }

    /** Top edge of a tile in pixels. */
    public int y(final int tile) {
        return tile / columns() * TileSums.TILE_EDGE;
    }
}
