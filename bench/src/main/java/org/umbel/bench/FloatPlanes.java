package org.umbel.bench;

import com.github.luben.zstd.Zstd;
import org.umbel.codec.tile.TileSums;

/**
 * What renderers send that keep floats: the mean radiance of a tile as planes R, G and B, each as byte planes (the
 * lowest byte of every pixel first), zstd. It carries less than sums do: it cannot be added without rounding, and has
 * no count of bad samples.
 */
final class FloatPlanes {
    private static final int ZSTD_LEVEL = 1;

    private FloatPlanes() {}

    /** Bytes of a tile as 32-bit floats. */
    static int float32Bytes(final TileSums sums, final int samples, final int fractionBits) {
        return bytes(sums, samples, fractionBits, false);
    }

    /** Bytes of a tile as 16-bit floats. */
    static int halfBytes(final TileSums sums, final int samples, final int fractionBits) {
        return bytes(sums, samples, fractionBits, true);
    }

    private static int bytes(final TileSums sums, final int samples, final int fractionBits, final boolean half) {
        final int width = half ? Short.BYTES : Float.BYTES;
        final int n = sums.planeLength();
        final byte[] planes = new byte[TileSums.CHANNELS * n * width];
        for (int i = 0; i < TileSums.CHANNELS * n; i++) {
            final float mean = (float) (sums.sums()[i] / ((double) samples * (1L << fractionBits)));
            final int bits = half ? Float.floatToFloat16(mean) : Float.floatToRawIntBits(mean);
            for (int b = 0; b < width; b++) {
                planes[(i / n * width + b) * n + i % n] = (byte) (bits >>> b * Byte.SIZE);
            }
        }
        return Zstd.compress(planes, ZSTD_LEVEL).length;
    }
}
