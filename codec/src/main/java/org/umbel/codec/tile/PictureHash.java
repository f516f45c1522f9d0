package org.umbel.codec.tile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntFunction;

/** The hash of a finished picture (design, section 4): equal whatever tree rendered it. */
public final class PictureHash {
    /** Three int64 sums, int32 good, int32 bad. */
    private static final int PIXEL_BYTES = 3 * Long.BYTES + 2 * Integer.BYTES;

    private PictureHash() {}

    /**
     * SHA-256, in lower-case hex, over little-endian int32 width, height, F; then per pixel, top row first: int64 R, G,
     * B, int32 good, int32 bad, where good = samples - bad.
     *
     * @param tiles   the exact sums of every tile of {@code new TileGrid(width, height)}, planes of 1,024
     * @param samples samples per pixel that went into each sum
     */
    public static String pixelsSha256(final int width, final int height, final int fractionBits,
                                      final IntFunction<TileSums> tiles, final int samples) {
        final TileGrid grid = new TileGrid(width, height);
        final MessageDigest sha = sha256();
        final ByteBuffer head = ByteBuffer.allocate(3 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        sha.update(head.putInt(width).putInt(height).putInt(fractionBits).array());
        final ByteBuffer line = ByteBuffer.allocate(TileSums.TILE_EDGE * PIXEL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        final TileSums[] row = new TileSums[grid.columns()];
        for (int y = 0; y < height; y++) {
            for (int column = 0; column < row.length; column++) {
                if (y % TileSums.TILE_EDGE == 0) {
                    row[column] = realTile(tiles, y / TileSums.TILE_EDGE * row.length + column);
                }
                final int pixels = Math.min(TileSums.TILE_EDGE, width - column * TileSums.TILE_EDGE);
                putLine(row[column], y % TileSums.TILE_EDGE, pixels, samples, line.clear());
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

    private static void putLine(final TileSums tile, final int y, final int pixels, final int samples,
                                final ByteBuffer line) {
        final long[] sums = tile.sums();
        final int plane = tile.planeLength();
        for (int x = 0; x < pixels; x++) {
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
