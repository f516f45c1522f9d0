package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;

/** A white floor under lights without extent: its radiance is irradiance / pi. */
class PointLightTest {
    private static final Material WHITE = References.lambert(new float[] {1, 1, 1, 1}, new float[3]);
    private static final float[] INTENSITY = {2, 3, 5};
    private static final double INNER = Math.toRadians(20);
    private static final double OUTER = Math.toRadians(40);
    private static final double EXACT = 2e-3;
    /** For a choice between lights, 8 x 8 pixels of 256 samples. */
    private static final double NOISE = 0.02;

    /** I cos / d^2, with height h and offset x. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "1, 1", "0.5, 2", "30, 40", "0.01, 0.02"})
    void shouldGiveTheSquareLawUnderAPointLight(final float height, final float offset) {
        final double squared = (double) height * height + (double) offset * offset;
        final double expected = height / Math.sqrt(squared) / squared;

        final double[] irradiance = irradiance(new Light.Point(new float[] {-offset, height, 0}, INTENSITY, 0));

        for (int c = 0; c < 3; c++) {
            assertThat(irradiance[c] / (INTENSITY[c] * expected)).isCloseTo(1, within(EXACT));
        }
    }

    /** max(0, 1 - (d / range)^4) as KHR_lights_punctual recommends. */
    @ParameterizedTest
    @ValueSource(floats = {0.5f, 1, 1.1f, 2, 100})
    void shouldEndAtItsRange(final float range) {
        final double expected = Math.max(0, 1 - Math.pow(1 / range, 4));

        assertThat(irradiance(new Light.Point(new float[] {0, 1, 0}, INTENSITY, range))[0])
            .isCloseTo(INTENSITY[0] * expected, within(EXACT * INTENSITY[0]));
        assertThat(irradiance(spot(0, range))[0])
            .isCloseTo(INTENSITY[0] * expected, within(EXACT * INTENSITY[0]));
    }

    /** A spot straight above, whose axis is turned away from the point that it lights. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 19, 20, 22, 25, 30, 35, 39, 41, 60, 120, 180})
    void shouldFallOffBetweenTheConesOfASpot(final int degrees) {
        final double share = (Math.cos(Math.toRadians(degrees)) - Math.cos(OUTER))
            / (Math.cos(INNER) - Math.cos(OUTER));
        final double clamped = Math.clamp(share, 0.0, 1.0);

        assertThat(irradiance(spot(degrees, 0))[1])
            .isCloseTo(INTENSITY[1] * clamped * clamped, within(EXACT * INTENSITY[1]));
    }

    /** The specification's bound of 0.001 on the cosines' difference: no division by zero. */
    @Test
    void shouldHaveASharpEdgeWhenConesAreEqual() {
        final float cosine = (float) Math.cos(OUTER);
        for (final int degrees : new int[] {39, 41}) {
            final double angle = Math.toRadians(degrees);
            final float[] axis = {(float) Math.sin(angle), (float) -Math.cos(angle), 0};

            assertThat(irradiance(new Light.Spot(new float[] {0, 1, 0}, axis, INTENSITY, cosine, cosine, 0))[2])
                .isCloseTo(degrees < 40 ? INTENSITY[2] : 0, within(EXACT * INTENSITY[2]));
        }
    }

    @Test
    void shouldBeHiddenByWhatIsBeforeItAndNotByWhatIsBehind() {
        final Light light = new Light.Point(new float[] {-1, 1, 0}, INTENSITY, 0);

        assertThat(irradiance(List.of(light), sheet(0.5f))[0]).isZero();
        assertThat(irradiance(List.of(light), sheet(1.5f))[0])
            .isCloseTo(INTENSITY[0] / Math.sqrt(8), within(EXACT * INTENSITY[0]));
    }

    @Test
    void shouldAddUpWhenThereAreManyKinds() {
        final List<Light> lights = List.of(new Light.Sun(new float[] {1, -2, 0}, new float[] {1, 1, 1}),
            spot(25, 0),
            new Light.Point(new float[] {-1, 1, 0}, INTENSITY, 0),
            new Light.Point(new float[] {0, 3, 0}, new float[] {9, 9, 9}, 0), spot(90, 0));
        double sum = 0;
        for (final Light light : lights) {
            sum += irradiance(light)[1];
        }

        assertThat(irradiance(lights, List.of())[1] / sum).isCloseTo(1, within(NOISE));
    }

    private static Light.Spot spot(final int degrees, final float range) {
        final double angle = Math.toRadians(degrees);
        final float[] axis = {(float) Math.sin(angle), (float) -Math.cos(angle), 0};
        return new Light.Spot(new float[] {0, 1, 0}, axis, INTENSITY, (float) Math.cos(INNER),
            (float) Math.cos(OUTER), range);
    }

    /** A square parallel to the floor, around the middle between floor and lights of negative x. */
    private static List<Instance> sheet(final float height) {
        return List.of(new Instance(0, 0,
            new float[] {0.2f, 0, 0, -0.5f, 0, 0, 1, height, 0, -0.2f, 0, 0}));
    }

    private static double[] irradiance(final Light light) {
        return irradiance(List.of(light), List.of());
    }

    /** Of the floor at the origin, which the camera sees from the side, from below most lights. */
    private static double[] irradiance(final List<Light> lights, final List<Instance> others) {
        final List<Instance> instances = new ArrayList<>(others);
        instances.add(new Instance(0, 0, new float[] {5, 0, 0, 0, 0, 0, 1, 0, 0, -5, 0, 0}));
        final Scene scene = new Scene(List.of(TileRendererTest.square()), List.of(), List.of(WHITE), instances,
            lights, Environment.constant(0, 0, 0));
        final Camera camera = new Camera(new float[] {0.9f, 0.4f, 0}, new float[3], new float[] {0, 1, 0}, 0.001f);
        final float[] picture = References.render(TileRendererTest.prepare(scene), camera,
            new PictureSettings(8, 8, 256, 16, Filter.BOX, 0));
        final double[] irradiance = new double[3];
        for (int i = 0; i < picture.length; i++) {
            irradiance[i % 3] += picture[i] * Math.PI / 64;
        }
        return irradiance;
    }
}
