package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the checkers have counted and found. */
public final class Findings {
    private static final int VIOLATIONS_MAX = 20;

    private final LongSupplier nowNs;
    private final long[] checks = new long[Invariant.values().length];
    private final long[] broken = new long[checks.length];
    private final List<Violation> violations = new ArrayList<>();

    /** @param nowNs virtual time, for violations */
    public Findings(final LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /** One check of an invariant; the message is made only when it fails. */
    public void expect(final Invariant invariant, final boolean holds, final String node,
                       final Supplier<String> message) {
        checks[invariant.number()]++;
        if (!holds) {
            broken[invariant.number()]++;
            if (violations.size() < VIOLATIONS_MAX) {
                violations.add(new Violation(invariant, nowNs.getAsLong(), node, message.get()));
            }
        }
    }

    /** One check of an invariant that holds, where there are so many that a message's closure would be felt. */
    public void passed(final Invariant invariant) {
        checks[invariant.number()]++;
    }

    /** {@code long[23]}: checks made of each invariant, by its number; at 0 those of scenarios. */
    public long[] checks() {
        return checks.clone();
    }

    /** {@code long[23]}: those that failed. */
    public long[] broken() {
        return broken.clone();
    }

    /** The first few, in order of time. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    public boolean isClean() {
        return violations.isEmpty();
    }
}
