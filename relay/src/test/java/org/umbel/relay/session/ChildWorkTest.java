package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.work.RangeSet;

/** What an issuer believes of a child's speed and hands. */
final class ChildWorkTest {
    private static final long MS = 1_000_000;
    private static final int RATE = 1000;
    private static final TileRange FIRST = new TileRange(3, new SampleRange(0, 64));
    private static final TileRange SECOND = new TileRange(4, new SampleRange(0, 64));

    private final ChildWork child = new ChildWork(new FakeWorker(7), new Tally(1, "ada"));

    @BeforeEach
    void begin() {
        child.restart(1, false, 0);
        child.ready(2);
        child.credit(1000, RATE, 0, 0, 0);
        child.grant(FIRST, 0);
        child.grant(SECOND, 0);
    }

    private void call(final TileRange range, final long nowNs) {
        child.call(range.tile(), RangeSet.of(range.range().first(), range.range().end()), nowNs);
    }

    @Test
    void shouldNotTakeWhatIsReturnedForProgress() {
        call(SECOND, 500 * MS);
        child.pace().onFoundSlow(10, 500 * MS);
        // the word may come before the ranges or after them
        child.credit(1000, RATE, 32, 0, 501 * MS);
        assertThat(child.takeBack(SECOND)).isTrue();
        child.credit(1000, RATE, 64, 0, 502 * MS);
        assertThat(child.pace().rate()).isEqualTo(10);
        assertThat(child.pace().heardNs()).isZero();
    }

    @Test
    void shouldBelieveASlowChildAgainWhenItHasRendered() {
        child.pace().onFoundSlow(10, 500 * MS);
        child.credit(1000, RATE, 8, 0, 600 * MS);
        assertThat(child.pace().rate()).isEqualTo(20);
        assertThat(child.pace().heardNs()).isEqualTo(600 * MS);
    }

    @Test
    void shouldLetASlowChildRest() {
        child.pace().onFoundSlow(10, 500 * MS);
        assertThat(child.pace().restUntilNs()).isGreaterThan(500 * MS);
    }

    @Test
    void shouldForetellWhatIsInHandUntilTheNextWord() {
        child.credit(1000, RATE, 28, 0, 100 * MS);
        assertThat(child.inHandNow(100 * MS)).isEqualTo(100);
        assertThat(child.inHandNow(110 * MS)).isEqualTo(90);
        // by then it would have said so
        assertThat(child.inHandNow(900 * MS)).isEqualTo(80);
        assertThat(child.inHand()).isEqualTo(100);
    }

    @Test
    void shouldForgetWithItsWorkThatItWasCalledAndWhenItWasHeard() {
        call(SECOND, 500 * MS);
        child.owed().drain((tile, set) -> {});
        child.restart(2, true, 50);
        assertThat(child.isCalled()).isFalse();
        assertThat(child.pace().heardNs()).isEqualTo(Long.MIN_VALUE);
        assertThat(child.open()).isEqualTo(50);
        assertThat(child.inHand()).isZero();
    }

    @Test
    void shouldTakeForProgressOnlyWhatIsRenderedBesidesWhatIsReturned() {
        assertThat(child.takeBack(SECOND)).isTrue();
        child.credit(1000, RATE, 96, 0, 100 * MS);
        assertThat(child.pace().heardNs()).isEqualTo(100 * MS);
        child.credit(1000, RATE, 96, 0, 200 * MS);
        assertThat(child.pace().heardNs()).as("the same").isEqualTo(100 * MS);
        child.credit(1000, RATE, 100, 0, 300 * MS);
        assertThat(child.pace().heardNs()).isEqualTo(300 * MS);
    }

    @Test
    void shouldCountItsSilenceFromWhenItGotSomethingToDo() {
        child.grant(new TileRange(5, new SampleRange(0, 8)), 50 * MS);
        assertThat(child.pace().heardNs()).as("it had something").isZero();
        child.credit(1000, RATE, 136, 0, 60 * MS);
        child.grant(new TileRange(6, new SampleRange(0, 8)), 70 * MS);
        assertThat(child.pace().heardNs()).isEqualTo(70 * MS);
    }
}
