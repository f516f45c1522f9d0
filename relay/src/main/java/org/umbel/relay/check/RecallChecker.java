package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.work.RangeSet;

/**
 * Invariant 10: each recalled range is reported, returned, or freed with its link or epoch, and soon: the issuer waits
 * max(4 round trips, 1.5 s) for an answer of a leaf, ten times as long for that of a relay, which has to ask those
 * below it over links that may be full, and then cuts the link.
 */
public final class RecallChecker implements Checker {
    private static final long ANSWER_NS = 1_500_000_000;
    private static final int RELAY_PATIENCE = 10;
    private static final int ROUND_TRIPS = 4;
    /** To notice that the time is over, and to finish what cannot be abandoned. */
    private static final long SLACK_NS = 1_000_000_000;

    private final Findings findings;
    private final Observed observed;
    /** By tile. */
    private final Map<Key, Map<Integer, List<Open>>> recalls = new LinkedHashMap<>();
    private long tickedNs;

    /** A child of an issuer under one fence. */
    private record Key(long incarnation, long link, SessionId session, int epoch, long fence) {}

    /** Recalled and not heard of. */
    private static final class Open {
        private final TileRange range;
        private long sinceNs;

        Open(final TileRange range, final long sinceNs) {
            this.range = range;
            this.sinceNs = sinceNs;
        }
    }

    public RecallChecker(final Findings findings, final Observed observed) {
        this.findings = findings;
        this.observed = observed;
    }

    @Override
    public void onSent(final ObservedNode node, final long link, final LinkHeader header, final Message message) {
        if (message instanceof Message.Recall m) {
            final WorkView work = node.work(m.session());
            final ChildView child = work == null || work.epoch() != m.epoch() ? null : work.child(link);
            if (child == null || child.fence() != m.fence()) {
                return;
            }
            final Map<Integer, List<Open>> open =
                recalls.computeIfAbsent(new Key(node.incarnation(), link, m.session(), m.epoch(),
                    m.fence()), key -> new LinkedHashMap<>());
            for (final TileRange range : m.ranges()) {
                // what was answered while the recall waited to be sent is none
                if (Accounts.owed(child, range.tile()).contains(range.range())) {
                    open.computeIfAbsent(range.tile(), key -> new ArrayList<>())
                        .add(new Open(range, observed.nowNs()));
                }
            }
        }
    }

    @Override
    public void afterMessage(final ObservedNode node, final long link, final LinkHeader header, final Message message,
                             final boolean duplicate) {
        if (recalls.isEmpty() || duplicate) {
            return;
        }
        if (message instanceof Message.Report m) {
            answered(node, new Key(node.incarnation(), link, m.session(), m.epoch(), m.fence()), Map.of(m.tile(),
                m.ranges()));
        } else if (message instanceof Message.Return m) {
            final Map<Integer, List<SampleRange>> ranges = new LinkedHashMap<>();
            m.ranges().forEach(r -> ranges.computeIfAbsent(r.tile(), key -> new ArrayList<>()).add(r.range()));
            answered(node, new Key(node.incarnation(), link, m.session(), m.epoch(), m.fence()), ranges);
        }
    }

    /** A recalled range is answered when any part of it is: what is left of it then stays owed and is still open. */
    private void answered(final ObservedNode node, final Key key, final Map<Integer, List<SampleRange>> ranges) {
        final Map<Integer, List<Open>> open = recalls.get(key);
        if (open == null) {
            return;
        }
        final WorkView work = node.work(key.session);
        final ChildView child = work == null ? null : work.child(key.link);
        ranges.forEach((tile, its) -> {
            final List<Open> ofTile = open.get(tile);
            if (ofTile != null) {
                final RangeSet owed = child == null ? RangeSet.EMPTY : Accounts.owed(child, tile);
                if (ofTile.removeIf(recalled -> isAnswered(recalled.range.range(), its, owed)) && ofTile.isEmpty()) {
                    open.remove(tile);
                }
            }
        });
        if (open.isEmpty()) {
            recalls.remove(key);
        }
    }

    private boolean isAnswered(final SampleRange recalled, final List<SampleRange> ranges, final RangeSet owed) {
        for (final SampleRange range : ranges) {
            if (range.first() < recalled.end() && recalled.first() < range.end()
                && owed.isDisjoint(recalled.first(), recalled.end())) {
                findings.passed(Invariant.RECALL);
                return true;
            }
        }
        return false;
    }

    @Override
    public void onTick(final Observed all) {
        final long passedNs = all.nowNs() - tickedNs;
        tickedNs = all.nowNs();
        if (recalls.isEmpty()) {
            return;
        }
        final Map<Long, ObservedNode> nodes = new HashMap<>();
        all.nodes().forEach(node -> nodes.put(node.incarnation(), node));
        recalls.entrySet().removeIf(entry -> {
            final ObservedNode node = nodes.get(entry.getKey().incarnation);
            if (node == null || isOver(node, entry.getKey())) {
                return true;
            }
            for (final List<Open> ofTile : entry.getValue().values()) {
                for (final Open open : ofTile) {
                    open.sinceNs += node.isPaused() ? passedNs : 0;
                    check(node, entry.getKey(), open);
                }
            }
            return false;
        });
    }

    /** The link, its fence or the epoch is gone: everything that was owed under it is free. */
    private static boolean isOver(final ObservedNode node, final Key key) {
        final WorkView work = node.work(key.session);
        final ChildView child = work == null || work.epoch() != key.epoch ? null : work.child(key.link);
        return child == null || child.fence() != key.fence;
    }

    private void check(final ObservedNode node, final Key key, final Open open) {
        final long ageNs = observed.nowNs() - open.sinceNs;
        if (ageNs > ANSWER_NS) {
            final long rttNs = node.links().stream().filter(link -> link.link() == key.link)
                .mapToLong(LinkView::rttNs).findFirst().orElse(0);
            final boolean leaf = node.peer(key.link).map(peer -> peer.node().isLeaf()).orElse(false);
            final long answerNs = (leaf ? 1 : RELAY_PATIENCE) * Math.max(ROUND_TRIPS * rttNs, ANSWER_NS);
            findings.expect(Invariant.RECALL, ageNs <= answerNs + SLACK_NS + observed.stalledNs(), node.name(),
                () -> "tile " + open.range.tile() + " " + open.range.range()
                    + " was recalled from child " + key.link + " " + ageNs / 1_000_000 + " ms ago and is still owed");
        }
    }
}
