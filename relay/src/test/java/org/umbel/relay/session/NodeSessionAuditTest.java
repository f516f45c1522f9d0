package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.work.RangeSet;

/** Who renders again what a leaf has said, who is believed, and what is said of it. */
final class NodeSessionAuditTest extends DoubtingRelay {
    @Test
    void shouldMergeOnceWhatTwoSayAlike() {
        doubt();
        session.poll(0);
        assertThat(bob.granted).containsExactly(RANGE);
        assertThat(says(bob, RANGE, 40)).isTrue();
        session.poll(0);
        assertThat(believed()).isEqualTo(40);
        assertThat(heard).containsExactly("tile 0");
        assertThat(session.begun().holdsNothing()).isTrue();
        assertThat(session.hasAcceptedFrom(1011)).isTrue();
        assertThat(session.hasAcceptedFrom(1012)).isTrue();
        assertThat(session.takeLiars()).isEmpty();
        assertThat(session.takeLines()).isEmpty();
        assertThat(session.notice()).isEmpty();
        assertThat(session.view(1, 9).loans()).isEqualTo(1);
    }

    @Test
    void shouldAskAThirdWhoLies() {
        doubt();
        come(cyd, 64);
        session.poll(0);
        final FakeWorker second = bob.granted.isEmpty() ? cyd : bob;
        final FakeWorker third = second == bob ? cyd : bob;
        assertThat(says(second, RANGE, 41)).isTrue();
        session.poll(0);
        assertThat(believed()).isZero();
        assertThat(third.granted).containsExactly(RANGE);
        assertThat(says(third, RANGE, 41)).isTrue();
        session.poll(0);
        assertThat(believed()).isEqualTo(41);
        assertThat(session.takeLiars()).singleElement().satisfies(liar -> {
            assertThat(liar.incarnation()).isEqualTo(1011);
            assertThat(liar.reason()).startsWith("worker11 is a liar: its sums of tile 0")
                .contains(second.name() + " and " + third.name());
        });
        assertThat(session.takeLiars()).as("once").isEmpty();
        assertThat(session.takeLines()).singleElement().asString().startsWith("worker11 is a liar");
        assertThat(session.takeLines()).isEmpty();
        assertThat(session.hasAcceptedFrom(1011)).isFalse();
    }

    @Test
    void shouldSayThatItCannotTellWhoOfTwoLies() {
        doubt();
        session.poll(0);
        assertThat(says(bob, RANGE, 41)).isTrue();
        session.poll(0);
        assertThat(session.notice()).isEqualTo("cannot tell who lies: worker11 and worker12 differ");
        assertThat(session.takeLines()).singleElement().asString().contains("nobody else can decide");
        assertThat(session.takeLiars()).isEmpty();
        assertThat(believed()).isZero();
        // and doubts nobody about this tile any more
        final TileRange again = ada.granted.isEmpty() ? bob.granted.getLast() : ada.granted.getFirst();
        assertThat(says(ada.granted.isEmpty() ? bob : ada, again, 5)).isTrue();
        assertThat(believed()).isEqualTo(5);
    }

    @Test
    void shouldBelieveWhoIsAlone() {
        come(ada, 64);
        give(ada, RANGE);
        assertThat(says(ada, RANGE, 40)).isTrue();
        assertThat(believed()).isEqualTo(40);
    }

    @Test
    void shouldNotLetARelayRenderAgainWhatALeafSays() {
        bob.auditable = false;
        come(ada, 64);
        come(bob, 64);
        give(ada, RANGE);
        give(bob, range(1, 0, 8));
        assertThat(says(ada, RANGE, 40)).isTrue();
        assertThat(believed()).isEqualTo(40);
        assertThat(says(bob, range(1, 0, 8), 40)).as("a relay's reports are other people's").isTrue();
        assertThat(session.begun().holdsNothing()).isTrue();
    }

    @Test
    void shouldLetThisProcessRenderItAgain() {
        final FakeWorker own = new FakeWorker(Worker.LOCAL);
        come(ada, 64);
        come(own, 64);
        give(ada, RANGE);
        assertThat(says(ada, RANGE, 40)).isTrue();
        session.poll(0);
        assertThat(own.granted).containsExactly(RANGE);
        assertThat(says(own, RANGE, 41)).isTrue();
        session.poll(0);
        assertThat(believed()).isEqualTo(41);
        assertThat(session.takeLiars()).hasSize(1);
    }

    @Test
    void shouldLendInPiecesWhenTheAuditorsCreditIsSmall() {
        doubt();
        session.children().get(bob.link).grant(range(3, 0, 32), 0);
        session.children().get(bob.link).grant(range(2, 0, 16), 0);
        session.children().get(bob.link).grant(range(1, 0, 8), 0);
        session.children().get(bob.link).grant(range(1, 8, 2), 0);
        session.poll(0);
        assertThat(bob.granted).as("six of eight").containsExactly(range(0, 0, 4), range(0, 4, 2));
        session.onCredit(bob.link, 1, bob.fence, 80, 100, 0, 0, 0);
        session.poll(0);
        assertThat(bob.granted.getLast()).isEqualTo(range(0, 6, 2));
    }

    @Test
    void shouldKeepBackWhatElseIsFreeOfTheTileMeanwhile() {
        come(ada, 64);
        come(bob, 64);
        give(ada, RANGE);
        assertThat(session.receive(List.of(range(0, 16, 16)), 0)).isTrue();
        assertThat(says(ada, RANGE, 40)).isTrue();
        assertThat(session.begun().free().isEmpty()).isTrue();
        session.receive(List.of(range(0, 32, 16)), 0);
        session.poll(0);
        assertThat(session.begun().free().isEmpty()).as("that too").isTrue();
        assertThat(bob.granted).containsExactly(RANGE);
        assertThat(says(bob, RANGE, 40)).isTrue();
        session.prepare(0);
        assertFree(RangeSet.of(16, 48));
    }

    @Test
    void shouldMakeRoomInAFullBucketForWhatIsBelieved() {
        doubt();
        session.prepare(0);
        assertThat(says(bob, RANGE, 40)).isTrue();
        // meanwhile others have brought so many single samples that one report can name no more
        session.begun().buckets().add(0, singles(9, 63), new TileSums(1), true);
        session.prepare(0);
        assertThat(heard).as("64 may be named").containsExactly("tile 0");
        final TileRange more = range(0, 200, 8);
        give(ada, more);
        assertThat(says(ada, more, 40)).isTrue();
        session.prepare(0);
        assertThat(says(bob, more, 40)).isTrue();
        session.begun().buckets().add(0, singles(10, 64), new TileSums(1), true);
        session.prepare(0);
        assertThat(heard).as("at her report, and when it is believed")
            .containsExactly("tile 0", "full 0", "full 0", "tile 0");
        assertThat(session.begun().buckets().ranges(0)).isEqualTo(RangeSet.of(200, 208));
    }

    private static RangeSet singles(final int first, final int count) {
        RangeSet singles = RangeSet.EMPTY;
        for (int i = 0; i < count; i++) {
            singles = singles.plus(new SampleRange(first + 2 * i, 1));
        }
        return singles;
    }

    @Test
    void shouldNotAskAThirdWhenTwoAgree() {
        doubt();
        session.poll(0);
        come(cyd, 64);
        assertThat(says(bob, RANGE, 40)).isTrue();
        session.poll(0);
        assertThat(cyd.granted).isEmpty();
        assertThat(session.tallies()).extracting(Tally::tileSamplesAccepted).containsExactly(8L, 8L, 0L);
    }
}
