package org.umbel.relay.aeron;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How the thread of a transport, the one that makes this, waits between its rounds. */
final class Pauses {
    /** For timers that the driver keeps to itself, such as a repair that is due. */
    private static final long WAIT_NS_MAX = TimeUnit.MILLISECONDS.toNanos(25);
    /** Half of the least liveness that is allowed: the driver sends its heartbeats in our turns. */
    private static final long REST_NS_MAX = TimeUnit.MILLISECONDS.toNanos(250);
    /** The heartbeats of a link's streams, and the answers to them, come within this. */
    private static final long GATHER_NS = TimeUnit.MILLISECONDS.toNanos(3);
    /** More bytes than this in a moment may not all find room in a socket's buffer in the next. */
    private static final long CROWD = 1 << 15;

    private final Thread owner = Thread.currentThread();
    private final SocketWait sockets;
    /** The driver's duties since the last pause, most of them bytes. */
    private long driven;

    Pauses(final SocketWait sockets) {
        this.sockets = sockets;
    }

    /** The driver has done so much. */
    void onDuties(final int count) {
        driven += count;
    }

    /** @param calm whether there was nothing to do in this round */
    void idle(final boolean calm, final long deadlineNs) {
        if (calm) {
            driven = 0;
            await(Math.min(deadlineNs - System.nanoTime(), WAIT_NS_MAX));
        }
    }

    void rest(final boolean calm, final long deadlineNs) {
        if (calm) {
            driven = 0;
            final boolean isFull = sockets.isFull();
            if (await(Math.min(deadlineNs - System.nanoTime(), REST_NS_MAX)) && !isFull) {
                LockSupport.parkNanos(GATHER_NS);
            }
        }
    }

    void gather(final boolean calm, final long deadlineNs, final long gatherNs) {
        if (driven >= CROWD || sockets.isFull()) {
            idle(calm, deadlineNs);
        } else if (calm) {
            driven = 0;
            LockSupport.parkNanos(gatherNs);
        }
    }

    /** Waits for a datagram, but not for long. */
    void await() {
        await(WAIT_NS_MAX);
    }

    /** Whether a datagram has come. */
    private boolean await(final long ns) {
        return ns > 0 && sockets.await(ns);
    }

    /** Ends any pause. For any thread. */
    void wake() {
        nudge();
        LockSupport.unpark(owner);
    }

    /** Ends any pause but {@link #gather}. For any thread. */
    void nudge() {
        sockets.wake();
    }
}
