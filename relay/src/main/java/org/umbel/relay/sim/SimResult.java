package org.umbel.relay.sim;

import java.util.List;
import org.umbel.relay.check.Violation;

/**
 * What came of one simulation.
 *
 * @param seed       the same seed and options give the same result
 * @param scenario   its name, and what else the command line needs to find it
 * @param traceHash  over all messages, their times, and all steps
 * @param virtualNs  virtual time that passed
 * @param totals     what happened
 * @param checks     {@code long[23]}, checks made of each invariant by its number
 * @param broken     {@code long[23]}, those that failed
 * @param violations the first few of these
 */
public record SimResult(long seed, String scenario, long traceHash, long virtualNs, SimTotals totals,
                        long[] checks, long[] broken, List<Violation> violations) {
    public boolean isClean() {
        return violations.isEmpty();
    }

    /** The one command that runs this again. */
    public String replay() {
        return "scripts/node simulate --scenario " + scenario + " --seed " + seed;
    }

    /** For people: each violation with its seed, scenario, and the command that replays it. */
    public String report() {
        final StringBuilder text = new StringBuilder();
        for (final Violation violation : violations) {
            text.append("seed ").append(seed).append(", scenario ").append(scenario).append(", ")
                .append(violation).append("\n  replay: ").append(replay()).append('\n');
        }
        return text.toString();
    }
}
