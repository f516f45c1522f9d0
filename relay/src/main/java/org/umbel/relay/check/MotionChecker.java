package org.umbel.relay.check;

import java.util.HashMap;
import java.util.Map;
import org.umbel.codec.wire.SessionId;

/**
 * Invariant 20: in endless motion, on a tree that can keep up, a whole coarse picture is shown at least every 100 ms.
 */
public final class MotionChecker implements Checker {
    private static final long SHOWN_EVERY_NS = 100_000_000;

    private final Findings findings;
    private final Observed observed;
    private final Map<SessionId, Long> shownNs = new HashMap<>();

    public MotionChecker(final Findings findings, final Observed observed) {
        this.findings = findings;
        this.observed = observed;
    }

    @Override
    public void onShown(final ObservedRoot root) {
        check(root);
        shownNs.put(root.session().id(), observed.nowNs());
    }

    @Override
    public void onTick(final Observed all) {
        all.roots().forEach(this::check);
    }

    private void check(final ObservedRoot root) {
        if (root.movingSinceNs() <= observed.nowNs()) {
            final long sinceNs = Math.max(root.movingSinceNs(), shownNs.getOrDefault(root.session().id(), 0L));
            findings.expect(Invariant.MOTION, observed.nowNs() - sinceNs <= SHOWN_EVERY_NS, root.node().name(),
                () -> "nothing has been shown for " + (observed.nowNs() - sinceNs) / 1_000_000 + " ms");
        }
    }
}
