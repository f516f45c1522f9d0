package org.umbel.relay.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;

/**
 * Invariant 17: what a crash would lose, asked of every node with a parent all the time and not only of those that
 * crash: its buckets hold no more than the report interval's work of its subtree and one grant window. Per node: along
 * a path the intervals add up, as design.md's own half each.
 */
public final class CrashLossChecker implements Checker {
    private static final long SECOND_NS = 1_000_000_000;
    /** What comes to a bucket was held for an interval below, and waits for another here. */
    private static final long INTERACTIVE_NS = SECOND_NS;
    private static final long FINAL_NS = 5 * SECOND_NS;
    private static final long WINDOW_NS = SECOND_NS / 2;
    /** A renderer's rate varies, and ranges come whole. */
    private static final double RATE_SPREAD = 1.5;
    private static final int WORKERS_WINDOW = 8;

    private final Findings findings;
    private final Map<SessionId, Mode> modes = new HashMap<>();
    /** The fastest and largest subtree that each process has had: who is gone leaves sums behind. */
    private final Map<Long, Below> below = new HashMap<>();

    /** A subtree's renderers. */
    private record Below(double rate, int workers) {
        Below max(final Below other) {
            return other == null ? this : new Below(Math.max(rate, other.rate), Math.max(workers, other.workers));
        }
    }

    public CrashLossChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onSent(final ObservedNode node, final long link, final LinkHeader header, final Message message) {
        if (message instanceof Message.Epoch epoch) {
            modes.put(epoch.session(), epoch.mode());
        }
    }

    @Override
    public void onTick(final Observed observed) {
        final Map<Long, Below> now = new HashMap<>();
        for (final ObservedNode node : observed.nodes()) {
            for (final WorkView work : node.works()) {
                if (work.uplink() >= 0 && work.bucketedTileSamples() > 0) {
                    check(observed, node, work, now);
                }
            }
        }
    }

    private void check(final Observed observed, final ObservedNode node, final WorkView work,
                       final Map<Long, Below> now) {
        final Mode mode = modes.getOrDefault(work.session(), Mode.FINAL);
        final Below subtree = below.merge(node.incarnation(), subtree(node, now), Below::max);
        final long intervalNs = (mode == Mode.INTERACTIVE ? INTERACTIVE_NS : FINAL_NS) + WINDOW_NS
            + 2 * observed.delayMaxNs() + observed.stalledNs();
        final long windows = (long) WORKERS_WINDOW * subtree.workers;
        // a tile that is rendered whole is reported whole
        final long tile = mode != Mode.TILED ? 0 : subtree.workers * observed.picture(work.session(), work.epoch())
            .map(picture -> (long) picture.settings().samples()).orElse(0L);
        final long bound = (long) (subtree.rate * RATE_SPREAD * intervalNs / SECOND_NS) + windows + tile;
        final long lost = work.bucketedTileSamples();
        findings.expect(Invariant.CRASH_LOSS, lost <= bound, node.name(),
            () -> "a crash would lose " + lost + " tile-samples; " + subtree.workers + " workers of "
                + subtree.rate + " per second may lose " + bound);
    }

    private Below subtree(final ObservedNode node, final Map<Long, Below> now) {
        final Below known = now.get(node.incarnation());
        if (known != null) {
            return known;
        }
        final Set<Long> counted = new HashSet<>();
        double rate = node.rate();
        int workers = node.rate() > 0 ? 1 : 0;
        for (final WorkView work : node.works()) {
            for (final ChildView child : work.children()) {
                final ObservedNode.Peer peer = node.peer(child.link()).orElse(null);
                if (peer != null && counted.add(peer.node().incarnation())) {
                    final Below its = subtree(peer.node(), now);
                    rate += its.rate;
                    workers += its.workers;
                }
            }
        }
        final Below all = new Below(rate, workers);
        now.put(node.incarnation(), all);
        return all;
    }
}
