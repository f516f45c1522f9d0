package org.umbel.node.output;

import java.nio.file.Path;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/** How far a picture is from a reference. */
public final class Compare {
    /** Keeps dark pixels of the reference from counting without bound. */
    private static final double RELATIVE_FLOOR = 0.01;

    private Compare() {}

    /**
     * Differences over all pixels and channels.
     *
     * @param relMse        mean of (a - b)^2 / (b^2 + 0.01), b the reference
     * @param psnr          dB, values clipped to 0..1, peak 1; infinite when nothing differs there
     * @param maxDifference largest |a - b|; infinite when one of two values is no number
     * @param identical     bit for bit
     */
    public record Result(double relMse, double psnr, double maxDifference, boolean identical) {}

    /**
     * Compares two files.
     *
     * @throws ProblemException when one cannot be read or the sizes differ
     */
    public static Result files(final Path a, final Path reference) {
        final Picture first = PictureFiles.read(a);
        final Picture second = PictureFiles.read(reference);
        if (first.width() != second.width() || first.height() != second.height()) {
            throw new ProblemException(Problem.of(a.toString(), "is " + first.width() + " x " + first.height()
                + ", " + reference + " is " + second.width() + " x " + second.height(),
                "compare equal sizes"));
        }
        return pictures(first, second);
    }

    /** Compares two pictures of the same size. */
    public static Result pictures(final Picture a, final Picture reference) {
        if (a.width() != reference.width() || a.height() != reference.height()) {
            throw new IllegalArgumentException("pictures of different sizes");
        }
        double relative = 0;
        double clipped = 0;
        double most = 0;
        boolean identical = true;
        for (int i = 0; i < a.rgb().length; i++) {
            final float x = a.rgb()[i];
            final float y = reference.rgb()[i];
            if (Float.floatToRawIntBits(x) == Float.floatToRawIntBits(y)) {
                continue;
            }
            identical = false;
            final double difference = (double) x - y;
            relative += difference * difference / ((double) y * y + RELATIVE_FLOOR);
            final double shown = Math.clamp(x, 0f, 1f) - Math.clamp(y, 0f, 1f);
            clipped += shown * shown;
            most = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(most, Math.abs(difference));
        }
        final int values = a.rgb().length;
        return new Result(relative / values, -10 * Math.log10(clipped / values), most, identical);
    }
}
