package org.umbel.codec.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvironmentMapTest {
    private final byte[] texel = new byte[4];

    @Test
    void shouldKeepTheBrightestChannelWithinHalfAPercent() {
        final Random random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            final float bright = Math.scalb(1 + random.nextFloat(), random.nextInt(200) - 100);
            final float faint = bright * random.nextFloat();
            assertThat(EnvironmentMap.encode(faint, bright, 0, texel, 0)).isTrue();
            assertThat(channel(1)).isCloseTo(bright, within(bright / 255));
            assertThat(channel(0)).isCloseTo(faint, within(bright / 255));
            assertThat(channel(2)).isZero();
        }
    }

    @Test
    void shouldKeepWhatATexelCanHold() {
        assertThat(EnvironmentMap.encode(1, 0.5f, 1 / 128f, texel, 0)).isTrue();
        assertThat(texel).containsExactly(128, 64, 1, 129);
        assertThat(EnvironmentMap.encode(0.99999f, 0, 0, texel, 0)).isTrue();
        assertThat(texel).containsExactly(128, 0, 0, 129);
        assertThat(EnvironmentMap.encode(0, 0, 0, texel, 0)).isTrue();
        assertThat(channel(0) + channel(1) + channel(2)).isZero();
    }

    @Test
    void shouldRefuseWhatNoTexelHolds() {
        assertThat(EnvironmentMap.encode(-1, 0, 0, texel, 0)).isFalse();
        assertThat(EnvironmentMap.encode(0, Float.NaN, 0, texel, 0)).isFalse();
        assertThat(EnvironmentMap.encode(0, 0, Float.POSITIVE_INFINITY, texel, 0)).isFalse();
        assertThatThrownBy(() -> new EnvironmentMap(2, 2, texel)).hasMessageContaining("2 x 2 texels in 4 bytes");
        assertThat(EnvironmentMap.isPossible(8192, 4096)).isTrue();
        assertThat(EnvironmentMap.isPossible(8192, 4097)).isFalse();
        assertThat(EnvironmentMap.isPossible(1L << 32, 1)).isFalse();
    }

    private float channel(final int channel) {
        return Math.scalb((float) (texel[channel] & 0xFF), (texel[3] & 0xFF) - 136);
    }
}
