package org.umbel.node.role;

import java.security.SecureRandom;
import org.umbel.relay.link.Admission;
import org.umbel.relay.session.AuditPlan;

/**
 * Who may come in, who is believed, and what every surface says of it.
 *
 * @param admission who belongs to the farm
 * @param kind      for programs: {@code loopback}, {@code farm-key} or {@code insecure}
 * @param notice    for people; empty when there is nothing to say
 * @param audits    whose word is doubted
 */
public record Trust(Admission admission, String kind, String notice, AuditPlan audits) {
    /** Whoever is on this machine may come in, and nobody else can. */
    public static final Trust LOOPBACK = new Trust(Admission.OPEN, "loopback", "", AuditPlan.OFF);

    /** Whoever reaches the address. */
    public static Trust insecure(final String address) {
        return new Trust(Admission.OPEN, "insecure", "INSECURE: everybody who reaches " + address
            + " may use this node", AuditPlan.OFF);
    }

    /** Whoever knows the key. */
    public static Trust keyed(final FarmKey key) {
        return new Trust(Admission.by(key), "farm-key", "farm key: only who knows it is admitted; what is sent is"
            + " neither encrypted nor signed", AuditPlan.OFF);
    }

    /** So many of the leaves' reports are rendered again before they are believed, nobody can foresee which. */
    public Trust withAudits(final double share) {
        return new Trust(admission, kind, notice, new AuditPlan(share, new SecureRandom().nextLong()));
    }
}
