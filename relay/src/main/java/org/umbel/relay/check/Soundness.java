package org.umbel.relay.check;

/** Invariant 21 around every step of a node: what it throws is a violation, and nothing after it is worth a look. */
public final class Soundness {
    private static final int FRAMES_MAX = 12;

    private final Findings findings;
    private boolean broken;

    public Soundness(final Findings findings) {
        this.findings = findings;
    }

    /** Runs a piece of a node. */
    public void guard(final String node, final Runnable part) {
        try {
            part.run();
        } catch (final RuntimeException | AssertionError e) {
            broken = true;
            final StringBuilder where = new StringBuilder(e.toString());
            for (int i = 0; i < Math.min(FRAMES_MAX, e.getStackTrace().length); i++) {
                where.append("\n    at ").append(e.getStackTrace()[i]);
            }
            findings.expect(Invariant.SOUNDNESS, false, node, where::toString);
            return;
        }
        findings.expect(Invariant.SOUNDNESS, true, node, () -> "");
    }

    /** A node threw. */
    public boolean isBroken() {
        return broken;
    }
}
