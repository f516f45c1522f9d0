package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCutsTest {
    private static final int MIN = 16 * 1024;

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void shouldCutBetweenElementsWithinBounds(final RecordKind kind) {
        final int element = kind.cuts().elementBytes();
        final byte[] record = random(1, 8_000_000 / element * element);
        final List<Integer> ends = ends(kind.cuts(), record);
        int from = 0;
        for (final int end : ends) {
            assertThat(end % element).isZero();
            assertThat(end - from).isLessThanOrEqualTo(Block.RAW_BYTES_MAX);
            assertThat(end - from >= MIN || end == record.length).isTrue();
            from = end;
        }
        assertThat(from).isEqualTo(record.length);
        assertThat(record.length / ends.size()).isBetween(58 * 1024, 74 * 1024);
    }

    @Test
    void shouldCutAtTheLargestLengthWhatIsAllAlike() {
        final List<Integer> ends = ends(RecordKind.POSITIONS.cuts(), new byte[1_200_000]);
        assertThat(ends).containsExactly(262_140, 524_280, 786_420, 1_048_560, 1_200_000);
    }

    @Test
    void shouldTakeRecordsOfAnyLength() {
        for (final int length : new int[] {1, 11, 12, 13, MIN - 1, MIN, MIN + 13, 262_143, 262_144, 262_150, 300_001}) {
            for (final byte[] record : List.of(new byte[length], random(length, length))) {
                final List<Integer> ends = ends(RecordKind.POSITIONS.cuts(), record);
                assertThat(ends).isSorted().endsWith(length);
                assertThat(ends.subList(0, ends.size() - 1)).allMatch(end -> end % 12 == 0);
            }
        }
    }

    /** Whatever is put in, removed or overwritten: pieces away from the edit stay. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldKeepPiecesAwayFromAnEdit(final long seed) {
        final Random random = new Random(seed);
        final ContentCuts cuts = RecordKind.values()[random.nextInt(6)].cuts();
        final int element = cuts.elementBytes();
        final byte[] before = random(seed, 250_000 * element);
        final int at = random.nextInt(250_000) * element;
        final int removed = Math.min(random.nextInt(200) * element, before.length - at);
        final byte[] inserted = random(seed + 1, random.nextInt(200) * element);
        final byte[] after = new byte[before.length - removed + inserted.length];
        System.arraycopy(before, 0, after, 0, at);
        System.arraycopy(inserted, 0, after, at, inserted.length);
        System.arraycopy(before, at + removed, after, at + inserted.length, before.length - at - removed);
        final Set<BlockId> old = new HashSet<>(pieces(cuts, before));
        final List<BlockId> now = pieces(cuts, after);
        assertThat(now.stream().filter(id -> !old.contains(id)).count()).isLessThanOrEqualTo(8);
        assertThat(now).hasSizeGreaterThan(20);
    }

    private static List<Integer> ends(final ContentCuts cuts, final byte[] record) {
        final List<Integer> ends = new ArrayList<>();
        for (int at = 0; at < record.length;) {
            final int end = cuts.next(record, at, record.length);
            assertThat(end).isGreaterThan(at);
            assertThat(cuts.next(record, at, record.length)).isEqualTo(end);
            ends.add(end);
            at = end;
        }
        return ends;
    }

    private static List<BlockId> pieces(final ContentCuts cuts, final byte[] record) {
        final List<BlockId> pieces = new ArrayList<>();
        int from = 0;
        for (final int end : ends(cuts, record)) {
            pieces.add(BlockId.of(Arrays.copyOfRange(record, from, end)));
            from = end;
        }
        return pieces;
    }

    private static byte[] random(final long seed, final int length) {
        final byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
