package org.umbel.relay.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    /** When an event was scheduled for, and as which. */
    private record Event(long timeNs, int order) {}

    @Test
    void shouldRunInOrderOfTimeAndThenOfSchedulingWhenEventsScheduleOthers() {
        final EventQueue events = new EventQueue();
        final SeededRandom random = new SeededRandom(5);
        final List<Event> ran = new ArrayList<>();
        final int[] scheduled = {0};
        for (int i = 0; i < 5_000; i++) {
            schedule(events, random, ran, scheduled);
        }
        while (events.runNext(Long.MAX_VALUE)) {
            assertThat(events.nowNs()).isEqualTo(ran.getLast().timeNs);
        }
        assertThat(ran).hasSize(scheduled[0]).hasSizeGreaterThan(5_500)
            .isSortedAccordingTo(Comparator.comparingLong(Event::timeNs).thenComparingInt(Event::order));
        assertThat(events.isEmpty()).isTrue();
    }

    private static void schedule(final EventQueue events, final SeededRandom random, final List<Event> ran,
                                 final int[] scheduled) {
        final Event event = new Event(events.nowNs() + random.nextInt(300), scheduled[0]++);
        events.at(event.timeNs, () -> {
            ran.add(event);
            if (random.chance(0.3)) {
                schedule(events, random, ran, scheduled);
            }
        });
    }

    @Test
    void shouldStopAtLimit() {
        final EventQueue events = new EventQueue();
        events.at(10, () -> {});
        assertThat(events.runNext(9)).isFalse();
        assertThat(events.runNext(10)).isTrue();
        assertThat(events.nowNs()).isEqualTo(10);
    }
}
