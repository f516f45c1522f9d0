package org.umbel.tracer.accel;

/** Rows of 3x4 matrices, float[12]. */
final class Affine {
    private Affine() {}

    /** The inverse, computed in double and rounded once; empty if the matrix is singular or not finite. */
    static float[] inverse(final float[] m) {
        // Adjugate of the linear part
        final double c00 = cofactor(m, 5, 10, 6, 9);
        final double c01 = cofactor(m, 2, 9, 1, 10);
        final double c02 = cofactor(m, 1, 6, 2, 5);
        final double c10 = cofactor(m, 6, 8, 4, 10);
        final double c11 = cofactor(m, 0, 10, 2, 8);
        final double c12 = cofactor(m, 2, 4, 0, 6);
        final double c20 = cofactor(m, 4, 9, 5, 8);
        final double c21 = cofactor(m, 1, 8, 0, 9);
        final double c22 = cofactor(m, 0, 5, 1, 4);
        final double determinant = m[0] * c00 + m[1] * c10 + m[2] * c20;

        final double[][] linear = {{c00, c01, c02}, {c10, c11, c12}, {c20, c21, c22}};
        final float[] inverse = new float[12];
        for (int row = 0; row < 3; row++) {
            final double[] c = linear[row];
            for (int column = 0; column < 3; column++) {
                inverse[4 * row + column] = (float) (c[column] / determinant);
            }
            inverse[4 * row + 3] = (float) (-(c[0] * m[3] + c[1] * m[7] + c[2] * m[11]) / determinant);
        }
        for (final float entry : inverse) {
            if (!Float.isFinite(entry)) {
                return new float[0];
            }
        }
        return inverse;
    }

    private static double cofactor(final float[] m, final int a, final int b, final int c, final int d) {
        return (double) m[a] * m[b] - (double) m[c] * m[d];
    }

    static boolean isIdentity(final float[] m, final int at) {
        for (int entry = 0; entry < 12; entry++) {
            if (m[at + entry] != (entry % 5 == 0 ? 1 : 0)) {
                return false;
            }
        }
        return true;
    }

    /** x, y or z of a transformed point. */
    static float point(final float[] m, final int at, final float x, final float y, final float z) {
        return Math.fma(m[at], x, Math.fma(m[at + 1], y, Math.fma(m[at + 2], z, m[at + 3])));
    }

    /** x, y or z of a transformed direction, not normalised: so a ray keeps its t. */
    static float direction(final float[] m, final int at, final float x, final float y, final float z) {
        return Math.fma(m[at], x, Math.fma(m[at + 1], y, m[at + 2] * z));
    }
}
