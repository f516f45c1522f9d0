package org.umbel.tracer.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.codec.scene.TextureRef.Wrap;

class TextureTest {
    /** Red 0, 51, 102, 255 from left to right, opaque. */
    private static final Texels ROW = new Texels(4, 1, new int[] {0xff000000, 0xff000033, 0xff000066, 0xff0000ff});

    @ParameterizedTest
    @CsvSource({
        "REPEAT, 0.125, 0", "REPEAT, 0.25, 0.1", "REPEAT, 0, 0.5", "REPEAT, 1, 0.5", "REPEAT, -0.125, 1",
        "REPEAT, 5.375, 0.2", "CLAMP, 0, 0", "CLAMP, 7, 1", "CLAMP, -3, 0", "MIRROR, 1.125, 1", "MIRROR, -0.375, 0.2",
        "MIRROR, 1, 1", "MIRROR, 2, 0"})
    void shouldFilterAndWrap(final Wrap wrap, final float u, final float expected) {
        final Texture texture = new Texture(List.of(ROW), Transfer.LINEAR, wrap, Wrap.CLAMP, false);
        final float[] out = new float[4];
        texture.lookup(u, 0.5f, 0, out);
        assertThat(out[0]).isCloseTo(expected, within(1e-6f));
        assertThat(out[3]).isCloseTo(1f, within(1e-6f));
    }

    @Test
    void shouldTakeTheNearestTexelWhenAsked() {
        final Texture texture = new Texture(List.of(ROW), Transfer.LINEAR, Wrap.REPEAT, Wrap.REPEAT, true);
        final float[] out = new float[4];
        texture.lookup(0.49f, 0.9f, 0, out);
        assertThat(out[0]).isCloseTo(0.2f, within(1e-6f));
    }

    @Test
    void shouldDecodeTheSrgbCurve() {
        assertThat(Transfer.SRGB.decoded(0)).isZero();
        assertThat(Transfer.SRGB.decoded(255)).isEqualTo(1f);
        assertThat(Transfer.SRGB.decoded(188)).isCloseTo(0.5029f, within(1e-4f));
        for (int code = 0; code < 256; code++) {
            assertThat(Transfer.SRGB.mean(code, code, code, code)).isEqualTo(code);
            assertThat(Transfer.LINEAR.mean(code, code, code, code)).isEqualTo(code);
        }
    }

    @Test
    void shouldAverageLightNotCodesWhenLevelsAreMade() {
        final Texels checker = new Texels(2, 2, new int[] {0xff0000ff, 0xff000000, 0xff000000, 0xff0000ff});

        assertThat(Texture.mipLevels(checker, Transfer.SRGB).getLast().rgba()).containsExactly(0xff0000bc);
        assertThat(Texture.mipLevels(checker, Transfer.LINEAR).getLast().rgba()).containsExactly(0xff000080);
    }

    @Test
    void shouldChooseALevelByTheFootprint() {
        final Texture texture = new Texture(Texture.mipLevels(new Texels(64, 64, new int[4096]), Transfer.LINEAR),
            Transfer.LINEAR, Wrap.REPEAT, Wrap.REPEAT, false);
        assertThat(texture.level(0f)).isZero();
        assertThat(texture.level(1f / 4096)).isZero();
        assertThat(texture.level(16f / 4096)).isEqualTo(1);
        assertThat(texture.level(Float.MAX_VALUE)).isEqualTo(6);
    }
}
