package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.session.SessionWork.Verdict;
import org.umbel.relay.sums.Buckets;
import org.umbel.relay.sums.SumsPool;
import org.umbel.relay.work.RangeSet;

/** Four tiles of 32 samples and one child: whatever happens, each sample that was received is in one account. */
final class SessionWorkTest {
    private static final PictureSettings SETTINGS =
        new PictureSettings(64, 64, 32, 16, PictureSettings.Filter.BOX, 8);
    private static final long FENCE = 9;

    private final Children children = new Children();
    private final ChildWork ada = children.add(new FakeWorker(11));
    private final SessionWork work = work(Mode.FINAL);

    private static SessionWork work(final Mode mode) {
        return new SessionWork(new Assignment(new SessionId(1, 1), 1, new BlockId(1, 2, 3, 4), new Camera(
            new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40), SETTINGS, mode, 0, 4),
            MortonOrder.of(SETTINGS.grid()), new Buckets(new SumsPool(1)), 0);
    }

    SessionWorkTest() {
        ada.restart(FENCE, false, 0);
        ada.ready(1);
    }

    private static TileRange range(final int tile, final int first, final int count) {
        return new TileRange(tile, new SampleRange(first, count));
    }

    private static TileSums sums(final long value) {
        final TileSums sums = new TileSums(1);
        sums.sums()[0] = value;
        return sums;
    }

    private void receive(final int tile, final int samples) {
        assertThat(work.receive(RangeSet.of(0, samples).aligned().stream().map(r -> new TileRange(tile, r)).toList()))
            .isTrue();
    }

    /** The child gets what is least of a tile. */
    private TileRange grant(final int tile, final int most) {
        final TileRange range = work.free().cut(tile, most);
        ada.grant(range, 0);
        work.onGranted(List.of(range));
        return range;
    }

    private Verdict report(final TileRange range, final long value) {
        return work.accept(ada, 1, FENCE, range.tile(), List.of(range.range()), sums(value), false);
    }

    @AfterEach
    void shouldHaveEachSampleInOneAccount() {
        for (int tile = 0; tile < work.tileCount(); tile++) {
            final RangeSet all = work.free().of(tile).plus(ada.owed().of(tile)).plus(work.held(tile))
                .plus(work.buckets().ranges(tile)).plus(work.passedOn(tile));
            assertThat(all).isEqualTo(work.received(tile));
            assertThat(work.isSettled(tile)).isEqualTo(work.free().of(tile).isEmpty()
                && ada.owed().of(tile).isEmpty() && work.held(tile).isEmpty());
        }
    }

    @Test
    void shouldReceiveNothingTwiceAndNothingOutsideThePicture() {
        receive(0, 8);
        assertThat(work.tileSamplesReceived()).isEqualTo(8);
        assertThat(work.receive(List.of(range(0, 0, 1)))).isFalse();
        assertThat(work.receive(List.of(range(4, 0, 1)))).isFalse();
        assertThat(work.receive(List.of(range(-1, 0, 1)))).isFalse();
        assertThat(work.receive(List.of(range(0, 32, 1)))).isFalse();
        assertThat(work.receive(List.of(range(3, 16, 16)))).isTrue();
        assertThat(work.tileSamplesReceived()).isEqualTo(24);
        assertThat(work.received(3)).isEqualTo(RangeSet.of(16, 32));
    }

    @Test
    void shouldAcceptWhatIsOwedOnce() {
        receive(0, 8);
        final TileRange first = grant(0, 1);
        final TileRange second = grant(0, 1);
        assertThat(report(first, 5)).isEqualTo(Verdict.ACCEPTED);
        assertThat(report(first, 5)).isEqualTo(Verdict.NOT_OWED);
        assertThat(work.accept(ada, 1, FENCE, 0, List.of(), sums(1), false)).isEqualTo(Verdict.NOT_OWED);
        assertThat(work.accept(ada, 1, FENCE - 1, 0, List.of(second.range()), sums(1), false)).isEqualTo(Verdict.STALE);
        assertThat(work.accept(ada, 0, FENCE, 0, List.of(second.range()), sums(1), false)).isEqualTo(Verdict.STALE);
        assertThat(report(second, 7)).isEqualTo(Verdict.ACCEPTED);
        assertThat(work.buckets().sums(0)).isEqualTo(sums(12));
        assertThat(work.entriesAccepted()).isEqualTo(2);
        assertThat(work.entriesStale()).isEqualTo(2);
        assertThat(ada.tally().rangesAccepted()).isEqualTo(2);
    }

    @Test
    void shouldPassABucketOnOnce() {
        receive(0, 2);
        report(grant(0, 1), 5);
        report(grant(0, 1), 7);
        assertThat(work.isSettled(0)).isTrue();
        assertThat(work.passOn(0)).satisfies(bucket -> {
            assertThat(bucket.ranges()).isEqualTo(RangeSet.of(0, 2));
            assertThat(bucket.sums()).isEqualTo(sums(12));
        });
        assertThat(work.passOn(0)).isNull();
        assertThat(work.passedOn(0)).isEqualTo(RangeSet.of(0, 2));
    }

    @Test
    void shouldFreeWhatIsHandedBackOrOwedByWhoIsGone() {
        receive(0, 8);
        receive(1, 1);
        final TileRange first = grant(0, 1);
        grant(0, 1);
        grant(0, 2);
        grant(1, 1);
        assertThat(work.takeBack(ada, List.of(first))).isTrue();
        assertThat(work.takeBack(ada, List.of(first))).isFalse();
        assertThat(work.free().of(0)).isEqualTo(RangeSet.of(0, 1).plus(RangeSet.of(4, 8)));
        assertThat(work.isSettled(1)).isFalse();
        // [1, 2) and [2, 4) of the first tile, [0, 1) of the other
        assertThat(work.release(ada)).isEqualTo(3);
        assertThat(ada.owed().isEmpty()).isTrue();
        assertThat(work.free().tileSamples()).isEqualTo(9);
        work.giveBack();
        assertThat(work.isSettled(0)).isTrue();
    }

    @Test
    void shouldHoldWhatIsDoubtedUntilItIsBelievedOrFree() {
        receive(0, 8);
        final TileRange doubted = grant(0, 1);
        assertThat(work.holdsNothing()).isTrue();
        assertThat(work.hold(ada, 0, List.of())).isEqualTo(Verdict.NOT_OWED);
        assertThat(work.hold(ada, 0, List.of(doubted.range()))).isEqualTo(Verdict.HELD);
        assertThat(work.hold(ada, 0, List.of(doubted.range()))).isEqualTo(Verdict.NOT_OWED);
        assertThat(work.park(0)).isEqualTo(RangeSet.of(1, 8));
        assertThat(work.park(0)).isEqualTo(RangeSet.EMPTY);
        assertThat(work.held(0)).isEqualTo(RangeSet.of(0, 8));
        assertThat(work.holdsNothing()).isFalse();
        work.unhold(0, RangeSet.of(4, 8));
        work.unhold(0, RangeSet.EMPTY);
        work.lend(ada, range(0, 2, 2), 0);
        assertThat(ada.owed().of(0)).isEqualTo(RangeSet.of(2, 4));
        work.merge(0, RangeSet.of(0, 2), sums(5));
        assertThat(work.buckets().sums(0)).isEqualTo(sums(5));
        assertThat(work.entriesAccepted()).isEqualTo(1);
        assertThat(work.holdsNothing()).isTrue();
        assertThat(report(range(0, 2, 2), 7)).isEqualTo(Verdict.ACCEPTED);
        assertThat(work.takeBack(ada, List.of())).isTrue();
        work.giveBack();
        assertThat(work.isSettled(0)).isTrue();
    }

    @Test
    void shouldGiveBackWhatIsFree() {
        receive(0, 8);
        receive(2, 4);
        final TileRange granted = grant(0, 1);
        assertThat(work.giveBack().stream().mapToInt(r -> r.range().count()).sum()).isEqualTo(11);
        assertThat(work.free().isEmpty()).isTrue();
        assertThat(work.received(0)).isEqualTo(RangeSet.of(0, 1));
        assertThat(work.receive(List.of(range(2, 0, 4)))).as("granted anew").isTrue();
        assertThat(report(granted, 1)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void shouldGiveBackWhatTheParentCallsAsItBecomesFree() {
        receive(0, 8);
        receive(1, 8);
        final TileRange first = grant(0, 1);
        final TileRange second = grant(0, 1);
        assertThat(work.isUrgent(0)).isFalse();
        // tiles outside the picture are nobody's
        work.call(List.of(range(0, 0, 4), range(9, 0, 1), range(4, 0, 1)));
        assertThat(work.isUrgent(0)).isTrue();
        assertThat(work.isUrgent(1)).isFalse();
        assertThat(work.isUrgent(4)).isFalse();
        assertThat(work.giveBackCalled()).containsExactly(range(0, 2, 2));
        assertThat(work.giveBackCalled()).isEmpty();
        assertThat(work.received(0)).isEqualTo(RangeSet.of(0, 2).plus(RangeSet.of(4, 8)));
        assertThat(SessionWork.owedOf(ada, List.of(range(0, 0, 8), range(1, 0, 8)))).containsExactly(range(0, 0, 2));
        assertThat(report(first, 1)).isEqualTo(Verdict.ACCEPTED);
        work.passOn(0);
        assertThat(work.isUrgent(0)).as("more of it is called").isTrue();
        assertThat(work.takeBack(ada, List.of(second))).isTrue();
        assertThat(work.giveBackCalled()).containsExactly(second);
        assertThat(work.free().of(0)).isEqualTo(RangeSet.of(4, 8));
        report(grant(0, 4), 1);
        work.passOn(0);
        assertThat(work.isUrgent(0)).isFalse();
        // what is done already is not called any more, but goes up soon
        work.call(List.of(range(0, 0, 1)));
        assertThat(work.isUrgent(0)).isTrue();
        assertThat(work.giveBackCalled()).isEmpty();
    }

    @Test
    void shouldKnowHowMuchIsDoneBeforeItIsReported() {
        receive(0, 8);
        assertThat(work.tileSamplesDone(children)).isZero();
        grant(0, 1);
        grant(0, 1);
        grant(0, 2);
        assertThat(work.tileSamplesDone(children)).isZero();
        ada.credit(100, 10, 3, 0, 0);
        assertThat(work.tileSamplesDone(children)).isEqualTo(3);
    }

    @Test
    void shouldBeginWithWhatIsThere() {
        work.have(new TileResult(1, RangeSet.of(0, 8), sums(40)));
        work.want(1, RangeSet.of(8, 32));
        work.want(0, RangeSet.of(0, 32));
        assertThat(work.tileSamplesReceived()).isEqualTo(64);
        assertThat(work.buckets().sums(1)).isEqualTo(sums(40));
        assertThat(work.free().of(1)).isEqualTo(RangeSet.of(8, 32));
    }

    @Test
    void shouldNotLetABucketHaveMoreRangesThanAReportMayName() {
        assertThat(work.wouldOverflow(0, List.of(new SampleRange(0, 1)))).as("it is empty").isFalse();
        assertThat(work(Mode.TILED).free().isWhole()).isTrue();
        assertThat(work.free().isWhole()).isFalse();
    }

    /** An audit of it came to nothing: the leaf took this for a parent out of its mind, and cut the link. */
    @Test
    void shouldRenderAgainWhatWasPassedOnWhenItIsGrantedAgain() {
        receive(0, 8);
        final TileRange range = grant(0, 8);
        assertThat(work.receive(List.of(range))).as("owed").isFalse();
        assertThat(report(range, 5)).isEqualTo(Verdict.ACCEPTED);
        assertThat(work.receive(List.of(range))).as("in the bucket").isFalse();
        assertThat(work.passOn(0)).isNotNull();
        assertThat(work.receive(List.of(range))).isTrue();
        assertThat(work.passedOn(0)).isEqualTo(RangeSet.EMPTY);
        assertThat(work.free().of(0)).isEqualTo(RangeSet.of(0, 8));
    }

    @Test
    void shouldNotHurryAnyMoreWhenWhatWasCalledIsBelieved() {
        receive(0, 1);
        final TileRange range = grant(0, 1);
        work.call(List.of(range));
        assertThat(work.hold(ada, 0, List.of(range.range()))).isEqualTo(Verdict.HELD);
        work.merge(0, RangeSet.of(0, 1), sums(5));
        work.passOn(0);
        assertThat(work.isUrgent(0)).isFalse();
        assertThat(work.isUrgent(4)).isFalse();
    }
}
