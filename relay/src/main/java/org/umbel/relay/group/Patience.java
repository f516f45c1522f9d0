package org.umbel.relay.group;

import java.util.LinkedHashMap;
import java.util.Map;

/** Says who is to leave the group, so that nobody waits for one who cannot follow. */
final class Patience {
    private static final long CHECK_EVERY_NS = 20_000_000L;
    /** This process did not run, or nobody asked: that is no member's fault. */
    private static final long PAUSE_NS = 5 * CHECK_EVERY_NS;
    private static final long MS = 1_000_000L;
    private static final double FORGIVEN_PER_NS = 0.7e-9;
    private static final double LOSS_MUCH = 0.10;
    private static final double LOSS_LITTLE = 0.05;
    private static final int LOSSY_SAMPLES_MAX = 8;

    private final GroupTimes times;
    private final Members members;
    private final ShardStream stream;
    private long seenNs;
    private long checkedNs;

    Patience(final GroupTimes times, final Members members, final ShardStream stream, final long nowNs) {
        this.times = times;
        this.members = members;
        this.stream = stream;
        seenNs = nowNs;
        checkedNs = nowNs;
    }

    boolean isDue(final long nowNs) {
        final long pauseNs = nowNs - seenNs;
        seenNs = nowNs;
        if (pauseNs > PAUSE_NS) {
            for (final Member member : members.all()) {
                member.addedNs += pauseNs;
                member.progressNs += pauseNs;
            }
            checkedNs = nowNs;
        }
        return nowNs - checkedNs >= CHECK_EVERY_NS;
    }

    /**
     * Who is to leave now, and why.
     *
     * @param isHeldUp more is offered than fits, and everything that may be sent was sent
     */
    Map<Member, String> check(final boolean isHeldUp, final long nowNs) {
        final Map<Member, String> leaving = new LinkedHashMap<>();
        final long spanNs = nowNs - checkedNs;
        checkedNs = nowNs;
        int furthest = 0;
        for (final Member member : members.all()) {
            furthest = Math.max(furthest, member.isHeard() ? member.low : 0);
        }
        for (final Member member : members.all()) {
            final String reason = member.isHeard() ? whyLags(member, furthest, isHeldUp, spanNs, nowNs)
                : whySilent(member, nowNs);
            if (!reason.isEmpty()) {
                leaving.put(member, reason);
            }
        }
        return leaving;
    }

    private String whySilent(final Member member, final long nowNs) {
        return nowNs - member.addedNs < times.probeForNs() ? ""
            : "multicast does not reach it, or its answers do not come back: no answer to any probe within "
                + times.probeForNs() / MS + " ms";
    }

    private String whyLags(final Member member, final int furthest, final boolean isHeldUp, final long spanNs,
                           final long nowNs) {
        if (member.low >= stream.sending()) {
            member.progressNs = nowNs;
        }
        member.stallNs -= (long) (member.stallNs * Math.min(1, FORGIVEN_PER_NS * spanNs));
        if (isHeldUp && member.low < stream.sending() && furthest >= stream.sending()) {
            member.stallNs += spanNs;
        }
        final long idleNs = nowNs - member.progressNs;
        if (idleNs >= times.lagNs() && furthest > member.low) {
            return "no progress for " + idleNs / MS + " ms, while others went on";
        }
        if (idleNs >= times.silentNs()) {
            return "no progress for " + idleNs / MS + " ms";
        }
        return member.stallNs >= times.stallNs()
            ? "slower than the others, who waited for it for " + member.stallNs / MS + " ms" : "";
    }

    /** After a member's sample of loss: why it is to leave, or empty. */
    String whyLossy(final Member member, final double usualLoss) {
        final boolean isLossier = member.loss() > LOSS_MUCH && usualLoss < LOSS_LITTLE && members.heard() > 1;
        return member.onSampled(isLossier) < LOSSY_SAMPLES_MAX ? ""
            : "loses " + Math.round(100 * member.loss()) + " % of what is sent, the others less than "
                + Math.round(100 * LOSS_LITTLE) + " %";
    }

    /** When to check again, as long as somebody is to answer. */
    long nextDeadlineNs() {
        return stream.floor() < stream.sending() || !members.areAllHeard() ? checkedNs + CHECK_EVERY_NS
            : Long.MAX_VALUE;
    }
}
