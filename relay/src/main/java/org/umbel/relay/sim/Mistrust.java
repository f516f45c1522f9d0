package org.umbel.relay.sim;

import java.util.HashSet;
import java.util.Set;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.link.Admission;
import org.umbel.relay.session.AuditPlan;

/**
 * How far the nodes of a simulated farm believe one another: those of every other seed's farm share a key, and say one
 * message more in a handshake; in every other pair of seeds some of what leaves report is audited.
 */
final class Mistrust {
    /** Of the reports of leaves. */
    private static final double AUDIT_SHARE = 0.25;

    private final boolean keyed;
    private final long salt;
    private final Set<String> liars = new HashSet<>();
    private double auditShare;

    /** @param salt the farm's, secret to its nodes */
    Mistrust(final boolean mistrusting, final long seed, final long salt) {
        this.keyed = mistrusting && (seed & 1) != 0;
        this.auditShare = mistrusting && (seed & 2) != 0 ? AUDIT_SHARE : 0;
        this.salt = salt;
    }

    NodeConfig apply(final NodeConfig config, final long incarnation) {
        final Admission admission = keyed ? Admission.by(new SimulatedKeeper(salt, incarnation)) : Admission.OPEN;
        return config.withAdmission(admission).withAudits(new AuditPlan(auditShare, salt ^ incarnation));
    }

    /** Every report of a leaf is audited, and this one's are false. */
    void lie(final String leaf) {
        auditShare = 1;
        liars.add(leaf);
    }

    boolean isLiar(final String name) {
        return liars.contains(name);
    }
}
