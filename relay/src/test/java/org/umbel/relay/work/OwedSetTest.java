package org.umbel.relay.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.SampleRange;

final class OwedSetTest {
    private final OwedSet owed = new OwedSet();

    @Test
    void shouldCountWhatIsOwed() {
        assertThat(owed.isEmpty()).isTrue();
        owed.add(3, new SampleRange(0, 4));
        owed.add(5, new SampleRange(8, 8));
        owed.add(3, new SampleRange(4, 2));
        assertThat(owed.isEmpty()).isFalse();
        assertThat(owed.tileSamples()).isEqualTo(14);
        assertThat(owed.of(3)).isEqualTo(RangeSet.of(0, 6));
        assertThat(owed.of(4)).isEqualTo(RangeSet.EMPTY);
        assertThat(owed.byTile()).isEqualTo(Map.of(3, RangeSet.of(0, 6), 5, RangeSet.of(8, 16)));
        assertThat(owed.lastTiles()).containsExactly(5, 3);
        assertThat(owed.remove(3, List.of(new SampleRange(0, 2), new SampleRange(4, 2)))).isTrue();
        assertThat(owed.tileSamples()).isEqualTo(10);
        assertThat(owed.of(3)).isEqualTo(RangeSet.of(2, 4));
        assertThat(owed.remove(3, List.of(new SampleRange(2, 2)))).isTrue();
        assertThat(owed.byTile()).containsOnlyKeys(5);
    }

    @Test
    void shouldGiveEverythingBackWhenItIsDrained() {
        owed.add(3, new SampleRange(0, 4));
        owed.add(5, new SampleRange(8, 8));
        final Map<Integer, RangeSet> freed = new LinkedHashMap<>();
        owed.drain((tile, ranges) -> {
            assertThat(owed.isEmpty()).isTrue();
            freed.put(tile, ranges);
        });
        assertThat(freed).containsExactly(Map.entry(3, RangeSet.of(0, 4)), Map.entry(5, RangeSet.of(8, 16)));
        assertThat(owed.tileSamples()).isZero();
    }
}
