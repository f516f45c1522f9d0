package org.umbel.relay.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.tile.SampleRange;

final class RangeSetTest {
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldAgreeWithABitSet(final long seed) {
        final Random random = new Random(seed);
        RangeSet set = RangeSet.EMPTY;
        final BitSet bits = new BitSet();
        for (int step = 0; step < 2000; step++) {
            final int count = 1 << random.nextInt(5);
            final SampleRange r = new SampleRange(count * random.nextInt(128 / count), count);
            final int held = bits.get(r.first(), r.end()).cardinality();
            assertThat(set.contains(r)).isEqualTo(held == count);
            assertThat(set.isDisjoint(r.first(), r.end())).isEqualTo(held == 0);
            if (held == count) {
                set = set.minus(r);
                bits.clear(r.first(), r.end());
            } else if (held == 0) {
                set = set.plus(r);
                bits.set(r.first(), r.end());
            }
            assertThat(set.size()).isEqualTo(bits.cardinality());
            RangeSet again = RangeSet.EMPTY;
            for (final SampleRange aligned : set.aligned()) {
                again = again.plus(aligned);
            }
            assertThat(again).isEqualTo(set);
        }
    }

    /** The samples of a set. */
    private static BitSet bits(final RangeSet set) {
        final BitSet bits = new BitSet();
        for (int i = 0; i < set.intervalCount(); i++) {
            bits.set(set.first(i), set.end(i));
        }
        return bits;
    }

    private static RangeSet random(final Random random) {
        RangeSet set = RangeSet.EMPTY;
        for (int i = 0; i < 5; i++) {
            final int first = random.nextInt(32);
            final RangeSet more = RangeSet.of(first, first + random.nextInt(8));
            set = set.without(more).plus(more);
        }
        return set;
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void shouldCombineSetsAsBitSetsDo(final long seed) {
        final Random random = new Random(seed);
        for (int step = 0; step < 500; step++) {
            final RangeSet a = random(random);
            final RangeSet b = random(random);
            final BitSet both = bits(a);
            both.and(bits(b));
            final BitSet less = bits(a);
            less.andNot(bits(b));
            assertThat(bits(a.common(b))).isEqualTo(both);
            assertThat(bits(a.without(b))).isEqualTo(less);
            assertThat(a.isDisjoint(b)).isEqualTo(both.isEmpty());
            assertThat(a.containsAll(b)).isEqualTo(both.equals(bits(b)));
            assertThat(a.without(b).plus(a.common(b))).isEqualTo(a).hasSameHashCodeAs(a);
            assertThat(a.minus(a.common(b))).isEqualTo(a.without(b));
            assertThat(a.equals(b)).isEqualTo(bits(a).equals(bits(b)));
            assertThat(a.alignedCount()).isEqualTo(a.aligned().size());
            if (!a.isEmpty()) {
                assertThat(a.first()).isEqualTo(bits(a).nextSetBit(0));
                assertThat(a.firstEnd()).isEqualTo(bits(a).nextClearBit(a.first()));
            }
        }
    }

    @Test
    void shouldSayWhatIsInIt() {
        assertThat(RangeSet.of(0, 3).plus(RangeSet.of(5, 9))).hasToString("{[0, 3) [5, 9)}");
        assertThat(RangeSet.EMPTY).hasToString("{}").isNotEqualTo("{}");
        assertThat(RangeSet.of(4, 4)).isSameAs(RangeSet.EMPTY);
        assertThatThrownBy(() -> RangeSet.of(4, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RangeSet.of(-1, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseToAddTwiceOrRemoveWhatIsNotThere() {
        final RangeSet set = RangeSet.of(4, 12);
        assertThatThrownBy(() -> set.plus(new SampleRange(8, 8))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> set.minus(new SampleRange(0, 8))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRemoveAllOwedRangesOrNone() {
        final OwedSet owed = new OwedSet();
        owed.add(3, new SampleRange(0, 4));
        assertThat(owed.remove(3, List.of(new SampleRange(0, 2), new SampleRange(0, 1)))).isFalse();
        assertThat(owed.tileSamples()).isEqualTo(4);
        assertThat(owed.remove(3, List.of(new SampleRange(0, 2), new SampleRange(2, 2)))).isTrue();
        assertThat(owed.isEmpty()).isTrue();
    }
}
