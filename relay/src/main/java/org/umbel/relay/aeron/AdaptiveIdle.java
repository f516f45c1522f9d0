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

    private volatile long parkMaxNs = PARK_BUSY_NS;
    private long parkNs;

    void busy(final boolean busy) {
        parkMaxNs = busy ? PARK_BUSY_NS : PARK_IDLE_NS;
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
        if (parkNs == 0) {
            Thread.yield();
            parkNs = PARK_MIN_NS;
        } else {
            parkNs = Math.min(parkNs, parkMaxNs);
            LockSupport.parkNanos(parkNs);
            parkNs *= 2;
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
