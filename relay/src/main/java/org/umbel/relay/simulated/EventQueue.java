package org.umbel.relay.simulated;

import java.util.Arrays;

/**
 * Virtual time: events run in order of their time and, at the same time, in the order in which they were scheduled. A
 * four-ary heap in flat arrays: most of a simulation's events go through it.
 */
public final class EventQueue {
    private static final int ARITY = 4;

    private long[] timesNs = new long[1024];
    private long[] orders = new long[1024];
    private Runnable[] actions = new Runnable[1024];
    private int size;
    private long nowNs;
    private long scheduledCount;

    public long nowNs() {
        return nowNs;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Runs {@code action} at {@code timeNs}, or now if that has passed. */
    public void at(final long timeNs, final Runnable action) {
        if (size == timesNs.length) {
            timesNs = Arrays.copyOf(timesNs, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            actions = Arrays.copyOf(actions, 2 * size);
        }
        up(size++, Math.max(timeNs, nowNs), scheduledCount++, action);
    }

    /** Runs {@code action} after {@code delayNs}. */
    public void after(final long delayNs, final Runnable action) {
        at(nowNs + delayNs, action);
    }

    /** Advances the clock to the next event and runs it; false if there is none up to {@code limitNs}. */
    public boolean runNext(final long limitNs) {
        if (size == 0 || timesNs[0] > limitNs) {
            return false;
        }
        nowNs = timesNs[0];
        final Runnable action = actions[0];
        final int last = --size;
        final Runnable moved = actions[last];
        actions[last] = null;
        if (last > 0) {
            down(timesNs[last], orders[last], moved);
        }
        action.run();
        return true;
    }

    private void up(final int from, final long timeNs, final long order, final Runnable action) {
        int at = from;
        while (at > 0) {
            final int parent = (at - 1) / ARITY;
            if (timesNs[parent] <= timeNs) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        put(at, timeNs, order, action);
    }

    private void down(final long timeNs, final long order, final Runnable action) {
        int at = 0;
        while (true) {
            final int first = at * ARITY + 1;
            if (first >= size) {
                break;
            }
            int least = first;
            for (int child = first + 1; child < Math.min(first + ARITY, size); child++) {
                least = isBefore(timesNs[child], orders[child], least) ? child : least;
            }
            if (!isBefore(timesNs[least], orders[least], timeNs, order)) {
                break;
            }
            move(least, at);
            at = least;
        }
        put(at, timeNs, order, action);
    }

    private boolean isBefore(final long timeNs, final long order, final int other) {
        return isBefore(timeNs, order, timesNs[other], orders[other]);
    }

    private static boolean isBefore(final long timeNs, final long order, final long otherNs, final long otherOrder) {
        return timeNs < otherNs || timeNs == otherNs && order < otherOrder;
    }

    private void move(final int from, final int to) {
        put(to, timesNs[from], orders[from], actions[from]);
    }

    private void put(final int at, final long timeNs, final long order, final Runnable action) {
        timesNs[at] = timeNs;
        orders[at] = order;
        actions[at] = action;
    }
}
