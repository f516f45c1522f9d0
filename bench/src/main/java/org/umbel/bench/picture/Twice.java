package org.umbel.bench.picture;

import org.umbel.node.output.Compare;
import org.umbel.node.output.Picture;

/** One picture rendered twice with as many but other samples: what of it is noise can be told. */
record Twice(Picture one, Picture other) {
    /** What keeps relative errors of the dark from growing without end, as in {@link Compare}. */
    private static final double DARK = 0.01;

    /** relMSE of one of the two, by noise alone: they differ by twice as much. */
    double noise() {
        return Compare.pictures(other, one).relMse() / 2;
    }

    /** Both as one picture. */
    Picture mean() {
        final float[] rgb = new float[one.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (one.rgb()[i] + other.rgb()[i]) / 2;
        }
        return new Picture(one.width(), one.height(), rgb);
    }

    /**
     * relMSE that is left beside another renderer's when all noise is taken away: the mean product of two differences
     * that have none in common, and so maybe a little below 0.
     */
    double apart(final Twice expected) {
        final float[] right = expected.mean().rgb();
        double sum = 0;
        for (int i = 0; i < right.length; i++) {
            final double first = (double) one.rgb()[i] - expected.one.rgb()[i];
            final double second = (double) other.rgb()[i] - expected.other.rgb()[i];
            sum += first * second / ((double) right[i] * right[i] + DARK);
        }
        return sum / right.length;
    }
}
