package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.wire.TileRange;

/** A home of the Morton positions 2..7 of a picture of 8 tiles, which are in Morton order for 4 x 2 tiles. */
final class PreviewsTest {
    private static final int FIRST = 2;
    private static final int END = 8;
    private static final int THREADS = 2;

    private final MortonOrder order = MortonOrder.of(new TileGrid(4 * 32, 2 * 32));
    /** Position and grid, as position * 10 + grid. */
    private final List<Integer> asked = new ArrayList<>();

    private void ask(final int tile, final int grid) {
        asked.add(order.position(tile) * 10 + grid);
    }

    private Previews coarseDone(final boolean refines) {
        final Previews previews = new Previews(order, FIRST, END, refines, THREADS);
        previews.pollCoarse(this::ask);
        assertThat(asked).containsExactly(28, 38, 48, 58, 68, 78);
        assertThat(previews.isCoarseDone()).isFalse();
        previews.pollFine(true, this::ask);
        asked.clear();
        for (int i = FIRST; i < END; i++) {
            assertThat(previews.onPreview(order.tiles()[i], 8)).isTrue();
        }
        previews.pollCoarse(this::ask);
        assertThat(previews.isCoarseDone()).isTrue();
        assertThat(asked).isEmpty();
        return previews;
    }

    private void fine(final Previews previews, final boolean isIdle, final Integer... expected) {
        asked.clear();
        previews.pollFine(isIdle, this::ask);
        assertThat(asked).containsExactly(expected);
        for (int i = 0; i < asked.size(); i++) {
            assertThat(previews.onPreview(order.tiles()[asked.get(i) / 10], asked.get(i) % 10)).isTrue();
        }
    }

    private TileRange range(final int position, final int sample) {
        return new TileRange(order.tiles()[position], new SampleRange(sample, 1));
    }

    @Test
    void shouldLetSoManyExactRangesPassBetweenBatches() {
        final Previews previews = coarseDone(true);
        fine(previews, false, 74, 64);
        fine(previews, false);
        previews.onExact();
        fine(previews, false);
        previews.onExact();
        fine(previews, false, 54, 44);
        fine(previews, true, 34, 24);
        fine(previews, true, 72, 62);
    }

    @Test
    void shouldWaitForTheBatchBefore() {
        final Previews previews = coarseDone(true);
        previews.pollFine(true, this::ask);
        final int tile = order.tiles()[asked.getFirst() / 10];
        asked.clear();
        assertThat(previews.onPreview(tile, 4)).isTrue();
        previews.pollFine(true, this::ask);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldNotTakeAnAnswerThatItDidNotAskFor() {
        final Previews previews = new Previews(order, FIRST, END, true, THREADS);
        previews.pollCoarse(this::ask);
        assertThat(previews.onPreview(order.tiles()[FIRST], 4)).isFalse();
        assertThat(previews.onPreview(order.tiles()[0], 8)).isFalse();
        assertThat(previews.onPreview(order.tiles()[FIRST], 8)).isTrue();
        assertThat(previews.onPreview(order.tiles()[FIRST], 8)).as("a second time").isFalse();
    }

    @Test
    void shouldLeaveOutTilesThatExactWorkReachesSoon() {
        final Previews previews = coarseDone(true);
        for (final int position : new int[] {2, 3, 4, 7}) {
            previews.onGranted(range(position, 0));
        }
        fine(previews, true, 64, 54);
        fine(previews, true, 62, 52);
        fine(previews, true);
    }

    @Test
    void shouldEndWhenEverySampleZeroIsGivenAway() {
        final Previews previews = coarseDone(true);
        previews.onGranted(range(2, 1));
        fine(previews, true);
    }

    @Test
    void shouldNotRefineWhenNotAskedTo() {
        fine(coarseDone(false), true);
    }
}
