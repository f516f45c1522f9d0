package org.umbel.relay.sim;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.umbel.relay.check.Findings;
import org.umbel.relay.check.Invariant;

/** Kinds of scripts. */
final class Scripts {
    /** Asked when the simulation is over. */
    @FunctionalInterface
    interface Expectation {
        Expectation NONE = (farm, findings) -> {};

        void check(Farm farm, Findings findings);

        default Expectation and(final Expectation other) {
            return (farm, findings) -> {
                check(farm, findings);
                other.check(farm, findings);
            };
        }
    }

    private Scripts() {}

    static Expectation expect(final String what, final Predicate<Farm> holds) {
        return (farm, findings) -> findings.expect(Invariant.SCENARIO, holds.test(farm), "", () -> "not so: " + what);
    }

    /** Nothing is done, and something is expected. */
    static Script finishing(final Expectation expectation) {
        return timed(farm -> {}, expectation);
    }

    /** What happens is scheduled at the begin. */
    static Script timed(final Consumer<Farm> begin, final Expectation expectation) {
        return new Script() {
            @Override
            public void begin(final Farm farm) {
                begin.accept(farm);
            }

            @Override
            public void onEnd(final Farm farm, final Findings findings) {
                expectation.check(farm, findings);
            }
        };
    }

    /** Does something the first time that a condition holds, which must happen. */
    static Script once(final Predicate<Farm> when, final Consumer<Farm> then, final Expectation expectation) {
        return new Script() {
            private boolean done;

            @Override
            public void begin(final Farm farm) {
            }

            @Override
            public void onStep(final Farm farm) {
                if (!done && when.test(farm)) {
                    done = true;
                    then.accept(farm);
                }
            }

            @Override
            public void onEnd(final Farm farm, final Findings findings) {
                findings.expect(Invariant.SCENARIO, done, "", () -> "what the scenario waits for never came");
                expectation.check(farm, findings);
            }
        };
    }
}
