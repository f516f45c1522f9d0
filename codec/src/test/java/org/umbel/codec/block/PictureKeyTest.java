package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;

class PictureKeyTest {
    private static final BlockId MANIFEST = new BlockId(1, 2, 3, -1);
    private static final Camera CAMERA =
        new Camera(new float[] {1, 2, 3}, new float[] {0, 0, 0}, new float[] {0, 1, 0}, 45);
    private static final PictureSettings SETTINGS =
        new PictureSettings(320, 180, 64, 16, PictureSettings.Filter.BLACKMAN_HARRIS, 8);

    /** The expected value was made by Python's hashlib and struct, not by this code. */
    @Test
    void shouldNameAPicture() {
        assertThat(PictureKey.of(MANIFEST, CAMERA, SETTINGS, 0xCAFE))
            .isEqualTo("b8e6613c1d1803eb29b6434d23805cdeac2bcace88ca34d5e0618d35213a9c57");
    }

    @Test
    void shouldDifferWhenAnyPartDoes() {
        final String key = PictureKey.of(MANIFEST, CAMERA, SETTINGS, 0xCAFE);
        final PictureSettings more = new PictureSettings(320, 180, 65, 16, PictureSettings.Filter.BLACKMAN_HARRIS, 8);
        final Camera wider = new Camera(CAMERA.position(), CAMERA.target(), CAMERA.up(), 46);
        assertThat(PictureKey.of(MANIFEST, CAMERA, SETTINGS, 0xCAFF)).isNotEqualTo(key);
        assertThat(PictureKey.of(MANIFEST, CAMERA, more, 0xCAFE)).isNotEqualTo(key);
        for (final Camera other : new Camera[] {CAMERA.withLens(1, 2), CAMERA.withLens(1, 3),
            new Camera(CAMERA.position(), CAMERA.target(), CAMERA.up(), 45, 1, 0, 0)}) {
            assertThat(PictureKey.of(MANIFEST, other, SETTINGS, 0xCAFE)).isNotEqualTo(key);
        }
        assertThat(PictureKey.of(MANIFEST, wider, SETTINGS, 0xCAFE)).isNotEqualTo(key);
        assertThat(PictureKey.of(new BlockId(1, 2, 3, 4), CAMERA, SETTINGS, 0xCAFE)).isNotEqualTo(key);
    }

    @Test
    void shouldForgetTheNumberOfSamplesOnlyWhenAsked() {
        final PictureSettings more = new PictureSettings(320, 180, 65, 16, PictureSettings.Filter.BLACKMAN_HARRIS, 8);
        final PictureSettings wider = new PictureSettings(321, 180, 64, 16, PictureSettings.Filter.BLACKMAN_HARRIS, 8);
        final String key = PictureKey.ofAnySamples(MANIFEST, CAMERA, SETTINGS, 0xCAFE);
        assertThat(PictureKey.ofAnySamples(MANIFEST, CAMERA, more, 0xCAFE)).isEqualTo(key);
        assertThat(PictureKey.ofAnySamples(MANIFEST, CAMERA, wider, 0xCAFE)).isNotEqualTo(key);
        assertThat(key).isNotEqualTo(PictureKey.of(MANIFEST, CAMERA, SETTINGS, 0xCAFE));
    }
}
