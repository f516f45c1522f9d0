package org.umbel.relay.group;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Systematic Reed-Solomon erasure code: any {@code count} of a generation's shards give its data. Parity shard p is
 * the sum over data shards i of (count + i) / (p + i) times the shard: a Cauchy matrix (Bloemer et al., An XOR-Based
 * Erasure-Resilient Coding Scheme, 1995), its columns scaled so that the first parity shard is the plain sum. Every
 * square part of such a matrix has an inverse, so elimination needs no search for a pivot.
 */
final class ErasureCode {
    private ErasureCode() {}

    /** What data shard {@code i} of {@code count} is multiplied with in shard {@code p >= count}. */
    static int coefficient(final int count, final int p, final int i) {
        return GaloisField.multiply(count ^ i, GaloisField.inverse(p ^ i));
    }

    /**
     * One parity shard.
     *
     * @param data   {@code byte[count or more][length or more]}
     * @param p      {@code count..255}
     * @param parity where to; all its bytes up to {@code length} are written
     */
    static void parity(final byte[][] data, final int count, final int p, final byte[] parity, final int length) {
        Arrays.fill(parity, 0, length, (byte) 0);
        for (int i = 0; i < count; i++) {
            GaloisField.multiplyAdd(parity, data[i], length, coefficient(count, p, i));
        }
    }

    /**
     * Turns parity into the data that is missing, in place: afterwards shards {@code 0..count-1} are there, and of the
     * parity shards those that were needed are gone.
     *
     * @param shards {@code byte[256][]}, null where a shard is missing; at least {@code count} are there
     */
    static void recover(final byte[] @Nullable [] shards, final int count, final int length) {
        final int[] missing = missing(shards, count);
        final int[] parities = new int[missing.length];
        final byte[][] sums = new byte[missing.length][];
        final int[][] matrix = new int[missing.length][missing.length];
        int p = count - 1;
        for (int j = 0; j < missing.length; j++) {
            do {
                p++;
            } while (shards[p] == null);
            parities[j] = p;
            sums[j] = shards[p];
            // What is left of the sum when the data that is there is taken out:
            for (int i = 0; i < count; i++) {
                if (shards[i] != null) {
                    GaloisField.multiplyAdd(sums[j], shards[i], length, coefficient(count, p, i));
                }
            }
            for (int k = 0; k < missing.length; k++) {
                matrix[j][k] = coefficient(count, p, missing[k]);
            }
        }
        eliminate(matrix, sums, length);
        for (int j = 0; j < missing.length; j++) {
            shards[parities[j]] = null;
            shards[missing[j]] = sums[j];
        }
    }

    private static int[] missing(final byte[] @Nullable [] shards, final int count) {
        final int[] missing = new int[count];
        int n = 0;
        for (int i = 0; i < count; i++) {
            if (shards[i] == null) {
                missing[n++] = i;
            }
        }
        return Arrays.copyOf(missing, n);
    }

    /** Gauss and Jordan's; afterwards {@code sums[k]} is the k-th unknown. */
    private static void eliminate(final int[][] matrix, final byte[][] sums, final int length) {
        final int n = sums.length;
        for (int k = 0; k < n; k++) {
            final int inverse = GaloisField.inverse(matrix[k][k]);
            GaloisField.scale(sums[k], length, inverse);
            for (int c = k; c < n; c++) {
                matrix[k][c] = GaloisField.multiply(inverse, matrix[k][c]);
            }
            for (int r = 0; r < n; r++) {
                final int factor = matrix[r][k];
                if (r != k && factor != 0) {
                    GaloisField.multiplyAdd(sums[r], sums[k], length, factor);
                    for (int c = k; c < n; c++) {
                        matrix[r][c] ^= GaloisField.multiply(factor, matrix[k][c]);
                    }
                }
            }
        }
    }
}
