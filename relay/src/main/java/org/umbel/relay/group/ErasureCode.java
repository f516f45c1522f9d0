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
    private final ShardMath math;

    /** @param length bytes of a shard */
    ErasureCode(final int length) {
        math = new ShardMath(length);
    }

    /** What data shard {@code i} of {@code count} is multiplied with in shard {@code p >= count}. */
    static int coefficient(final int count, final int p, final int i) {
        return GaloisField.multiply(count ^ i, GaloisField.inverse(p ^ i));
    }

    /**
     * One parity shard.
     *
     * @param data   {@code byte[count or more][length]}
     * @param p      {@code count..255}
     * @param parity where to
     */
    void parity(final byte[][] data, final int count, final int p, final byte[] parity) {
        math.clear();
        for (int i = 0; i < count; i++) {
            math.add(coefficient(count, p, i), data[i]);
        }
        math.get(parity);
    }

    /**
     * Turns parity into the data that is missing, in place: afterwards shards {@code 0..count-1} are there, and of the
     * parity shards those that were needed are gone.
     *
     * @param shards {@code byte[256][]}, null where a shard is missing; at least {@code count} are there
     */
    void recover(final byte[] @Nullable [] shards, final int count) {
        final int[] missing = missing(shards, count);
        final int[] parities = new int[missing.length];
        final byte[][] sums = new byte[missing.length][];
        int p = count - 1;
        for (int j = 0; j < missing.length; j++) {
            do {
                p++;
            } while (shards[p] == null);
            parities[j] = p;
            sums[j] = shards[p];
            // What is left of the sum when the data that is there is taken out:
            math.clear();
            math.add(1, sums[j]);
            for (int i = 0; i < count; i++) {
                if (shards[i] != null) {
                    math.add(coefficient(count, p, i), shards[i]);
                }
            }
            math.get(sums[j]);
        }
        final int[][] inverse = inverse(count, parities, missing);
        for (int k = 0; k < missing.length; k++) {
            final byte[] parity = sums[k];
            shards[parities[k]] = null;
            shards[missing[k]] = parity;
        }
        multiply(inverse, sums);
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

    /** {@code sums = matrix * sums}. */
    private void multiply(final int[][] matrix, final byte[][] sums) {
        final byte[][] old = new byte[sums.length][];
        for (int j = 0; j < old.length; j++) {
            old[j] = sums[j].clone();
        }
        for (int k = 0; k < old.length; k++) {
            math.clear();
            for (int j = 0; j < old.length; j++) {
                math.add(matrix[k][j], old[j]);
            }
            math.get(sums[k]);
        }
    }

    /** Of the matrix that gives those parities from what is missing; by Gauss and Jordan, in place. */
    private static int[][] inverse(final int count, final int[] parities, final int[] missing) {
        final int n = missing.length;
        final int[][] matrix = new int[n][n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < n; k++) {
                matrix[j][k] = coefficient(count, parities[j], missing[k]);
            }
        }
        for (int k = 0; k < n; k++) {
            final int pivot = GaloisField.inverse(matrix[k][k]);
            matrix[k][k] = 1;
            for (int c = 0; c < n; c++) {
                matrix[k][c] = GaloisField.multiply(pivot, matrix[k][c]);
            }
            for (int r = 0; r < n; r++) {
                final int factor = matrix[r][k];
                if (r != k) {
                    matrix[r][k] = 0;
                    for (int c = 0; c < n; c++) {
                        matrix[r][c] ^= GaloisField.multiply(factor, matrix[k][c]);
                    }
                }
            }
        }
        return matrix;
    }
}
