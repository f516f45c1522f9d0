package org.umbel.relay.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.wire.TileRange;

/** Whose turn a tile is, and how much of it. */
final class FreeOrderTest {
    private static final MortonOrder ORDER = MortonOrder.of(new TileGrid(4 * 32, 4 * 32));

    private static FreeWork whole(final int firstSample, final int end) {
        final FreeWork free = FreeWork.progressive(ORDER, firstSample, false);
        for (int tile = 0; tile < 16; tile++) {
            free.add(tile, RangeSet.of(firstSample, end));
        }
        return free;
    }

    private static int tileAt(final int position) {
        return ORDER.tiles()[position];
    }

    private static void takeAll(final FreeWork free, final int... positions) {
        for (final int position : positions) {
            free.takeAll(tileAt(position));
        }
    }

    @Test
    void shouldBeginAtHomeThenTakeTheEndOfTheHomeBefore() {
        final FreeWork free = whole(0, 16);
        assertThat(free.next(4, 8)).isEqualTo(tileAt(4));
        takeAll(free, 4, 5);
        assertThat(free.next(4, 8)).isEqualTo(tileAt(6));
        takeAll(free, 6, 7);
        assertThat(free.next(4, 8)).as("8 is another's").isEqualTo(tileAt(3));
        takeAll(free, 0, 1, 2, 3);
        assertThat(free.next(4, 8)).as("the last of all").isEqualTo(tileAt(15));
        assertThat(free.next(0, 4)).as("nothing before the first home").isEqualTo(tileAt(15));
        assertThat(free.next(8, 8)).as("nobody's home").isEqualTo(tileAt(15));
        takeAll(free, 8, 9, 10, 11, 12, 13, 14, 15);
        assertThat(free.next(4, 8)).isEqualTo(-1);
        assertThat(free.isEmpty()).isTrue();
    }

    @Test
    void shouldGiveEachTilesFirstOctaveBeforeAnyonesSecond() {
        final FreeWork free = whole(0, 16);
        assertThat(free.cut(tileAt(0), 100)).isEqualTo(new TileRange(tileAt(0), new SampleRange(0, 1)));
        assertThat(free.next(0, 1)).as("its home is an octave ahead").isEqualTo(tileAt(15));
        for (int position = 1; position < 16; position++) {
            free.cut(tileAt(position), 100);
        }
        assertThat(free.next(0, 16)).isEqualTo(tileAt(0));
        assertThat(free.cut(tileAt(0), 100).range()).isEqualTo(new SampleRange(1, 1));
        assertThat(free.cut(tileAt(0), 100).range()).isEqualTo(new SampleRange(2, 2));
        assertThat(free.natural(tileAt(0))).isEqualTo(4);
        assertThat(free.cut(tileAt(0), 2).range()).isEqualTo(new SampleRange(4, 2));
        assertThat(free.tileSamples()).isEqualTo(15 * 15 + 10);
        // what comes back is least again
        free.add(tileAt(0), new SampleRange(0, 1));
        assertThat(free.next(8, 9)).isEqualTo(tileAt(0));
    }

    @Test
    void shouldGoAnOctaveFurtherAtHomeBeforeItGoesElsewhere() {
        final FreeWork free = FreeWork.progressive(ORDER, 0, true);
        for (int tile = 0; tile < 16; tile++) {
            free.add(tile, RangeSet.of(0, 16));
        }
        free.cut(tileAt(4), 100);
        assertThat(free.next(4, 6)).as("the lowest at home").isEqualTo(tileAt(5));
        free.cut(tileAt(5), 100);
        assertThat(free.next(4, 6)).as("the next at home").isEqualTo(tileAt(4));
        free.cut(tileAt(4), 100);
        free.cut(tileAt(5), 100);
        assertThat(free.next(4, 6)).as("two ahead of others").isEqualTo(tileAt(3));
        assertThat(free.next(4, 4)).as("no home").isEqualTo(tileAt(3));
        takeAll(free, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
        assertThat(free.next(4, 6)).isEqualTo(tileAt(15));
        free.takeAll(tileAt(15));
        assertThat(free.next(4, 6)).isEqualTo(-1);
    }

    @Test
    void shouldCountOctavesFromWhereThePictureBegins() {
        final FreeWork free = whole(64, 128);
        assertThat(free.natural(tileAt(0))).isEqualTo(1);
        free.cut(tileAt(0), 64);
        assertThat(free.next(0, 1)).isNotEqualTo(tileAt(0));
        free.cut(tileAt(0), 64);
        assertThat(free.cut(tileAt(0), 64).range()).isEqualTo(new SampleRange(66, 2));
        assertThat(free.cut(tileAt(0), 64).range()).isEqualTo(new SampleRange(68, 4));
    }

    @Test
    void shouldCountTilesAndSamples() {
        final FreeWork free = whole(0, 8);
        assertThat(free.isWhole()).isFalse();
        assertThat(free.tiles()).isEqualTo(16);
        assertThat(free.tileSamples()).isEqualTo(128);
        assertThat(free.remove(3, RangeSet.of(6, 20))).isEqualTo(RangeSet.of(6, 8));
        assertThat(free.remove(3, RangeSet.of(6, 20))).isEqualTo(RangeSet.EMPTY);
        assertThat(free.of(3)).isEqualTo(RangeSet.of(0, 6));
        assertThat(free.tiles()).isEqualTo(16);
        assertThat(free.tileSamples()).isEqualTo(126);
        assertThat(free.takeAll(3)).containsExactly(new TileRange(3, new SampleRange(0, 4)),
            new TileRange(3, new SampleRange(4, 2)));
        assertThat(free.tiles()).isEqualTo(15);
        assertThat(free.of(3)).isEqualTo(RangeSet.EMPTY);
        assertThat(free.drain()).hasSize(15);
        assertThat(free.tiles()).isZero();
        assertThat(free.tileSamples()).isZero();
    }

    @Test
    void shouldGiveTilesAwayWholeInTheOrderInWhichTheyCame() {
        final FreeWork free = FreeWork.tiled();
        assertThat(free.isWhole()).isTrue();
        assertThat(free.next(0, 16)).isEqualTo(-1);
        for (final int tile : List.of(9, 2, 14)) {
            free.add(tile, RangeSet.of(0, 32));
        }
        assertThat(free.next(0, 16)).isEqualTo(9);
        assertThat(free.natural(9)).isEqualTo(32);
        assertThat(free.cut(9, 8).range()).isEqualTo(new SampleRange(0, 8));
        assertThat(free.next(0, 16)).as("the rest of it").isEqualTo(9);
        assertThat(free.takeAll(9)).hasSize(2);
        assertThat(free.next(0, 16)).isEqualTo(2);
        free.takeAll(2);
        free.add(5, new SampleRange(0, 8));
        assertThat(free.next(0, 16)).isEqualTo(14);
        // it keeps its place, before all that came later
        free.add(2, new SampleRange(16, 16));
        assertThat(free.next(0, 16)).isEqualTo(2);
        assertThat(free.drain()).extracting(TileRange::tile).containsExactly(2, 14, 5);
    }
}
