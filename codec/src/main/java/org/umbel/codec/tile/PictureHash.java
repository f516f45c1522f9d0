package org.umbel.codec.tile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * The hash of a finished picture, or of a rectangle of one (design, section 4): equal whatever tree rendered it, in
 * whatever order.
 */
public final class PictureHash {
    /** Three int64 sums, int32 good, int32 bad. */
    private static final int PIXEL_BYTES = 3 * Long.BYTES + 2 * Integer.BYTES;

    private PictureHash() {}

    /**
     * The hash of a whole picture whose tiles all have the same number of samples.
     *
     * @param tiles   the exact sums of every tile of {@code new TileGrid(width, height)}, planes of 1,024
     * @param samples samples per pixel that went into each sum
     */
    public static String pixelsSha256(final int width, final int height, final int fractionBits,
                                      final IntFunction<TileSums> tiles, final int samples) {
        final TileGrid grid = new TileGrid(width, height);
        return pixelsSha256(grid, PixelRegion.whole(grid), fractionBits, tiles, tile -> samples);
    }

    /**
     * SHA-256, in lower-case hex, over little-endian int32 width, height (of the region), F; then per pixel of the
     * region, top row first: int64 R, G, B, int32 good, int32 bad, where good = samples - bad.
     *
     * @param region  inside the picture; where it lies is not hashed
     * @param tiles   the exact sums of every tile that the region touches, planes of 1,024; asked once for each
     * @param samples samples per pixel that went into a tile's sum
     */
    public static String pixelsSha256(final TileGrid grid, final PixelRegion region, final int fractionBits,
                                      final IntFunction<TileSums> tiles, final IntUnaryOperator samples) {
        final MessageDigest sha = sha256();
        final ByteBuffer head = ByteBuffer.allocate(3 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        sha.update(head.putInt(region.width()).putInt(region.height()).putInt(fractionBits).array());
        final ByteBuffer line = ByteBuffer.allocate(TileSums.TILE_EDGE * PIXEL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        final int columnFirst = region.x() / TileSums.TILE_EDGE;
        final int right = region.x() + region.width();
        final TileSums[] row = new TileSums[(right - 1) / TileSums.TILE_EDGE - columnFirst + 1];
        for (int y = region.y(); y < region.y() + region.height(); y++) {
            final int tileFirst = y / TileSums.TILE_EDGE * grid.columns() + columnFirst;
            for (int column = 0; column < row.length; column++) {
                final int tile = tileFirst + column;
                if (y == region.y() || y % TileSums.TILE_EDGE == 0) {
                    row[column] = realTile(tiles, tile);
                }
                final int first = Math.max(0, region.x() - grid.x(tile));
                final int end = Math.min(TileSums.TILE_EDGE, right - grid.x(tile));
                putLine(row[column], y % TileSums.TILE_EDGE, first, end, samples.applyAsInt(tile), line.clear());
                sha.update(line.flip());
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static TileSums realTile(final IntFunction<TileSums> tiles, final int tile) {
        final TileSums sums = tiles.apply(tile);
        if (sums.planeLength() != TileSums.TILE_PIXELS) {
            throw new IllegalArgumentException("tile " + tile + " has " + sums.planeLength() + " pixels");
        }
        return sums;
    }

    private static void putLine(final TileSums tile, final int y, final int first, final int end, final int samples,
                                final ByteBuffer line) {
        final long[] sums = tile.sums();
        final int plane = tile.planeLength();
        for (int x = first; x < end; x++) {
            final int pixel = y * TileSums.TILE_EDGE + x;
            final int bad = tile.bad()[pixel];
            line.putLong(sums[pixel]).putLong(sums[plane + pixel]).putLong(sums[2 * plane + pixel]);
            line.putInt(samples - bad).putInt(bad);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
