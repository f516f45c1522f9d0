package org.umbel.relay.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.wire.TileRange;

final class FreeWorkTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldGiveEverythingOnceOctaveByOctave(final long seed) {
        final Random random = new Random(seed);
        final MortonOrder order = MortonOrder.of(new TileGrid(7 * 32, 5 * 32));
        final int samples = 1 + random.nextInt(300);
        final FreeWork free = FreeWork.progressive(order, 0, false);
        for (int tile = 0; tile < 35; tile++) {
            free.add(tile, RangeSet.of(0, samples));
        }
        final RangeSet[] taken = new RangeSet[35];
        java.util.Arrays.fill(taken, RangeSet.EMPTY);
        int octave = 0;
        final List<TileRange> out = new ArrayList<>();
        while (!free.isEmpty()) {
            final TileRange next =
                free.cut(free.next(random.nextInt(20), 20 + random.nextInt(15)), 1 + random.nextInt(64));
            final int its = 32 - Integer.numberOfLeadingZeros(next.range().first());
            assertThat(its).isGreaterThanOrEqualTo(octave);
            octave = its;
            out.add(next);
            taken[next.tile()] = taken[next.tile()].plus(next.range());
        }
        assertThat(taken).containsOnly(RangeSet.of(0, samples));
        assertThat(free.next(0, 35)).isNegative();
        out.forEach(r -> free.add(r.tile(), r.range()));
        assertThat(free.tileSamples()).isEqualTo(35L * samples);
        assertThat(free.drain().stream().mapToLong(r -> r.range().count()).sum()).isEqualTo(35L * samples);
        assertThat(free.isEmpty()).isTrue();
    }
}
