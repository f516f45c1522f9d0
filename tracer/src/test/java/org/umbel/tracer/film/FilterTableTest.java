package org.umbel.tracer.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.PictureSettings.Filter;

class FilterTableTest {
    @Test
    void shouldBeUniformOverThePixelWhenBox() {
        final FilterTable box = new FilterTable(Filter.BOX);
        assertThat(box.offset(0f)).isEqualTo(-0.5f);
        assertThat(box.offset(0.75f)).isEqualTo(0.25f);
        assertThat(box.offset(0x1.fffffep-1f)).isLessThan(0.5f);
    }

    @Test
    void shouldFollowTheWindowWhenBlackmanHarris() {
        final FilterTable filter = new FilterTable(Filter.BLACKMAN_HARRIS);
        final int samples = 1 << 16;
        double variance = 0;
        for (int i = 0; i < samples; i++) {
            final float offset = filter.offset((i + 0.5f) / samples);
            assertThat(offset).isBetween(-1.65f, 1.65f);
            variance += (double) offset * offset / samples;
        }
        // closed form: width^2 (1/12 + (-a1 + a2/4 - a3/9) / (2 pi^2 a0))
        final double width = FilterTable.BLACKMAN_HARRIS_WIDTH;
        final double expected = width * width
            * (1 / 12.0 + (-0.48829 + 0.14128 / 4 - 0.01168 / 9) / (2 * Math.PI * Math.PI * 0.35875));
        assertThat(variance).isCloseTo(expected, within(2e-4));
        assertThat(filter.offset(0.5f)).isCloseTo(0f, within(1e-5f));
    }
}
