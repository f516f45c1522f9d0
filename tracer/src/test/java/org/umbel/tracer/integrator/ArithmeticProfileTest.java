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
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.tracer.light.LightChoice;

/** That the digest's few paths see everything in its scene: taking any part away changes it. */
class ArithmeticProfileTest {
    private static final Scene SCENE = ArithmeticProfile.scene();
    private static final Environment MAP = ArithmeticProfile.map();

    @Test
    void shouldGiveTheSameDigestWhenComputedAgain() {
        assertThat(ArithmeticProfile.compute()).isEqualTo(ArithmeticProfile.digest());
    }

    private static long compute(final Scene scene, final Environment environment) {
        return ArithmeticProfile.compute(scene, environment, LightChoice.TREE);
    }

    /** The floor, the glossy wall with its normal map, the half-transparent sheet, a lamp, the glass, two lamps. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void shouldChangeWhenAnInstanceIsMissing(final int index) {
        final List<Instance> rest = new ArrayList<>(SCENE.instances());
        rest.remove(index);

        assertThat(compute(new Scene(SCENE.meshes(), SCENE.images(), SCENE.materials(),
            rest, SCENE.lights(), SCENE.environment()), MAP)).isNotEqualTo(ArithmeticProfile.digest());
    }

    /** Sun, point and spot. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldChangeWhenALightIsMissing(final int index) {
        final List<Light> rest = new ArrayList<>(SCENE.lights());
        rest.remove(index);

        assertThat(compute(new Scene(SCENE.meshes(), SCENE.images(), SCENE.materials(),
            SCENE.instances(), rest, SCENE.environment()), MAP)).isNotEqualTo(ArithmeticProfile.digest());
    }

    @Test
    void shouldChangeWhenTheSkyIsMissing() {
        assertThat(compute(new Scene(SCENE.meshes(), SCENE.images(), SCENE.materials(),
            SCENE.instances(), SCENE.lights(), Environment.constant(0, 0, 0)), MAP))
            .isNotEqualTo(ArithmeticProfile.digest());
    }

    @Test
    void shouldChangeWhenTheMapIsMissingOrTurned() {
        final Environment.Mapped map = (Environment.Mapped) MAP;
        assertThat(compute(SCENE, SCENE.environment())).isNotEqualTo(ArithmeticProfile.digest());
        assertThat(compute(SCENE, new Environment.Mapped(map.map(), 0.7f, map.strength())))
            .isNotEqualTo(ArithmeticProfile.digest());
    }

    /** Either image in the place of the other: lookups of both are seen, and so is what JPEG loses. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldChangeWhenAnImageIsAnother(final int index) {
        final List<Image> images = new ArrayList<>(SCENE.images());
        images.set(index, SCENE.images().get(1 - index));

        assertThat(compute(new Scene(SCENE.meshes(), images, SCENE.materials(),
            SCENE.instances(), SCENE.lights(), SCENE.environment()), MAP))
            .isNotEqualTo(ArithmeticProfile.digest());
    }

    @Test
    void shouldChangeWhenLampsAreChosenByPower() {
        assertThat(ArithmeticProfile.compute(SCENE, MAP, LightChoice.POWER)).isNotEqualTo(ArithmeticProfile.digest());
    }

    @Test
    void shouldChangeWhenTheSecondSetOfTextureCoordinatesIsAnother() {
        final Mesh square = SCENE.meshes().getFirst();
        final Mesh other = new Mesh(square.positions(), square.indices(), square.normals(), square.tangents(),
            List.of(square.texcoords(0), square.texcoords(0)), square.colors());

        assertThat(compute(new Scene(List.of(other), SCENE.images(), SCENE.materials(), SCENE.instances(),
            SCENE.lights(), SCENE.environment()), MAP)).isNotEqualTo(ArithmeticProfile.digest());
    }
}
