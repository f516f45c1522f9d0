package org.umbel.relay.sums;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

final class BucketsTest {
    private final SumsPool pool = new SumsPool(2);
    private final Buckets buckets = new Buckets(pool);

    private static TileSums sums(final long value) {
        final TileSums sums = new TileSums(2);
        sums.sums()[0] = value;
        return sums;
    }

    @Test
    void shouldMergeWhatIsReportedOfATile() {
        assertThat(buckets.isEmpty()).isTrue();
        final TileSums read = sums(5);
        buckets.add(3, RangeSet.of(0, 4), read, false);
        buckets.add(3, RangeSet.of(8, 16), sums(7), true);
        buckets.add(4, RangeSet.of(0, 1), sums(1), true);
        assertThat(buckets.isEmpty()).isFalse();
        assertThat(buckets.tileSamples()).isEqualTo(13);
        assertThat(buckets.ranges(3)).isEqualTo(RangeSet.of(0, 4).plus(RangeSet.of(8, 16)));
        assertThat(buckets.sums(3)).isEqualTo(sums(12));
        assertThat(read).as("only read").isEqualTo(sums(5));
        assertThat(buckets.ranges(5)).isEqualTo(RangeSet.EMPTY);
        assertThat(buckets.sums(5)).isNull();
    }

    @Test
    void shouldHandABucketOutOnce() {
        buckets.add(3, RangeSet.of(0, 4), sums(5), true);
        buckets.add(4, RangeSet.of(0, 1), sums(1), true);
        assertThat(buckets.take(3)).isEqualTo(new Bucket(RangeSet.of(0, 4), sums(5)));
        assertThat(buckets.take(3)).isNull();
        assertThat(buckets.tileSamples()).isEqualTo(1);
        buckets.drop();
        assertThat(buckets.isEmpty()).isTrue();
        assertThat(buckets.tileSamples()).isZero();
        assertThat(buckets.take(4)).isNull();
    }

    @Test
    void shouldUseAgainClearedWhatNobodyHolds() {
        final TileSums first = sums(5);
        final TileSums second = sums(7);
        buckets.add(3, RangeSet.of(0, 4), first, true);
        buckets.add(3, RangeSet.of(4, 8), second, true);
        assertThat(pool.acquire()).isSameAs(second).isEqualTo(sums(0));
        assertThat(pool.acquire()).isNotSameAs(first);
        buckets.drop();
        assertThat(pool.acquire()).isSameAs(first).isEqualTo(sums(0));
        assertThat(pool.planeLength()).isEqualTo(2);
        assertThat(pool.acquire().planeLength()).isEqualTo(2);
    }

    @Test
    void shouldNotHoardMoreSumsThanItKeeps() {
        final TileSums last = sums(0);
        for (int i = 0; i < 1024; i++) {
            pool.release(sums(0));
        }
        pool.release(last);
        assertThat(pool.acquire()).isNotSameAs(last);
    }
}
