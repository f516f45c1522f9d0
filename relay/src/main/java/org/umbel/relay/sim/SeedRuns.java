package org.umbel.relay.sim;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.umbel.relay.check.Invariant;

/** Many simulations, which know nothing of one another, on several threads. Large ones run alone, last. */
public final class SeedRuns {
    /** So many random seeds check every invariant. */
    public static final int SEEDS_FOR_ALL = 200;
    /** One seed in so many runs twice and must leave the same trace. */
    private static final int TWICE_ONE_IN = 16;

    private final int threads;
    private final Consumer<String> log;
    private final List<Run> runs = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong cpuNs = new AtomicLong();

    /** One simulation; {@code twice}: and again. */
    private record Run(Scenario scenario, long seed, boolean twice) {}

    public SeedRuns(final int threads, final Consumer<String> log) {
        this.threads = threads;
        this.log = log;
    }

    /** Adds so many seeds of a scenario. */
    public void add(final Scenario scenario, final long firstSeed, final int seeds) {
        for (int i = 0; i < seeds; i++) {
            runs.add(new Run(scenario, firstSeed + i, i % TWICE_ONE_IN == 0 && !scenario.isLarge()));
        }
    }

    /** Runs them all; violations are printed as they come, in any order, and the tally does not depend on it. */
    public Tally run(final PrintStream out) {
        final long beganNs = System.nanoTime();
        final Tally tally = new Tally();
        final List<Run> small = runs.stream().filter(run -> !run.scenario.isLarge()).toList();
        final List<Thread> workers = new ArrayList<>();
        final AtomicLong failures = new AtomicLong();
        for (int i = 0; i < Math.min(threads, small.size()); i++) {
            workers.add(Thread.ofPlatform().name("simulator-" + i).uncaughtExceptionHandler((thread, e) -> {
                failures.incrementAndGet();
                e.printStackTrace(out);
            }).start(() -> runSmall(small, tally, out)));
        }
        for (final Thread worker : workers) {
            join(worker);
        }
        if (failures.get() > 0) {
            throw new IllegalStateException("the simulator itself failed");
        }
        runs.stream().filter(run -> run.scenario.isLarge()).forEach(run -> run(run, tally, out));
        tally.took((System.nanoTime() - beganNs) * 1e-9, cpuNs.get() * 1e-9);
        return tally;
    }

    private void runSmall(final List<Run> small, final Tally tally, final PrintStream out) {
        for (int i = next.getAndIncrement(); i < small.size(); i = next.getAndIncrement()) {
            run(small.get(i), tally, out);
        }
    }

    private void run(final Run run, final Tally tally, final PrintStream out) {
        final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        final long beganNs = clock.getCurrentThreadCpuTime();
        final SimResult result = Simulator.run(run.scenario, run.seed, log);
        final boolean same = !run.twice
            || Simulator.run(run.scenario, run.seed, line -> {}).traceHash() == result.traceHash();
        cpuNs.addAndGet(clock.getCurrentThreadCpuTime() - beganNs);
        synchronized (tally) {
            tally.add(result);
            out.print(result.report());
            if (run.twice) {
                tally.addTwin(same);
            }
            if (!same) {
                out.println("seed " + run.seed + ", scenario " + run.scenario.name() + ", invariant "
                    + Invariant.SAME_TRACE + ": two traces\n  replay: " + result.replay());
            }
        }
    }

    private static void join(final Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
