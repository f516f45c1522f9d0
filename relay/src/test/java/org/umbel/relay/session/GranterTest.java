package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.work.FreeWork;
import org.umbel.relay.work.RangeSet;

/**
 * Who gets how much of the free work, in ranges of which size. Everybody has four threads; a window is half a second.
 * Free are samples from 1,024 on where ranges may be large, and single ones of many tiles where they are to be small.
 */
final class GranterTest {
    private static final long MS = 1_000_000L;
    private static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);
    private static final int MUCH = 1 << 20;
    private static final MortonOrder ORDER = MortonOrder.of(new TileGrid(16 * 32, 16 * 32));

    private final Children children = new Children();
    private FreeWork free = FreeWork.progressive(ORDER, 0, false);

    /** A ready child that has said how many tile-samples it does in a second. */
    private ChildWork child(final long link, final int rate, final int credit) {
        final ChildWork child = children.add(new FakeWorker(link));
        child.restart(link, false, 0);
        child.ready(4);
        child.credit(credit, rate, 0, 0, 0);
        return child;
    }

    private void anew() {
        children.clear();
        free = FreeWork.progressive(ORDER, 0, false);
    }

    /** So many samples of each of so many tiles. */
    private void large(final int tiles, final int samples) {
        for (int tile = 0; tile < tiles; tile++) {
            free.add(tile, RangeSet.of(1024, 1024 + samples));
        }
    }

    /** The first sample of each of so many tiles. */
    private void single(final int tiles) {
        for (int tile = 0; tile < tiles; tile++) {
            free.add(tile, new SampleRange(0, 1));
        }
    }

    private static void hold(final ChildWork child, final int tileSamples) {
        for (int tile = 0; tile < tileSamples; tile++) {
            child.grant(new TileRange(tile, new SampleRange(0, 1)), 0);
        }
    }

    private Map<ChildWork, List<TileRange>> pass(final boolean root, final Mode mode, final long nowNs) {
        return new Granter(root, TIMES).pass(children, free, mode, nowNs);
    }

    private Map<ChildWork, List<TileRange>> atRoot() {
        return pass(true, Mode.FINAL, 0);
    }

    private Map<ChildWork, List<TileRange>> atRelay() {
        return pass(false, Mode.FINAL, 0);
    }

    private static long sum(final List<TileRange> ranges) {
        return ranges.stream().mapToLong(range -> range.range().count()).sum();
    }

    private static int firstSize(final Map<ChildWork, List<TileRange>> grants) {
        return first(grants).getFirst().range().count();
    }

    /** What who got something first has got. */
    private static List<TileRange> first(final Map<ChildWork, List<TileRange>> grants) {
        return grants.values().iterator().next();
    }

    private static void lag(final ChildWork child, final int rate, final int lagMs) {
        child.credit(0, rate, 0, lagMs * 1000, 0);
    }

    @Test
    void shouldGiveAThreadHalfOfAWindowInOneRange() {
        child(11, 1000, MUCH);
        large(16, 1024);
        // 250 in a second, 62 in half a window
        assertThat(firstSize(atRoot())).isEqualTo(32);
        anew();
        child(11, 1000, MUCH);
        large(16, 1024);
        assertThat(firstSize(pass(true, Mode.INTERACTIVE, 0))).as("12 in half a short window").isEqualTo(8);
    }

    @Test
    void shouldGiveSmallerRangesOnceLessThanAWindowIsLeft() {
        child(11, 1000, MUCH);
        large(5, 100);
        assertThat(firstSize(atRelay())).as("62 in half of half a second").isEqualTo(32);
        anew();
        child(11, 1000, MUCH);
        large(5, 99);
        assertThat(firstSize(atRelay())).as("30 in a quarter").isEqualTo(16);
    }

    @Test
    void shouldGiveStillSmallerOnesAtTheRoot() {
        child(11, 1000, MUCH);
        large(5, 100);
        assertThat(firstSize(atRoot())).as("31 in half of the half that it may hold").isEqualTo(16);
        anew();
        child(11, 1000, MUCH);
        large(5, 99);
        assertThat(firstSize(atRoot())).as("15 in a quarter of the half that it may hold").isEqualTo(8);
    }

    @Test
    void shouldGiveNoMoreOfATileThanDoublesWhatCameBefore() {
        child(11, 1000, MUCH);
        free.add(0, RangeSet.of(0, 16));
        large(16, 1024);
        assertThat(first(atRelay()).subList(0, 6)).extracting(TileRange::range).containsExactly(new SampleRange(0, 1),
            new SampleRange(1, 1), new SampleRange(2, 2), new SampleRange(4, 4), new SampleRange(8, 8),
            new SampleRange(1024, 32));
    }

    @Test
    void shouldGiveSingleSamplesToWhoseSpeedIsUnknown() {
        child(11, 0, MUCH);
        large(16, 1024);
        assertThat(firstSize(atRoot())).isEqualTo(1);
    }

    @Test
    void shouldGiveEachWhatAllDoInTheSameTimeAndHalfOfItAtTheRoot() {
        final ChildWork fast = child(11, 1000, MUCH);
        final ChildWork slow = child(12, 250, MUCH);
        large(10, 1000);
        final Map<ChildWork, List<TileRange>> half = atRoot();
        assertThat(sum(half.get(fast))).isBetween(4000L - 31, 4000L);
        assertThat(sum(half.get(slow))).isBetween(1000L - 7, 1000L);
        assertThat(pass(true, Mode.FINAL, 0)).as("they hold half of what is left already").isEmpty();
        assertThat(sum(atRelay().get(fast))).isBetween(4000L - 31, 4000L + 31);
    }

    @Test
    void shouldGiveAtLeastWhatIsDoneBeforeItIsHeardAgain() {
        child(11, 1000, MUCH);
        single(101);
        assertThat(sum(first(atRoot()))).as("half of it").isEqualTo(50);
        anew();
        final ChildWork far = child(11, 1000, MUCH);
        // there and back 42 ms, the word 10 ms, and 15 ms
        lag(far, 1000, 42);
        single(101);
        assertThat(sum(first(atRoot()))).isEqualTo(67);
    }

    @Test
    void shouldGiveEachThreadSomething() {
        child(11, 100, MUCH);
        single(5);
        assertThat(sum(first(atRoot()))).as("half of it would be two, and four threads are there").isEqualTo(4);
    }

    @Test
    void shouldGiveTheNextToWhoWouldBeDoneWithItTheSoonest() {
        // one sample takes the slow one 40 ms, and the fast one as long for 40
        assertThat(soonest(38, 0)).isEqualTo(12);
        assertThat(soonest(39, 0)).as("of equals the first").isEqualTo(11);
        assertThat(soonest(58, 20)).as("38 by now").isEqualTo(12);
    }

    /** Who gets something first: 11, who is slow, or 12, who is fast and has something in hand. */
    private long soonest(final int inHand, final int nowMs) {
        anew();
        child(11, 100, MUCH);
        hold(child(12, 1000, MUCH), inHand);
        large(10, 1000);
        return pass(true, Mode.FINAL, nowMs * MS).keySet().iterator().next().worker().link();
    }

    @Test
    void shouldBeginInEachOnesHome() {
        final ChildWork ada = child(11, 1000, MUCH);
        final ChildWork bob = child(12, 1000, MUCH);
        ada.home(0, 100, 1);
        bob.home(100, 200, 1);
        large(256, 64);
        final Map<ChildWork, List<TileRange>> grants = atRoot();
        assertThat(grants.get(ada).getFirst().tile()).isEqualTo(ORDER.tiles()[0]);
        assertThat(grants.get(bob).getFirst().tile()).isEqualTo(ORDER.tiles()[100]);
    }

    @Test
    void shouldWaitUntilCreditSufficesForAWholeRange() {
        final ChildWork child = child(11, 1000, 100);
        large(16, 1024);
        assertThat(first(atRoot())).extracting(range -> range.range().count()).containsExactly(32, 32, 32);
        assertThat(atRoot()).as("four more would be a small range").isEmpty();
        child.credit(128, 1000, 0, 0, 0);
        assertThat(first(atRoot())).extracting(range -> range.range().count()).containsExactly(32);
        assertThat(child.open()).isZero();
    }

    @Test
    void shouldNotLetWhoHasNothingWaitForCredit() {
        child(11, 1000, 20);
        large(16, 1024);
        assertThat(first(atRoot())).extracting(range -> range.range().count()).containsExactly(16);
    }

    @Test
    void shouldGiveWhatItsTurnAllowsInRangesOfAnySize() {
        final ChildWork child = child(11, 1000, MUCH);
        child.room(40);
        large(16, 1024);
        assertThat(first(atRoot())).extracting(range -> range.range().count()).containsExactly(32, 8);
        assertThat(child.room()).isZero();
    }

    @Test
    void shouldPassOverWhoMustWaitForCreditAndServeTheOthers() {
        final ChildWork ada = child(11, 1000, 36);
        final ChildWork bob = child(12, 500, 64);
        large(16, 1024);
        final Map<ChildWork, List<TileRange>> grants = atRoot();
        assertThat(sum(grants.get(ada))).isEqualTo(32);
        assertThat(sum(grants.get(bob))).isEqualTo(64);
        ada.credit(40, 1000, 0, 0, 0);
        bob.credit(80, 500, 0, 0, 0);
        assertThat(atRoot().keySet()).isEqualTo(Set.of(bob));
    }

    @Test
    void shouldGiveNothingToWhoIsCalledOrNotReady() {
        final ChildWork called = child(11, 1000, MUCH);
        called.call(7, RangeSet.of(0, 1), 0);
        child(12, 1000, MUCH).ready(0);
        large(16, 1024);
        assertThat(atRoot()).isEmpty();
    }

    @Test
    void shouldTryWhoWasSlowWithASampleForEachThreadOnceItHasRested() {
        final ChildWork child = child(11, 1000, MUCH);
        child.pace().onFoundSlow(500, 100 * MS);
        large(16, 1024);
        assertThat(pass(true, Mode.FINAL, 350 * MS - 1)).isEmpty();
        child.credit(MUCH, 1000, 0, 0, 350 * MS);
        assertThat(sum(first(pass(true, Mode.FINAL, 350 * MS)))).isEqualTo(4);
        assertThat(pass(true, Mode.FINAL, 350 * MS)).isEmpty();
    }

    @Test
    void shouldWakeWhenTheFirstHasRestedAndSomethingIsFree() {
        final ChildWork ada = child(11, 1000, MUCH);
        final ChildWork bob = child(12, 1000, MUCH);
        ada.pace().onFoundSlow(500, 200 * MS);
        bob.pace().onFoundSlow(500, 100 * MS);
        assertThat(Granter.nextDeadlineNs(children, free, 0)).as("nothing is free").isEqualTo(Long.MAX_VALUE);
        single(1);
        assertThat(Granter.nextDeadlineNs(children, free, 0)).isEqualTo(350 * MS);
        assertThat(Granter.nextDeadlineNs(children, free, 350 * MS - 1)).isEqualTo(350 * MS);
        assertThat(Granter.nextDeadlineNs(children, free, 350 * MS)).as("it may have some").isEqualTo(450 * MS);
        ada.ready(0);
        assertThat(Granter.nextDeadlineNs(children, free, 350 * MS)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldBoundAPass() {
        final MortonOrder order = MortonOrder.of(new TileGrid(70 * 32, 70 * 32));
        free = FreeWork.progressive(order, 0, false);
        child(11, 1000, MUCH);
        single(4900);
        assertThat(first(atRelay())).hasSize(4096);
        assertThat(free.tiles()).isEqualTo(804);
    }

    @Test
    void shouldGiveTilesWholeAtARelay() {
        child(11, 1000, MUCH);
        free = FreeWork.tiled();
        free.add(5, RangeSet.of(0, 96));
        free.add(3, RangeSet.of(0, 96));
        assertThat(first(pass(false, Mode.TILED, 0))).containsExactly(new TileRange(5, new SampleRange(0, 64)),
            new TileRange(5, new SampleRange(64, 32)), new TileRange(3, new SampleRange(0, 64)),
            new TileRange(3, new SampleRange(64, 32)));
    }

    @Test
    void shouldShareTheLastTilesAtTheRootSomeToEachThread() {
        child(11, 1000, MUCH);
        free = FreeWork.tiled();
        for (int tile = 0; tile < 9; tile++) {
            free.add(tile, RangeSet.of(0, 64));
        }
        final List<TileRange> ranges = first(pass(true, Mode.TILED, 0));
        assertThat(ranges.getFirst()).as("nine for four threads").isEqualTo(new TileRange(0, new SampleRange(0, 64)));
        assertThat(ranges.get(1)).as("eight").isEqualTo(new TileRange(1, new SampleRange(0, 32)));
        assertThat(sum(ranges)).as("half of it").isEqualTo(288);
    }

    @Test
    void shouldGiveNothingAtTheRootsEndToWhoWouldBeDoneLongAfterTheOthers() {
        final ChildWork fast = child(11, 1000, MUCH);
        final ChildWork slow = child(12, 10, MUCH);
        lag(slow, 10, 10);
        single(20);
        // one sample of the slow one takes 0.4 s
        assertThat(atRoot().keySet()).isEqualTo(Set.of(fast));
        assertThat(fast.inHand()).isEqualTo(15);
        assertThat(atRelay().keySet()).as("more may come to a relay").contains(slow);
    }

    @Test
    void shouldGiveToTheSlowOneAtTheRootsEndWhenTheOthersAreFarAway() {
        child(11, 1000, MUCH);
        final ChildWork slow = child(12, 10, MUCH);
        lag(slow, 10, 400);
        single(20);
        assertThat(atRoot().keySet()).contains(slow);
    }

    @Test
    void shouldGiveToTheSlowOneAtTheRootWhileTheOthersNeedAMoment() {
        child(11, 1000, MUCH);
        final ChildWork slow = child(12, 1, MUCH);
        // 247.8 ms, and 4 ms for a sample
        single(248);
        assertThat(atRoot().keySet()).contains(slow);
    }

    @Test
    void shouldGiveToTheSlowOneAtTheRootsEndWhatTakesLessThanTwiceAsLong() {
        child(11, 1000, MUCH);
        final ChildWork slow = child(12, 100, MUCH);
        // 40 ms, and twice 18 and 4
        single(20);
        assertThat(atRoot().keySet()).contains(slow);
    }

    @Test
    void shouldNotMeasureTheEndByWhoGetsNothing() {
        final ChildWork gone = child(11, 1000, MUCH);
        gone.ready(0);
        child(12, 40, MUCH);
        final ChildWork slow = child(13, 20, MUCH);
        // 83 ms, and 100 for a sample: twice that is longer than the 200 of the slow one
        single(5);
        assertThat(atRoot().keySet()).contains(slow);
        gone.ready(4);
        gone.call(7, RangeSet.of(0, 1), 0);
        single(5);
        assertThat(atRoot().keySet()).as("one that was called").contains(slow);
    }

    @Test
    void shouldNotThinkWhoseSpeedIsUnknownSlow() {
        child(11, 1000, MUCH);
        final ChildWork unknown = child(12, 0, MUCH);
        single(20);
        assertThat(atRoot().keySet()).contains(unknown);
    }
}
