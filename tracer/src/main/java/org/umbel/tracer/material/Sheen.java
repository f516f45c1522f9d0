package org.umbel.tracer.material;

import org.umbel.tracer.sampling.Powers;

/**
 * What upright fibres reflect (KHR_materials_sheen): the distribution of Estevez and Kulla 2017 with the visibility of
 * Neubelt and Pettineo 2013. That pair reflects more than it gets where it is smooth and seen flat; it is scaled down
 * to what it gets. What is below gets the rest, by a table of what is reflected ({@link SheenAlbedo}).
 */
final class Sheen {
    private static final float INVERSE_TWO_PI = 0.15915494309189535f;
    private static final float ALPHA_MIN = 0.02f;
    private static final float SINE_MIN = 1e-6f;

    private float inverseAlpha;
    private float scale;
    /** Row of the table, and how far it is to the next. */
    private int row;
    private float between;

    /** Takes up a perceptual roughness. */
    void prepare(final float roughness) {
        final float r = Shares.clamp01(roughness);
        final float alpha = Math.max(ALPHA_MIN, r * r);
        inverseAlpha = 1f / alpha;
        final float at = Math.max(0f, r * SheenAlbedo.ROUGHNESSES - 1f);
        row = Math.min((int) at, SheenAlbedo.ROUGHNESSES - 2);
        between = at - row;
        scale = 1f / Math.max(1f, SheenAlbedo.interpolate(row, between, 0f));
    }

    /** Of directions with cosines o and i whose half vector has cosine h: the lobe times the cosine i. */
    float value(final float o, final float i, final float h) {
        final float sine = (float) Math.sqrt(Math.max(0f, Math.fma(-h, h, 1f)));
        if (sine < SINE_MIN) {
            return 0f;
        }
        final float d = (2f + inverseAlpha) * Powers.two(inverseAlpha * Powers.log2(sine)) * INVERSE_TWO_PI;
        return scale * d * i / (4f * Math.fma(-o, i, o + i));
    }

    /** The share of white light from all around that goes to a direction of this cosine. */
    float albedo(final float cosine) {
        return Math.min(1f, scale * SheenAlbedo.interpolate(row, between, Math.min(cosine, 1f)));
    }
}
