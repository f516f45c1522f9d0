package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the checkers have counted and found. */
public final class Findings {
    /** Invariants are numbered 1..22. */
    public static final int INVARIANTS = 22;
    /** Stands for what a scenario expects besides the invariants. */
    public static final int SCENARIO = 0;
    private static final int VIOLATIONS_MAX = 20;

    private final LongSupplier nowNs;
    private final long[] checks = new long[INVARIANTS + 1];
    private final List<Violation> violations = new ArrayList<>();

    public Findings(final LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /** One check of an invariant; the message is made only when it fails. */
    public void expect(final int invariant, final boolean holds, final String node,
                       final Supplier<String> message) {
        checks[invariant]++;
        if (!holds && violations.size() < VIOLATIONS_MAX) {
            violations.add(new Violation(invariant, nowNs.getAsLong(), node, message.get()));
        }
    }

    /** {@code long[23]}: checks made of each invariant, by its number; at 0 those of scenarios. */
    public long[] checks() {
        return checks.clone();
    }

    /** The first few, in order of time. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    public boolean isClean() {
        return violations.isEmpty();
    }
}
