package org.umbel.node.role;

import java.util.concurrent.locks.LockSupport;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.relay.transport.Transport;

/** For a client alone: no socket, no driver, no links. Made by the thread that will wait. */
final class NoCarrier implements Carrier, Transport {
    private static final long PARK_NS_MAX = 50_000_000;

    private final Thread self = Thread.currentThread();

    @Override
    public Transport transport() {
        return this;
    }

    @Override
    public String listening() {
        return "";
    }

    @Override
    public void wake() {
        LockSupport.unpark(self);
    }

    @Override
    public void nudge() {
        wake();
    }

    @Override
    public void idle(final int workCount, final long deadlineNs) {
        final long waitNs = Math.min(deadlineNs - System.nanoTime(), PARK_NS_MAX);
        if (workCount == 0 && waitNs > 0) {
            LockSupport.parkNanos(waitNs);
        }
    }

    @Override
    public void rest(final int workCount, final long deadlineNs) {
        idle(workCount, deadlineNs);
    }

    @Override
    public void gather(final int workCount, final long deadlineNs, final long gatherNs) {
        idle(workCount, deadlineNs);
    }

    @Override
    public long dial(final String endpoint, final long nowNs) {
        throw new IllegalStateException("a node alone dials nobody: " + endpoint);
    }

    @Override
    public boolean send(final long link, final LinkHeader header, final Message message, final long nowNs) {
        return true;
    }

    @Override
    public void close(final long link, final long nowNs) {}

    @Override
    public int poll(final Handler handler, final long nowNs) {
        return 0;
    }

    @Override
    public void close() {}
}
