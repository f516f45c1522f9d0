package org.umbel.relay.check;

/** Invariant 16, asked when the time is over: all ranges of every session are accepted. */
public final class ConvergenceChecker implements Checker {
    private final Findings findings;

    public ConvergenceChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onEnd(final Observed observed) {
        for (final ObservedRoot root : observed.roots()) {
            findings.expect(Invariant.CONVERGENCE, root.session().isComplete(), root.node().name(),
                () -> "epoch " + root.session().epoch() + ": " + root.session().tileSamplesAccepted() + " of "
                    + root.session().tileSamplesTotal() + " tile-samples accepted");
        }
    }
}
