package org.umbel.tracer.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartTest {
    /** Of 256 stratified numbers those in each part are stratified there. */
    @ParameterizedTest
    @ValueSource(floats = {0.1f, 0.5f, 0.73f})
    void shouldSpreadEvenlyWithinEachPart(final float share) {
        final int[] below = new int[2];
        final int[] firstHalf = new int[2];
        for (int i = 0; i < 256; i++) {
            final float u = OwenSobol.x(OwenSobol.shuffle(i, 77), 77);
            final int part = u < share ? 0 : 1;
            final float within = part == 0 ? Part.within(u, 0f, share) : Part.within(u, share, 1f - share);
            assertThat(within).isGreaterThanOrEqualTo(0f).isLessThan(1f);
            below[part]++;
            firstHalf[part] += within < 0.5f ? 1 : 0;
        }
        assertThat(below[0]).isBetween((int) (256 * share) - 1, (int) (256 * share) + 1);
        for (int part = 0; part < 2; part++) {
            assertThat(firstHalf[part]).isBetween(below[part] / 2 - 1, below[part] / 2 + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0.1f, 0.3f, 0.9999999f})
    void shouldStayBelowOneAtAnEnd(final float share) {
        assertThat(Part.within(Math.nextDown(share), 0f, share)).isLessThan(1f);
        assertThat(Part.within(Math.nextDown(1f), share, 1f - share)).isLessThan(1f);
    }
}
