package org.umbel.tracer.accel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether vector code of one kind is compiled, found out by trial: a part of the work goes to it, the rest to its
 * scalar twin, until it is the quicker of the two. Uncompiled, it is a hundred times slower, and compilers take seconds
 * for it.
 *
 * <p>Where it never becomes quicker, because the JVM emulates its width, the part becomes small. Any number of threads.
 */
final class Trial {
    /** Work of this many rays is compared: enough that a thread that lost its core for a moment decides nothing. */
    private static final int WINDOW = 256;
    /** Time of scalar code for each unit of time on trial. */
    private static final int SHARE = 3;
    /** The same once that much time has gone by on trial. */
    private static final int SHARE_LATE = 100;
    private static final long LATE_NS = 60_000_000_000L;
    /** More than a few rays take, whatever runs them: a process that was stopped meanwhile has found nothing out. */
    private static final long TOOK_MAX_NS = 100_000_000L;

    private final AtomicLong scalarNs = new AtomicLong();
    private final AtomicLong trialNs = new AtomicLong();
    private final Window scalar = new Window();
    private final Window trial = new Window();
    private volatile boolean isPassed;

    /** A trial that is over: vector code alone is asked. */
    static Trial passed() {
        final Trial trial = new Trial();
        trial.isPassed = true;
        return trial;
    }

    boolean isPassed() {
        return isPassed;
    }

    /** Whether the next work goes to vector code. */
    boolean isDue() {
        final long spent = trialNs.get();
        return spent * (spent < LATE_NS ? SHARE : SHARE_LATE) <= scalarNs.get();
    }

    /**
     * Takes note of some work.
     *
     * @param isVector whether vector code did it
     */
    void note(final boolean isVector, final int rays, final long tookNs) {
        final long ns = Math.min(tookNs, TOOK_MAX_NS);
        (isVector ? trialNs : scalarNs).addAndGet(ns);
        (isVector ? trial : scalar).add(rays, ns);
        if (isVector && trial.rays.get() >= WINDOW && scalar.rays.get() >= WINDOW) {
            isPassed |= trial.nsPerRay() < scalar.nsPerRay();
            trial.clear();
            scalar.clear();
        }
    }

    /** Threads may come between each other's numbers: a window is off then, and the next one counts. */
    private static final class Window {
        private final AtomicLong rays = new AtomicLong();
        private final AtomicLong ns = new AtomicLong();

        void add(final int more, final long tookNs) {
            ns.addAndGet(tookNs);
            rays.addAndGet(more);
        }

        double nsPerRay() {
            return (double) ns.get() / Math.max(1, rays.get());
        }

        void clear() {
            rays.set(0);
            ns.set(0);
        }
    }
}
