package org.umbel.node.output;

/** How linear light becomes what a screen can show. */
public enum ToneCurve {
    /**
     * Khronos PBR Neutral: base colours below 0.8 stay as they are, highlights are compressed and lose
     * saturation towards white. After the formulas of its specification (KhronosGroup/ToneMapping, 2024).
     */
    PBR_NEUTRAL {
        @Override
        void apply(final float[] rgb) {
            for (int i = 0; i < rgb.length; i += 3) {
                neutral(rgb, i);
            }
        }
    },
    /** Nothing: values outside 0..1 clip. */
    LINEAR {
        @Override
        void apply(final float[] rgb) {
            // Clipping is left to the encoder.
        }
    };

    /** Reflectance of a dielectric at normal incidence, which the curve takes off in the shadows. */
    private static final double F0 = 0.04;
    private static final double COMPRESSION_START = 0.8 - F0;
    private static final double DESATURATION = 0.15;

    /** Maps linear interleaved RGB in place. */
    abstract void apply(float[] rgb);

    private static void neutral(final float[] rgb, final int at) {
        final double least = Math.min(rgb[at], Math.min(rgb[at + 1], rgb[at + 2]));
        final double offset = least < 2 * F0 ? least - least * least / (4 * F0) : F0;
        final double peak = Math.max(rgb[at], Math.max(rgb[at + 1], rgb[at + 2])) - offset;
        double scale = 1;
        double white = 0;
        double whiteShare = 0;
        if (peak >= COMPRESSION_START) {
            final double range = 1 - COMPRESSION_START;
            white = 1 - range * range / (peak + range - COMPRESSION_START);
            scale = white / peak;
            whiteShare = 1 - 1 / (DESATURATION * (peak - white) + 1);
        }
        for (int c = at; c < at + 3; c++) {
            rgb[c] = (float) ((rgb[c] - offset) * scale * (1 - whiteShare) + white * whiteShare);
        }
    }
}
