package org.umbel.node.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.node.output.ToneCurve;

final class WishTest {
    private static final String CAMERA =
        "{'type': 'camera', 'position': [1, 2, 3], 'target': [0, 0, 0], 'up': [0, 1, 0], 'fov': 40}";

    private static Wish read(final String text) {
        return Wish.read(text.replace('\'', '"'));
    }

    @Test
    void shouldReadWhatThePageSends() {
        assertThat(read(CAMERA)).isInstanceOfSatisfying(Wish.Look.class, look -> {
            assertThat(look.camera().position()).containsExactly(1, 2, 3);
            assertThat(look.camera().verticalFovDegrees()).isEqualTo(40);
        });
        assertThat(read("{'type': 'show', 'exposure': -1.5, 'tone': 'linear'}"))
            .isEqualTo(new Wish.Show(-1.5, ToneCurve.LINEAR, false));
        assertThat(read("{'type': 'show', 'exposure': 0, 'tone': 'linear', 'denoise': true}"))
            .isEqualTo(new Wish.Show(0, ToneCurve.LINEAR, true));
        assertThat(read("{'type': 'drawn', 'frame': 12}")).isEqualTo(new Wish.Drawn(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{}", "[]", "7", "{'type': 'quit'}", "{'type': 'camera'}",
        "{'type': 'show', 'exposure': 31, 'tone': 'linear'}", "{'type': 'show', 'exposure': 'x', 'tone': 'linear'}",
        "{'type': 'show', 'exposure': 0, 'tone': 'sepia'}"})
    void shouldRefuseWhatNoPageOfOursSends(final String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Wish.UnknownWishException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'position': [0, 0, 0]", "'position': [0, 5, 0]", "'position': [1e13, 2, 3]",
        "'position': [1, 2]", "'position': ['a', 2, 3]", "'up': [0, 0, 0]", "'fov': 0", "'fov': 180", "'fov': null"})
    void shouldRefuseCamerasThatLookNowhere(final String change) {
        final String name = change.substring(0, change.indexOf(':') + 1);
        final String text = CAMERA.replaceFirst(name + " (\\[[^]]*]|\\d+)", change);
        assertThat(text).isNotEqualTo(CAMERA);
        assertThatThrownBy(() -> read(text)).isInstanceOf(Wish.UnknownWishException.class);
    }
}
