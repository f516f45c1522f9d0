package org.umbel.tracer.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** What holds for whatever scatters, by many samples over the whole sphere about a surface that faces +z. */
final class Scattering {
    private static final int SAMPLES = 1 << 16;
    private static final int RINGS = 16;
    private static final int SECTORS = 16;
    private static final int CELLS = RINGS * SECTORS;
    /** Midpoints along each edge of a cell. */
    private static final int FINE = 24;

    private Scattering() {}

    /** The share of white light that goes on, green. */
    static double albedo(final Bsdf bsdf) {
        final Random random = new Random(0x5eed);
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            if (bsdf.sample(random.nextFloat(), random.nextFloat(), random.nextFloat())) {
                sum += bsdf.g;
            }
        }
        return sum / SAMPLES;
    }

    /** The scattering function from b to a, green, and not times any cosine. */
    static float value(final Surface surface, final float[] a, final float[] b) {
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, a[0], a[1], a[2]);
        bsdf.eval(b[0], b[1], b[2]);
        return bsdf.g / Math.abs(b[2]);
    }

    /**
     * Pearson's chi-squared of sampled directions over cells of equal solid angle against the integrated density. What
     * is left of 1 must be what was sampled in vain, so this also finds a density whose integral is not 1.
     */
    static void checkDensity(final Bsdf bsdf) {
        final double[] observed = new double[CELLS + 1];
        final Random random = new Random(7);
        for (int i = 0; i < SAMPLES; i++) {
            final boolean found = bsdf.sample(random.nextFloat(), random.nextFloat(), random.nextFloat());
            observed[found ? cell(bsdf) : CELLS]++;
        }
        final double[] expected = expected(bsdf);
        double chi2 = 0;
        int degrees = -1;
        double few = 0;
        double fewObserved = 0;
        for (int i = 0; i <= CELLS; i++) {
            if (expected[i] > 5) {
                chi2 += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
                degrees++;
            } else {
                few += expected[i];
                fewObserved += observed[i];
            }
        }
        // mean k, variance 2k: five standard deviations
        assertThat(degrees).isGreaterThan(20);
        assertThat(chi2).isLessThan(degrees + 5 * Math.sqrt(2.0 * degrees));
        assertThat(Math.abs(fewObserved - few)).isLessThan(5 * Math.sqrt(Math.max(few, 1)) + 0.002 * SAMPLES);
    }

    /** Samples per cell by the midpoint rule; the last cell is of those that are lost. */
    private static double[] expected(final Bsdf bsdf) {
        final double[] expected = new double[CELLS + 1];
        expected[CELLS] = SAMPLES;
        for (int ring = 0; ring < RINGS * FINE; ring++) {
            for (int sector = 0; sector < SECTORS * FINE; sector++) {
                final float z = 2f * (ring + 0.5f) / (RINGS * FINE) - 1f;
                final double phi = 2 * Math.PI * (sector + 0.5) / (SECTORS * FINE);
                bsdf.eval((float) (sine(z) * Math.cos(phi)), (float) (sine(z) * Math.sin(phi)), z);
                final double part = SAMPLES * bsdf.pdf * 4 * Math.PI / (CELLS * FINE * FINE);
                expected[ring / FINE * SECTORS + sector / FINE] += part;
                expected[CELLS] -= part;
            }
        }
        return expected;
    }

    private static int cell(final Bsdf bsdf) {
        final double phi = Math.atan2(bsdf.wy, bsdf.wx) / (2 * Math.PI);
        final int sector = Math.min(SECTORS - 1, (int) ((phi < 0 ? phi + 1 : phi) * SECTORS));
        final int ring = (int) ((bsdf.wz + 1) * (0.5f * RINGS));
        return Math.min(RINGS - 1, ring) * SECTORS + sector;
    }

    /** White. */
    static Surface surface(final float metallic, final float roughness) {
        final Surface s = new Surface();
        s.gz = 1;
        s.frame.set(0, 0, 1);
        s.baseR = 1;
        s.baseG = 1;
        s.baseB = 1;
        s.metallic = metallic;
        s.roughness = roughness;
        return s;
    }

    static float sine(final float cosine) {
        return (float) Math.sqrt(1 - cosine * cosine);
    }

    static float[] direction(final Random random) {
        final float z = 0.05f + 0.95f * random.nextFloat();
        final double phi = 2 * Math.PI * random.nextFloat();
        return new float[] {(float) (sine(z) * Math.cos(phi)), (float) (sine(z) * Math.sin(phi)), z};
    }
}
