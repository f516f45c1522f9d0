package org.umbel.relay.aeron;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Backs off from a yield over ever longer parks. The longest park is short while there is work and long when
 * nothing is rendered, and may be changed by any thread. Each instance idles for one thread.
 */
final class AdaptiveIdle implements IdleStrategy {
    static final long PARK_MIN_NS = 50_000;
    static final long PARK_BUSY_NS = 500_000;
    static final long PARK_IDLE_NS = 10_000_000;

    private volatile boolean busy = true;
    private long parkNs;

    void busy(final boolean isBusy) {
        busy = isBusy;
    }

    @Override
    public void idle(final int workCount) {
        if (workCount > 0) {
            reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (!busy) {
            // No ladder: heartbeats are work too, and an idle node must not climb one after each.
            LockSupport.parkNanos(PARK_IDLE_NS);
        } else if (parkNs == 0) {
            Thread.yield();
            parkNs = PARK_MIN_NS;
        } else {
            LockSupport.parkNanos(parkNs);
            parkNs = Math.min(2 * parkNs, PARK_BUSY_NS);
        }
    }

    @Override
    public void reset() {
        parkNs = 0;
    }

    @Override
    public String alias() {
        return "adaptive";
    }
}
