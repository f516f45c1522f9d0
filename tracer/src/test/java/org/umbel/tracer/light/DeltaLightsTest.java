package org.umbel.tracer.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.codec.scene.Light;

class DeltaLightsTest {
    private static final int SAMPLES = 1 << 16;

    /** Chi-squared of the lights chosen, told apart by their red, against the probabilities that they give. */
    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0", "0, 1", "0, 5", "3, 4"})
    void shouldChooseAsItsProbabilitiesSay(final int suns, final int points) {
        final List<Light> lights = new ArrayList<>();
        for (int i = 0; i < suns; i++) {
            lights.add(new Light.Sun(new float[] {i, -1, 0}, new float[] {1 + i, 2, 1}));
        }
        for (int i = 0; i < points; i++) {
            // all at a distance of 2 from the receiver: a quarter of the intensity
            final float[] place = i % 2 == 0 ? new float[] {0, 2, 0} : new float[] {2, 0, 0};
            final float[] intensity = {400 * (1 + i), 100, 1};
            lights.add(i < 3 ? new Light.Point(place, intensity, 0)
                : new Light.Spot(place, new float[] {-place[0], -place[1], 0}, intensity, 0.9f, 0.5f, 0));
        }
        final DeltaLights delta = new DeltaLights(lights);
        final LightSample sample = new LightSample();
        final Random random = new Random(4);
        final Map<Integer, Integer> counts = new HashMap<>();
        final Map<Integer, Float> probabilities = new HashMap<>();
        for (int i = 0; i < SAMPLES; i++) {
            assertThat(delta.sample(random.nextFloat(), 0, 0, 0, sample)).isTrue();
            final int red = Math.round(sample.r);
            counts.merge(red, 1, Integer::sum);
            assertThat(probabilities.merge(red, sample.pdf, (a, b) -> b)).isEqualTo(sample.pdf);
        }
        final List<Integer> found = List.copyOf(counts.keySet());

        assertThat(found).hasSize(suns + points);
        assertThat(probabilities.values().stream().mapToDouble(pdf -> pdf).sum()).isCloseTo(1, within(1e-5));
        ChiSquared.check(found.stream().mapToDouble(counts::get).toArray(),
            found.stream().mapToDouble(red -> SAMPLES * probabilities.get(red)).toArray());
    }
}
