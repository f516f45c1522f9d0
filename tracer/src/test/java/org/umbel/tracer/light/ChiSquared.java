package org.umbel.tracer.light;

import static org.assertj.core.api.Assertions.assertThat;

/** Pearson's test of counts against what a density lets expect. */
final class ChiSquared {
    /** Cells that expect fewer are one cell together. */
    private static final double EXPECTED_MIN = 5;

    private ChiSquared() {}

    /** Fails beyond five standard deviations: the mean is the degrees of freedom, the variance twice as much. */
    static void check(final double[] observed, final double[] expected) {
        double chi2 = 0;
        int degrees = -1;
        double fewObserved = 0;
        double fewExpected = 0;
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] > EXPECTED_MIN) {
                chi2 += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
                degrees++;
            } else {
                fewObserved += observed[i];
                fewExpected += expected[i];
            }
        }
        if (fewExpected > EXPECTED_MIN) {
            chi2 += (fewObserved - fewExpected) * (fewObserved - fewExpected) / fewExpected;
            degrees++;
        } else {
            assertThat(fewObserved).isLessThan(fewExpected + 5 * Math.sqrt(fewExpected) + EXPECTED_MIN);
        }
        assertThat(chi2).isLessThanOrEqualTo(degrees + 5 * Math.sqrt(2.0 * Math.max(1, degrees)));
    }
}
