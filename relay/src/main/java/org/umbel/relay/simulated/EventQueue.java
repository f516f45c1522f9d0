package org.umbel.relay.simulated;

import java.util.PriorityQueue;

/**
 * Virtual time: events run in order of their time and, at the same time, in the order in which they were
 * scheduled.
 */
public final class EventQueue {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nowNs;
    private long scheduledCount;

    /** What happens at an instant. */
    private record Event(long timeNs, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(final Event other) {
            final int c = Long.compare(timeNs, other.timeNs);
            return c != 0 ? c : Long.compare(order, other.order);
        }
    }

    public long nowNs() {
        return nowNs;
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    /** Runs {@code action} at {@code timeNs}, or now if that has passed. */
    public void at(final long timeNs, final Runnable action) {
        events.add(new Event(Math.max(timeNs, nowNs), scheduledCount++, action));
    }

    /** Runs {@code action} after {@code delayNs}. */
    public void after(final long delayNs, final Runnable action) {
        at(nowNs + delayNs, action);
    }

    /** Advances the clock to the next event and runs it; false if there is none up to {@code limitNs}. */
    public boolean runNext(final long limitNs) {
        final Event next = events.peek();
        if (next == null || next.timeNs > limitNs) {
            return false;
        }
        events.poll();
        nowNs = next.timeNs;
        next.action.run();
        return true;
    }
}
