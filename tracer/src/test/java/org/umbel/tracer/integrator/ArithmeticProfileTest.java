package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Scene;

/** That the digest's few paths see everything in its scene: taking any part away changes it. */
class ArithmeticProfileTest {
    private static final Scene SCENE = ArithmeticProfile.scene();
    private static final Environment MAP = ArithmeticProfile.map();

    @Test
    void shouldGiveTheSameDigestWhenComputedAgain() {
        assertThat(ArithmeticProfile.compute()).isEqualTo(ArithmeticProfile.digest());
    }

    /** The floor, the glossy wall with its normal map, the half-transparent sheet, the lamp, the glass. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void shouldChangeWhenAnInstanceIsMissing(final int index) {
        final List<Instance> rest = new ArrayList<>(SCENE.instances());
        rest.remove(index);

        assertThat(ArithmeticProfile.compute(new Scene(SCENE.meshes(), SCENE.images(), SCENE.materials(),
            rest, SCENE.lights(), SCENE.environment()), MAP)).isNotEqualTo(ArithmeticProfile.digest());
    }

    /** Sun, point and spot. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldChangeWhenALightIsMissing(final int index) {
        final List<Light> rest = new ArrayList<>(SCENE.lights());
        rest.remove(index);

        assertThat(ArithmeticProfile.compute(new Scene(SCENE.meshes(), SCENE.images(), SCENE.materials(),
            SCENE.instances(), rest, SCENE.environment()), MAP)).isNotEqualTo(ArithmeticProfile.digest());
    }

    @Test
    void shouldChangeWhenTheSkyIsMissing() {
        assertThat(ArithmeticProfile.compute(new Scene(SCENE.meshes(), SCENE.images(), SCENE.materials(),
            SCENE.instances(), SCENE.lights(), Environment.constant(0, 0, 0)), MAP))
            .isNotEqualTo(ArithmeticProfile.digest());
    }

    @Test
    void shouldChangeWhenTheMapIsMissingOrTurned() {
        final Environment.Mapped map = (Environment.Mapped) MAP;
        assertThat(ArithmeticProfile.compute(SCENE, SCENE.environment())).isNotEqualTo(ArithmeticProfile.digest());
        assertThat(ArithmeticProfile.compute(SCENE, new Environment.Mapped(map.map(), 0.7f, map.strength())))
            .isNotEqualTo(ArithmeticProfile.digest());
    }

    /** Either image in the place of the other: lookups of both are seen, and so is what JPEG loses. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldChangeWhenAnImageIsAnother(final int index) {
        final List<Image> images = new ArrayList<>(SCENE.images());
        images.set(index, SCENE.images().get(1 - index));

        assertThat(ArithmeticProfile.compute(new Scene(SCENE.meshes(), images, SCENE.materials(),
            SCENE.instances(), SCENE.lights(), SCENE.environment()), MAP))
            .isNotEqualTo(ArithmeticProfile.digest());
    }
}
