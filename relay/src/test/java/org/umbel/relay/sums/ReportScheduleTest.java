package org.umbel.relay.sums;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReportScheduleTest {
    private static final long EVERY_NS = 33;
    private static final long AGE_NS = 500;
    private static final int TILE = 7;

    private final ReportSchedule schedule = new ReportSchedule(AGE_NS, AGE_NS, EVERY_NS, 1);

    @BeforeEach
    void shouldPassTheFirstSumsOnAtOnce() {
        assertThat(schedule.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
        schedule.onChange(TILE, 0, 4, false, false, 1000);
        assertThat(schedule.due(1000)).isEqualTo(TILE);
        schedule.onPassedOn(TILE, 4, 1000);
        assertThat(schedule.due(Long.MAX_VALUE)).isEqualTo(-1);
        assertThat(schedule.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldWaitForItsAgeWhenABucketHasNotDoubledWhatWasSent() {
        schedule.onChange(TILE, 0, 1, false, false, 1100);
        schedule.onChange(TILE, 0, 3, false, false, 1200);
        assertThat(schedule.due(1100 + AGE_NS - 1)).isEqualTo(-1);
        assertThat(schedule.nextDeadlineNs()).isEqualTo(1100 + AGE_NS);
        assertThat(schedule.due(1100 + AGE_NS)).isEqualTo(TILE);
    }

    @Test
    void shouldNotWaitWhenABucketDoublesWhatWasSent() {
        schedule.onChange(TILE, 0, 3, false, false, 1100);
        schedule.onChange(TILE, 0, 4, false, false, 1150);
        assertThat(schedule.due(1149)).isEqualTo(-1);
        assertThat(schedule.due(1150)).isEqualTo(TILE);
        schedule.onPassedOn(TILE, 4, 1150);
        schedule.onChange(TILE, 0, 7, false, false, 1300);
        assertThat(schedule.due(1300)).isEqualTo(-1);
        schedule.onChange(TILE, 0, 8, false, false, 1301);
        assertThat(schedule.due(1301)).isEqualTo(TILE);
    }

    @Test
    void shouldCountWhatOthersRenderedBeforeABucketsFirstSample() {
        schedule.onChange(9, 32, 8, false, false, 1100);
        assertThat(schedule.due(1100)).as("8 beside 32").isEqualTo(-1);
        schedule.onChange(9, 32, 31, false, false, 1110);
        assertThat(schedule.due(1110)).isEqualTo(-1);
        schedule.onChange(9, 32, 32, false, false, 1120);
        assertThat(schedule.due(1120)).isEqualTo(9);
        schedule.onChange(11, 32, 8, true, false, 1121);
        assertThat(schedule.due(1121)).as("still").isEqualTo(9);
        schedule.onPassedOn(9, 32, 1121);
        assertThat(schedule.due(1121)).as("nothing more will come").isEqualTo(11);
    }

    @Test
    void shouldNotPassATileOnMoreOftenThanItMay() {
        schedule.onChange(TILE, 0, 4, false, false, 1010);
        assertThat(schedule.due(1000 + EVERY_NS - 1)).isEqualTo(-1);
        assertThat(schedule.due(1000 + EVERY_NS)).isEqualTo(TILE);
    }

    @Test
    void shouldPassOnAtOnceWhatNothingMoreWillComeFor() {
        schedule.onChange(TILE, 0, 1, false, false, 1001);
        schedule.onChange(TILE, 0, 1, true, false, 1002);
        assertThat(schedule.due(1002)).isEqualTo(TILE);
    }

    @Test
    void shouldServeTheEarliestTileFirst() {
        schedule.onChange(TILE, 0, 1, false, false, 1001);
        schedule.onChange(9, 0, 1, false, false, 1002);
        assertThat(schedule.due(2000)).isEqualTo(9);
        schedule.onPassedOn(9, 1, 2000);
        assertThat(schedule.due(2000)).isEqualTo(TILE);
    }

    @Test
    void shouldLetFewSamplesWaitForMoreOrTheirAge() {
        final ReportSchedule patient = new ReportSchedule(AGE_NS, 8 * AGE_NS, EVERY_NS, 8);
        patient.onChange(TILE, 0, 4, true, false, 1000);
        assertThat(patient.due(1000 + AGE_NS - 1)).isEqualTo(-1);
        assertThat(patient.due(1000 + AGE_NS)).isEqualTo(TILE);
        patient.onChange(TILE, 0, 8, false, false, 1100);
        assertThat(patient.due(1100)).isEqualTo(TILE);
    }

    @Test
    void shouldCountWhatWentBeforeWhenItAsksForMore() {
        final ReportSchedule patient = new ReportSchedule(AGE_NS, 8 * AGE_NS, EVERY_NS, 8);
        patient.onChange(TILE, 0, 8, false, false, 1000);
        patient.onPassedOn(TILE, 8, 1000);
        patient.onChange(TILE, 0, 1, true, false, 1001);
        assertThat(patient.due(1001)).isEqualTo(TILE);
    }

    @Test
    void shouldNotLetFewSamplesWaitThatSomebodyWaitsFor() {
        final ReportSchedule patient = new ReportSchedule(AGE_NS, 8 * AGE_NS, EVERY_NS, 8);
        patient.onChange(TILE, 0, 1, false, true, 1000);
        assertThat(patient.due(1000)).isEqualTo(TILE);
    }

    @Test
    void shouldFindWhatWaits() {
        final ReportSchedule patient = new ReportSchedule(AGE_NS, 8 * AGE_NS, EVERY_NS, 8);
        assertThat(patient.waiting()).isEqualTo(-1);
        patient.onChange(TILE, 0, 1, true, false, 1000);
        assertThat(patient.waiting()).isEqualTo(TILE);
        patient.onPassedOn(TILE, 1, 1000);
        assertThat(patient.waiting()).isEqualTo(-1);
    }

    @Test
    void shouldPassOnCompleteTilesOnlyWhenNothingElseIsWanted() {
        final ReportSchedule complete = ReportSchedule.whenComplete();
        complete.onChange(TILE, 0, 4, false, false, 1000);
        assertThat(complete.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(complete.due(Long.MAX_VALUE - 1)).isEqualTo(-1);
        complete.onChange(TILE, 0, 8, true, false, 1010);
        assertThat(complete.due(1010)).isEqualTo(TILE);
    }

    @Test
    void shouldServeTilesThatAreDueAtOnceInTheOrderInWhichTheyChanged() {
        for (final int tile : new int[] {12, 11, 13}) {
            schedule.onChange(tile, 0, 1, true, false, 1500);
        }
        for (final int tile : new int[] {12, 11, 13}) {
            assertThat(schedule.due(1500)).isEqualTo(tile);
            schedule.onPassedOn(tile, 1, 1500);
        }
    }

    @Test
    void shouldNotDoubleTheFewThatWentBecauseOfTheirAge() {
        final ReportSchedule patient = new ReportSchedule(AGE_NS, 8 * AGE_NS, EVERY_NS, 8);
        patient.onChange(TILE, 0, 4, false, false, 1000);
        patient.onPassedOn(TILE, 4, 1000 + AGE_NS);
        patient.onChange(TILE, 4, 4, true, false, 1600);
        assertThat(patient.due(1600)).as("as many as went, but few").isEqualTo(-1);
        patient.onChange(TILE, 4, 7, true, false, 1700);
        assertThat(patient.due(1700)).isEqualTo(-1);
        patient.onChange(TILE, 4, 8, false, false, 1800);
        assertThat(patient.due(1800)).isEqualTo(TILE);
    }

    @Test
    void shouldLetWhatGoesAgainBecomeOlder() {
        final ReportSchedule patient = new ReportSchedule(AGE_NS, 8 * AGE_NS, EVERY_NS, 8);
        patient.onChange(TILE, 0, 8, false, false, 1000);
        patient.onPassedOn(TILE, 8, 1000);
        patient.onChange(TILE, 8, 2, false, false, 1100);
        patient.onChange(9, 0, 2, false, false, 1100);
        assertThat(patient.due(1100 + AGE_NS)).as("nothing of it has gone").isEqualTo(9);
        patient.onPassedOn(9, 2, 1100 + AGE_NS);
        assertThat(patient.due(1100 + 8 * AGE_NS - 1)).isEqualTo(-1);
        assertThat(patient.due(1100 + 8 * AGE_NS)).isEqualTo(TILE);
    }

    @Test
    void shouldPassTheFullestOnWhenAllTogetherHoldTooMuch() {
        final ReportSchedule patient = new ReportSchedule(AGE_NS, 8 * AGE_NS, EVERY_NS, 32);
        patient.onChange(TILE, 0, 4, false, false, 1000);
        patient.onChange(9, 0, 16, false, false, 1001);
        patient.onChange(3, 0, 16, false, false, 1002);
        patient.onChange(5, 0, 16, false, false, 1003);
        patient.onPassedOn(5, 16, 1004);
        patient.lighten(17, 1010);
        assertThat(patient.due(1010)).as("of equal ones that which comes first").isEqualTo(3);
        patient.onPassedOn(3, 16, 1010);
        assertThat(patient.due(1010)).as("16 are not 17").isEqualTo(9);
        patient.onPassedOn(9, 16, 1010);
        assertThat(patient.due(1010)).as("holds the least").isEqualTo(-1);
        patient.lighten(1, 1020);
        assertThat(patient.due(1020)).isEqualTo(TILE);
        patient.onPassedOn(TILE, 4, 1020);
        patient.lighten(100, 1030);
        assertThat(patient.due(1030)).as("nothing is held").isEqualTo(-1);
    }
}
