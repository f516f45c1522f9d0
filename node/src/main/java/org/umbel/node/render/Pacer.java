package org.umbel.node.render;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Makes one render thread keep its {@link Duty}. The thread says when it begins and ends to compute. */
final class Pacer {
    /** So soon a resting thread sees that its work is void. */
    static final long PIECE_NS = 5_000_000;

    private final Duty duty;
    private final boolean isPacing;
    private final LongSupplier clock;
    private final LongConsumer rest;
    private long sinceNs;

    /** By the machine's clock. */
    Pacer(final int dutyPercent) {
        this(dutyPercent, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param clock nanoseconds
     * @param rest  does nothing for about so many of them
     */
    Pacer(final int dutyPercent, final LongSupplier clock, final LongConsumer rest) {
        this.duty = new Duty(dutyPercent);
        this.isPacing = dutyPercent < 100;
        this.clock = clock;
        this.rest = rest;
        this.sinceNs = clock.getAsLong();
    }

    /** The thread has work: it has rested until now. */
    void begin() {
        if (isPacing) {
            duty.rested(elapsedNs());
        }
    }

    /** The thread is through with its work. */
    void end() {
        if (isPacing) {
            duty.computed(elapsedNs());
        }
    }

    /** Between two pieces of work, a few of a millisecond apart: rests if that is due. */
    void pause(final BooleanSupplier isVoid) {
        if (!isPacing) {
            return;
        }
        duty.computed(elapsedNs());
        // What a void picture leaves unpaid is paid by the next one.
        for (long dueNs = duty.dueNs();
             dueNs > 0 && !isVoid.getAsBoolean() && !Thread.currentThread().isInterrupted();) {
            rest.accept(Math.min(dueNs, PIECE_NS));
            final long restedNs = elapsedNs();
            duty.rested(restedNs);
            dueNs -= restedNs;
        }
    }

    private long elapsedNs() {
        final long nowNs = clock.getAsLong();
        final long ns = nowNs - sinceNs;
        sinceNs = nowNs;
        return ns;
    }
}
