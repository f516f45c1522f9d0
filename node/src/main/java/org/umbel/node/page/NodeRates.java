package org.umbel.node.page;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbel.codec.wire.Message.NodeStatus;

/**
 * What each node contributes lately, by what its parent has accepted from it: a node's own word is of one moment, and
 * often of the one between two grants. Sans-IO.
 */
final class NodeRates {
    /** Nodes further down tell once a second. */
    private static final long WINDOW_NS = 1_500_000_000;
    /** Who has contributed nothing for so long does not contribute. */
    private static final long SILENCE_NS = 3_000_000_000L;

    private final Map<Long, Account> accounts = new HashMap<>();

    private static final class Account {
        private long tileSamples;
        private long sinceNs;
        private long grownNs;
        private double rate;

        void at(final long nowTileSamples, final long nowNs) {
            if (nowTileSamples < tileSamples) {
                tileSamples = nowTileSamples;
                sinceNs = nowNs;
            }
            final long ns = nowNs - sinceNs;
            if (nowTileSamples > tileSamples && (ns >= WINDOW_NS || rate == 0)) {
                final double latest = (nowTileSamples - tileSamples) * 1e9 / Math.max(1, ns);
                rate = rate == 0 ? latest : (rate + latest) / 2;
                tileSamples = nowTileSamples;
                sinceNs = nowNs;
                grownNs = nowNs;
            } else if (nowNs - grownNs > SILENCE_NS) {
                rate = 0;
                sinceNs = nowNs;
            }
        }
    }

    /** Keeps what the statuses say now; nodes that they do not name any more are forgotten. */
    void at(final List<NodeStatus> statuses, final long nowNs) {
        final Set<Long> named = new HashSet<>();
        for (final NodeStatus status : statuses) {
            named.add(status.incarnation());
            accounts.computeIfAbsent(status.incarnation(), key -> {
                final Account account = new Account();
                account.tileSamples = status.tileSamplesAccepted();
                account.sinceNs = nowNs;
                account.grownNs = nowNs;
                return account;
            }).at(status.tileSamplesAccepted(), nowNs);
        }
        accounts.keySet().retainAll(named);
    }

    /** 0 when it contributes nothing. */
    double tileSamplesPerSecond(final long incarnation) {
        final Account account = accounts.get(incarnation);
        return account == null ? 0 : account.rate;
    }
}
