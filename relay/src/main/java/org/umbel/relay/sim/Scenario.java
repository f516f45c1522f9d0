package org.umbel.relay.sim;

import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A named simulation.
 *
 * @param name    for the command line
 * @param about   what it is for, one line
 * @param isLarge whether it needs gigabytes or minutes: tests leave it out
 * @param replayArguments what the command line needs to find it: the name, and what was changed of it
 * @param options from a seed
 * @param script  a new one for each run
 */
public record Scenario(String name, String about, boolean isLarge, String replayArguments,
                       LongFunction<SimOptions> options, Supplier<Script> script) {
    /** An ordinary one. */
    public Scenario(final String name, final String about, final LongFunction<SimOptions> options,
                    final Supplier<Script> script) {
        this(name, about, false, name, options, script);
    }

    /** One that tests leave out. */
    Scenario large() {
        return new Scenario(name, about, true, replayArguments, options, script);
    }

    /** The same with a faults phase of so many virtual seconds. */
    Scenario lasting(final int seconds) {
        return new Scenario(name, about, isLarge, replayArguments + " --virtual-seconds " + seconds,
            seed -> {
                final SimOptions usual = options.apply(seed);
                return usual.withPhases(seconds * 1_000_000_000L, usual.phases().healNs());
            }, script);
    }

    /** Runs it once. */
    public SimResult run(final long seed) {
        return Simulator.run(this, seed, line -> {});
    }
}
