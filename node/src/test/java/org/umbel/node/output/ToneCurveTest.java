package org.umbel.node.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ToneCurveTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

    @Test
    void shouldTakeOnlyTheDielectricReflectanceOffMidtones() {
        assertThat(mapped(0.5f, 0.3f, 0.2f)).containsExactly(new float[] {0.46f, 0.26f, 0.16f}, CLOSE);
    }

    @Test
    void shouldBendShadowsSmoothlyToBlack() {
        assertThat(mapped(0, 0, 0)).containsExactly(0, 0, 0);
        // least 0.04: offset 0.04 - 6.25 * 0.0016 = 0.03
        assertThat(mapped(0.04f, 0.1f, 0.1f)).containsExactly(new float[] {0.01f, 0.07f, 0.07f}, CLOSE);
    }

    @Test
    void shouldCompressHighlightsBelowOneAndKeepTheirOrder() {
        // grey 1.04: peak 1, new peak 1 - 0.24^2 / (1 + 0.24 - 0.76) = 0.88
        assertThat(mapped(1.04f, 1.04f, 1.04f)).containsExactly(new float[] {0.88f, 0.88f, 0.88f}, CLOSE);
        float before = 0;
        for (float value = 0; value < 100; value += 0.25f) {
            final float[] rgb = mapped(value, value / 2, value / 4);
            assertThat(rgb[0]).isGreaterThanOrEqualTo(before).isLessThan(1);
            assertThat(rgb[1]).isBetween(rgb[2] - 1e-6f, rgb[0] + 1e-6f);
            before = rgb[0];
        }
    }

    @Test
    void shouldLoseSaturationTowardsWhite() {
        final float[] rgb = mapped(1000, 0, 0);
        assertThat(rgb[1]).isGreaterThan(0.9f);
    }

    @Test
    void shouldLeaveLinearAlone() {
        final float[] rgb = {-1, 0.5f, 7};
        ToneCurve.LINEAR.apply(rgb);
        assertThat(rgb).containsExactly(-1, 0.5f, 7);
    }

    private static float[] mapped(final float r, final float g, final float b) {
        final float[] rgb = {r, g, b};
        ToneCurve.PBR_NEUTRAL.apply(rgb);
        return rgb;
    }
}
