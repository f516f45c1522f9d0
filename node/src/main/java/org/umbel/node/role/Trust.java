package org.umbel.node.role;

import org.umbel.relay.link.Admission;

/**
 * Who may come in, and what every surface says of it.
 *
 * @param admission who belongs to the farm
 * @param kind      for programs: {@code loopback}, {@code farm-key} or {@code insecure}
 * @param notice    for people; empty when there is nothing to say
 */
public record Trust(Admission admission, String kind, String notice) {
    /** Whoever is on this machine may come in, and nobody else can. */
    public static final Trust LOOPBACK = new Trust(Admission.OPEN, "loopback", "");

    /** Whoever reaches the address. */
    public static Trust insecure(final String address) {
        return new Trust(Admission.OPEN, "insecure", "INSECURE: everybody who reaches " + address
            + " may use this node");
    }

    /** Whoever knows the key. */
    public static Trust keyed(final FarmKey key) {
        return new Trust(Admission.by(key), "farm-key", "farm key: only who knows it is admitted; what is sent is"
            + " neither encrypted nor signed");
    }
}
