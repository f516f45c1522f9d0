package org.umbel.relay.sim;

import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A named simulation.
 *
 * @param name    for the command line
 * @param about   what it is for, one line
 * @param options from a seed
 * @param script  a new one for each run
 */
public record Scenario(String name, String about, LongFunction<SimOptions> options, Supplier<Script> script) {
    public SimResult run(final long seed) {
        return Simulator.run(options.apply(seed), seed, script.get(), name, line -> {});
    }
}
