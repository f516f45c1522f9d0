package org.umbel.codec.tile;

/**
 * A rectangle of a picture's pixels.
 *
 * @param x      left edge, pixels
 * @param y      upper edge, pixels
 * @param width  at least 1
 * @param height at least 1
 */
public record PixelRegion(int x, int y, int width, int height) {
    public PixelRegion {
        if (x < 0 || y < 0 || width < 1 || height < 1 || x > Integer.MAX_VALUE - width
            || y > Integer.MAX_VALUE - height) {
            throw new IllegalArgumentException("no region: " + width + "x" + height + " at " + x + "," + y);
        }
    }

    /** All of a picture. */
    public static PixelRegion whole(final TileGrid grid) {
        return new PixelRegion(0, 0, grid.width(), grid.height());
    }

    /** Whether it lies inside a picture. */
    public boolean isInside(final TileGrid grid) {
        return x + width <= grid.width() && y + height <= grid.height();
    }

    /** The smallest that contains both. */
    public PixelRegion bounding(final PixelRegion other) {
        final int left = Math.min(x, other.x);
        final int top = Math.min(y, other.y);
        return new PixelRegion(left, top, Math.max(x + width, other.x + other.width) - left,
            Math.max(y + height, other.y + other.height) - top);
    }

    /** Whether a tile has a pixel in it. */
    public boolean touches(final TileGrid grid, final int tile) {
        final int left = grid.x(tile);
        final int top = grid.y(tile);
        return left < x + width && left + TileSums.TILE_EDGE > x && top < y + height && top + TileSums.TILE_EDGE > y;
    }
}
