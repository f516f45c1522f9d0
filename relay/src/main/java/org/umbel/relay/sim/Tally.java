package org.umbel.relay.sim;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.umbel.relay.check.Invariant;

/** The results of many simulations added together, in whatever order they came. */
public final class Tally {
    private final SimTotals totals = new SimTotals();
    private final long[] checks = new long[Invariant.values().length];
    private final long[] broken = new long[checks.length];
    private long virtualNs;
    private long runs;
    private long traceHash;
    private double wallSeconds;
    private double cpuSeconds;

    void add(final SimResult result) {
        totals.add(result.totals());
        for (int i = 0; i < checks.length; i++) {
            checks[i] += result.checks()[i];
            broken[i] += result.broken()[i];
        }
        virtualNs += result.virtualNs();
        runs++;
        // commutative: seeds end in any order
        traceHash += result.traceHash() * (2 * result.seed() + 1);
    }

    /** A seed has run twice. */
    void addTwin(final boolean same) {
        runs++;
        checks[Invariant.SAME_TRACE.number()]++;
        broken[Invariant.SAME_TRACE.number()] += same ? 0 : 1;
    }

    void took(final double newWallSeconds, final double newCpuSeconds) {
        wallSeconds = newWallSeconds;
        cpuSeconds = newCpuSeconds;
    }

    /** Simulations, those that ran twice counted twice. */
    public long runs() {
        return runs;
    }

    public double wallSeconds() {
        return wallSeconds;
    }

    /** Of all threads that simulated. */
    public double cpuSeconds() {
        return cpuSeconds;
    }

    public long checks(final Invariant invariant) {
        return checks[invariant.number()];
    }

    /** Checks that failed. */
    public long violations() {
        long sum = 0;
        for (final long count : broken) {
            sum += count;
        }
        return sum;
    }

    public SimTotals totals() {
        return totals;
    }

    /** For people: each invariant, its checks and its violations. */
    public String table() {
        final StringBuilder table = new StringBuilder();
        for (final Invariant invariant : Invariant.values()) {
            table.append(String.format(Locale.ROOT, "%3d %-14s %12d checks %6d violations  %s%n", invariant.number(),
                invariant.title(), checks[invariant.number()], broken[invariant.number()], invariant.text()));
        }
        return table.toString();
    }

    String json(final String scenario, final long seed, final int seeds, final List<Invariant> idle) {
        final String counts = totals.all().entrySet().stream().map(e -> "\"" + e.getKey() + "\":" + e.getValue())
            .collect(Collectors.joining(","));
        final String named = Stream.of(Invariant.values()).map(i -> "{\"invariant\":%d,\"name\":\"%s\",\"checks\":%d,"
            .formatted(i.number(), i.title(), checks[i.number()]) + "\"violations\":" + broken[i.number()] + "}")
            .collect(Collectors.joining(","));
        return String.format(Locale.ROOT, "{\"simulate\":\"%s\",\"seed\":%d,\"seeds\":%d,\"simulations\":%d,"
            + "\"violations\":%d,\"idle\":[%s],\"virtualSeconds\":%.1f,\"seconds\":%.1f,\"cpuSeconds\":%.1f,"
            + "\"simulationsPerSecond\":%.1f,%s,\"traceHash\":\"%016x\",\"invariants\":[%s]}", scenario, seed, seeds,
            runs, violations(), idle.stream().map(i -> Integer.toString(i.number())).collect(Collectors.joining(",")),
            virtualNs * 1e-9, wallSeconds, cpuSeconds, runs / wallSeconds, counts, traceHash, named);
    }
}
