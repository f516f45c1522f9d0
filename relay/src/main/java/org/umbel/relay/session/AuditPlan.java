package org.umbel.relay.session;

import java.util.List;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.SessionId;

/**
 * Which reports of leaves are rendered again by another leaf before they are merged. Chosen by a hash with a secret
 * salt: the same everywhere in a simulation, and nothing that a leaf could foresee.
 *
 * @param share of the reports: 0 none, 1 all
 * @param salt  known to this process only
 */
public record AuditPlan(double share, long salt) {
    /** Leaves are believed. */
    public static final AuditPlan OFF = new AuditPlan(0, 0);

    public AuditPlan {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("audit share " + share + ", not 0..1");
        }
    }

    boolean isOff() {
        return share == 0;
    }

    /** Whether a report is audited. */
    boolean chooses(final SessionId session, final int epoch, final int tile, final List<SampleRange> ranges,
                    final long incarnation) {
        long hash = draw(session.high(), session.low(), epoch);
        for (final SampleRange range : ranges) {
            hash = draw(hash, range.first(), range.count());
        }
        return (draw(hash, tile, incarnation) >>> 11) * 0x1p-53 < share;
    }

    /** 64 bits that only who knows the salt can tell (three rounds of splitmix64's finalizer). */
    long draw(final long a, final long b, final long c) {
        return mix(mix(mix(a ^ salt) + b ^ salt) + c ^ salt);
    }

    private static long mix(final long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
