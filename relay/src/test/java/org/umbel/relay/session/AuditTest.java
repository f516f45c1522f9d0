package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.Audit.Judgement;
import org.umbel.relay.session.Audit.Testimony;
import org.umbel.relay.work.RangeSet;

/** Who is believed of those who say what eight samples sum up to. */
final class AuditTest {
    private static final RangeSet RANGES = RangeSet.of(8, 16);

    private final Children children = new Children();
    private final Audit audit = new Audit(3, RANGES, RangeSet.of(0, 4), testimony(11, 40), 5);

    private ChildWork child(final long link) {
        final ChildWork known = children.get(link);
        return known != null ? known : children.add(new FakeWorker(link));
    }

    private static TileSums sums(final long value) {
        final TileSums sums = new TileSums(1);
        sums.sums()[0] = value;
        return sums;
    }

    private Testimony testimony(final long link, final long value) {
        return new Testimony(child(link).tally(), false, sums(value));
    }

    /** Somebody renders it again, in two parts. */
    private void says(final long link, final long value) {
        audit.begin(child(link), 1);
        assertThat(audit.auditor()).isSameAs(child(link));
        assertThat(audit.ungranted()).isEqualTo(RANGES);
        audit.onGranted(RangeSet.of(8, 12));
        assertThat(audit.ungranted()).isEqualTo(RangeSet.of(12, 16));
        assertThat(audit.outstanding()).isEqualTo(RangeSet.of(8, 12));
        audit.onReported(RangeSet.of(8, 12), sums(value - 1), 6);
        assertThat(audit.hasTestimonyOf(1000 + link)).as("half of it").isFalse();
        audit.onGranted(RangeSet.of(12, 16));
        audit.onReported(RangeSet.of(12, 16), sums(1), 7);
        assertThat(audit.auditor()).isNull();
        assertThat(audit.waitsSinceNs()).isEqualTo(7);
        assertThat(audit.hasTestimonyOf(1000 + link)).isTrue();
    }

    private static List<String> names(final List<Testimony> of) {
        return of.stream().map(t -> t.tally().name()).toList();
    }

    @Test
    void shouldBelieveTwoWhoAgree() {
        assertThat(audit.judge(false)).isEmpty();
        says(12, 40);
        final Judgement judgement = audit.judge(false).orElseThrow();
        assertThat(judgement.sums()).contains(sums(40));
        assertThat(names(judgement.honest())).containsExactly("worker11", "worker12");
        assertThat(judgement.liars()).isEmpty();
    }

    @Test
    void shouldAskAThirdWhenTwoDiffer() {
        says(12, 41);
        assertThat(audit.judge(false)).isEmpty();
        says(13, 41);
        final Judgement judgement = audit.judge(false).orElseThrow();
        assertThat(judgement.sums()).contains(sums(41));
        assertThat(names(judgement.honest())).containsExactly("worker12", "worker13");
        assertThat(names(judgement.liars())).containsExactly("worker11");
    }

    @Test
    void shouldBelieveNobodyWhenAllDifferOrNobodyElseCanDecide() {
        says(12, 41);
        final Judgement two = audit.judge(true).orElseThrow();
        assertThat(two.sums()).isEmpty();
        assertThat(names(two.liars())).containsExactly("worker11", "worker12");
        says(13, 42);
        final Judgement three = audit.judge(false).orElseThrow();
        assertThat(three.sums()).isEmpty();
        assertThat(three.honest()).isEmpty();
        assertThat(three.liars()).hasSize(3);
    }

    @Test
    void shouldBelieveThisProcessItself() {
        says(Worker.LOCAL, 41);
        final Judgement judgement = audit.judge(false).orElseThrow();
        assertThat(judgement.sums()).contains(sums(41));
        assertThat(names(judgement.liars())).containsExactly("worker11");
    }

    @Test
    void shouldBeginAgainWithAnotherWhenTheAuditorIsGone() {
        audit.begin(child(12), 1);
        audit.onGranted(RANGES);
        audit.onReported(RangeSet.of(8, 12), sums(99), 6);
        audit.onAuditorUnable(9);
        assertThat(audit.waitsSinceNs()).isEqualTo(9);
        assertThat(audit.auditor()).isNull();
        says(13, 40);
        assertThat(audit.judge(false).orElseThrow().sums()).contains(sums(40));
    }

    @Test
    void shouldParkWhatElseBecomesFreeOfTheTile() {
        audit.park(RangeSet.of(4, 8));
        assertThat(audit.parked()).isEqualTo(RangeSet.of(0, 8));
        assertThat(audit.tile()).isEqualTo(3);
        assertThat(audit.ranges()).isEqualTo(RANGES);
    }

    @Test
    void shouldChooseTheShareOfReportsThatItIsTold() {
        assertThat(AuditPlan.OFF.isOff()).isTrue();
        assertThat(new AuditPlan(0.25, 1).isOff()).isFalse();
        for (final double share : new double[] {0, 0.25, 1}) {
            assertThat(chosen(new AuditPlan(share, 77)) / 4000.0).isBetween(share - 0.03, share + 0.03);
        }
        for (final double wrong : new double[] {-0.01, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> new AuditPlan(wrong, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static int chosen(final AuditPlan plan) {
        int chosen = 0;
        for (int i = 0; i < 4000; i++) {
            chosen += plan.chooses(new SessionId(1, 2), 1, i % 40, List.of(new SampleRange(i / 40, 1)), 7) ? 1 : 0;
        }
        return chosen;
    }

    @Test
    void shouldLetNobodyForeseeWhichReportItChooses() {
        final AuditPlan plan = new AuditPlan(0.5, 77);
        int likeOtherSalt = 0;
        int likeOtherTile = 0;
        int likeOtherEpoch = 0;
        int likeOtherLeaf = 0;
        for (int i = 0; i < 1000; i++) {
            final List<SampleRange> ranges = List.of(new SampleRange(i, 1));
            final boolean is = plan.chooses(new SessionId(1, 2), 1, 5, ranges, 7);
            likeOtherSalt += is == new AuditPlan(0.5, 78).chooses(new SessionId(1, 2), 1, 5, ranges, 7) ? 1 : 0;
            likeOtherTile += is == plan.chooses(new SessionId(1, 2), 1, 6, ranges, 7) ? 1 : 0;
            likeOtherEpoch += is == plan.chooses(new SessionId(1, 2), 2, 5, ranges, 7) ? 1 : 0;
            likeOtherLeaf += is == plan.chooses(new SessionId(1, 2), 1, 5, ranges, 8) ? 1 : 0;
        }
        for (final int alike : new int[] {likeOtherSalt, likeOtherTile, likeOtherEpoch, likeOtherLeaf}) {
            assertThat(alike).as("of 1000, as of coins").isBetween(400, 600);
        }
    }

    @Test
    void shouldAskSomebodyElseWhenOneHandsItBack() {
        audit.begin(child(12), 1);
        audit.onGranted(RANGES);
        assertThat(audit.onReturned(RangeSet.of(12, 16), 6)).isTrue();
        assertThat(audit.auditor()).as("owes the rest").isNotNull();
        audit.onReported(RangeSet.of(8, 12), sums(3), 7);
        assertThat(audit.auditor()).isNull();
        assertThat(audit.hasTestimonyOf(1012)).as("what it said is half of it").isFalse();
        assertThat(audit.isReturnedBy(child(12))).isTrue();
        says(13, 40);
        assertThat(audit.judge(false).orElseThrow().sums()).contains(sums(40));
    }

    @Test
    void shouldNotBeHandedBackForEver() {
        audit.begin(child(12), 1);
        audit.onGranted(RANGES);
        assertThat(audit.onReturned(RANGES, 6)).isTrue();
        audit.begin(child(13), 1);
        audit.onGranted(RANGES);
        assertThat(audit.onReturned(RangeSet.of(8, 9), 7)).isFalse();
    }

    /** Of an implementation of splitmix64 by others. */
    @Test
    void shouldDrawTheSameOnEveryMachine() {
        assertThat(new AuditPlan(1, 77).draw(1, 2, 3)).isEqualTo(0x78007dd778462064L);
    }
}
