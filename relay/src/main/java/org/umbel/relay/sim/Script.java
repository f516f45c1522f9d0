package org.umbel.relay.sim;

import org.umbel.relay.check.Findings;

/** What a scenario does to the tree besides random faults. One instance drives one simulation. */
public interface Script {
    Script NONE = farm -> {};

    /** Before the first event: schedule what happens at a fixed time. */
    void begin(Farm farm);

    /** After every step of any agent: do what waits for a condition. */
    default void onStep(final Farm farm) {
    }

    /** When the simulation is over: what the scenario expects besides the invariants. */
    default void onEnd(final Farm farm, final Findings findings) {
    }
}
