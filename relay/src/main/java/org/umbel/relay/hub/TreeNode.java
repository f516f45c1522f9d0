package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.blocks.BlockSender;
import org.umbel.relay.link.Link;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.transport.Outbox;
import org.umbel.relay.transport.Transport;

/**
 * A node of the tree, whatever its role: uplinks, and a hub over children, one of which may be a local worker. Sans-IO:
 * feed events, then {@link #poll}, and come back no later than {@link #nextDeadlineNs}. One thread.
 */
public final class TreeNode implements Transport.Handler {
    /** Later than promised by more than this: the node itself stood still, and its peers were not silent. */
    private static final long STANDSTILL_NS = 200_000_000L;
    /** Nothing but heartbeats and status for so long: nobody is waiting for this node. */
    private static final long REST_AFTER_NS = 1_000_000_000L;

    /** So long a patient node may leave what comes. */
    public static final long PATIENCE_NS = 40_000_000L;

    private final Links links;
    private final Hub hub;
    private long promisedNs;
    private long newsNs;

    public TreeNode(final NodeConfig config, final long nowNs) {
        final Liars liars = new Liars();
        this.links = new Links(config, liars, nowNs);
        this.hub = new Hub(config, links::fosters, liars, links::hasParent);
        this.promisedNs = nowNs;
        this.newsNs = nowNs;
    }

    @Override
    public void onAccepted(final long link, final String remote, final long nowNs) {
        onTime(nowNs);
        links.onAccepted(link, remote, nowNs);
    }

    @Override
    public void onMessage(final long id, final LinkHeader header, final Message message, final long nowNs) {
        onTime(nowNs);
        final Link link = links.get(id);
        if (link == null || !link.admit(header, message, nowNs)) {
            return;
        }
        if (!(message instanceof Message.Heartbeat || message instanceof Message.Status)) {
            newsNs = nowNs;
        }
        final String fault = handle(link, message, nowNs);
        if (!fault.isEmpty()) {
            link.fail(link.remote() + ": " + fault, nowNs);
        }
    }

    /** Empty, or why the link is to be closed. */
    private String handle(final Link link, final Message message, final long nowNs) {
        switch (message) {
            case Message.Hello m -> {
                if (links.onHello(link, m, hub.childCount(), nowNs) && link.position() == Position.PARENT) {
                    hub.onChild(link, nowNs);
                }
            }
            case Message.Welcome m -> {
                if (links.onWelcome(link, m, nowNs) && link.position() == Position.PARENT) {
                    hub.onChild(link, nowNs);
                }
            }
            case Message.Confirm m -> {
                if (links.onConfirm(link, m, nowNs) && link.position() == Position.PARENT) {
                    hub.onChild(link, nowNs);
                }
            }
            case Message.Refuse m -> links.onRefuse(link, m, nowNs);
            case Message.Heartbeat m -> {}
            case Message.Epoch m -> {
                return hub.sessions().onEpoch(link, m, nowNs);
            }
            case Message.SessionEnd m -> hub.sessions().onSessionEnd(link, m, nowNs);
            case Message.Grant m -> {
                return hub.sessions().onGrant(link, m, nowNs);
            }
            case Message.BlockData m -> {
                return m.shard() == 0 && m.shardCount() == 1 && hub.blocks().onBlock(m.block(), m.base()) ? ""
                    : "block " + m.block().id() + " is not what its name says";
            }
            case Message.BlockAbsent m -> hub.blocks().onAbsent(link.id(), m.blocks());
            case Message.BlockWant m -> {
                return hub.blocks().onWant(link.id(), m.wants()) ? "" : "it wants too many blocks at once";
            }
            case Message.Ready m -> hub.onReady(link, m, nowNs);
            case Message.Credit m -> hub.onCredit(link, m, nowNs);
            case Message.Return m -> {
                return hub.onReturn(link, m, nowNs);
            }
            case Message.Report m -> {
                return hub.onReport(link, m, nowNs);
            }
            case Message.View m -> hub.sessions().onView(m, nowNs);
            case Message.Status m -> hub.onStatus(link, m);
            case Message.Ancestors m -> links.onAncestors(link, m, nowNs);
            case Message.Invite m -> hub.invitations().onInvite(link.id(), m);
            case Message.Recall m -> hub.sessions().onRecall(link, m, nowNs);
            case Message.Tainted m -> {
                return hub.sessions().onTainted(link, m, nowNs);
            }
        }
        return "";
    }

    @Override
    public void onMalformed(final long id, final String remote, final String reason, final long nowNs) {
        onTime(nowNs);
        final Link link = links.get(id);
        if (link == null) {
            links.complain(remote, reason, nowNs);
        } else {
            link.fail("malformed: " + reason, nowNs);
        }
    }

    @Override
    public void onDown(final long link, final String reason, final long nowNs) {
        onTime(nowNs);
        links.onDown(link, reason, nowNs);
    }

    @Override
    public void onMember(final long link, final long nowNs) {
        onTime(nowNs);
        hub.invitations().onMember(link, nowNs);
        hub.blocks().onMember(link);
    }

    @Override
    public void onLeft(final long link, final String reason, final long nowNs) {
        onTime(nowNs);
        hub.invitations().onLeft(link, reason, nowNs);
        hub.blocks().onLeft(link);
    }

    @Override
    public void onReceived(final long link, final long number, final long nowNs) {
        onTime(nowNs);
        hub.blocks().onReceived(link, number);
    }

    @Override
    public void onHeard(final long id, final Block block, final long nowNs) {
        onTime(nowNs);
        newsNs = nowNs;
        final Link link = links.get(id);
        if (link != null && link.isOpen() && !hub.blocks().onHeard(block)) {
            links.complain(link.remote(), "block " + block.id() + " for all is not what its name says", nowNs);
        }
    }

    /** The disk's answer to {@code Outbox.fetch}: the block, whose bytes have been shown to be what its name says. */
    public void onFetched(final Block block, final long nowNs) {
        onTime(nowNs);
        newsNs = nowNs;
        hub.blocks().onFetched(block);
    }

    /** The disk's answer to {@code Outbox.fetch}: it does not hold the block. */
    public void onAbsent(final BlockId id, final long nowNs) {
        onTime(nowNs);
        newsNs = nowNs;
        hub.blocks().onAbsent(id);
    }

    /** The local worker holds the scene that {@code Outbox.load} named. */
    public void onLoaded(final BlockId manifest, final long nowNs) {
        onTime(nowNs);
        newsNs = nowNs;
        hub.onLoaded(manifest);
    }

    /** The local worker cannot show the scene: this node stays without work for it. */
    public void onLoadFailed(final BlockId manifest, final String reason, final long nowNs) {
        onTime(nowNs);
        hub.onLoadFailed(manifest, reason);
    }

    /** The local worker's answer to {@code Outbox.render}; takes over {@code sums}. */
    public void onRendered(final SessionId session, final int epoch, final long fence, final int tile,
                           final SampleRange range, final TileSums sums, final long nowNs) {
        onTime(nowNs);
        newsNs = nowNs;
        hub.onRendered(session, epoch, fence, tile, range, sums, nowNs);
    }

    /** The local worker's answer to {@code Outbox.abandon}: it has not rendered this and never will. */
    public void onAbandoned(final SessionId session, final int epoch, final long fence, final int tile,
                            final SampleRange range, final long nowNs) {
        onTime(nowNs);
        newsNs = nowNs;
        hub.onAbandoned(session, fence, tile, range, nowNs);
    }

    /**
     * The local worker is not to be used for a while, or is again: what it has not rendered goes back, and others get
     * it.
     */
    public void rest(final boolean resting, final long nowNs) {
        onTime(nowNs);
        hub.rest(resting);
    }

    /** The local worker's answer to {@code Outbox.preview}: each is answered, once; takes over {@code rgb}. */
    public void onPreview(final SessionId session, final int epoch, final int tile, final int grid, final short[] rgb,
                          final long nowNs) {
        onTime(nowNs);
        newsNs = nowNs;
        hub.onPreview(session, epoch, tile, grid, rgb, nowNs);
    }

    /** Drains what is to be done. Bounded. */
    public void poll(final Outbox out, final long nowNs) {
        onTime(nowNs);
        links.dial(out, nowNs);
        reap(out, nowNs);
        hub.poll(out, nowNs);
        hub.blocks().takeAbsences().forEach((child, absences) -> {
            final Link link = links.get(child);
            absences.forEach(absence -> {
                if (link != null && link.isOpen()) {
                    link.send(absence, nowNs);
                }
            });
        });
        hub.sessions().takeLiars(nowNs).forEach(liar -> links.cutOff(liar, nowNs));
        hub.blocks().drain(new BlockSender.Lane() {
            @Override
            public boolean send(final long child, final Block block, final BlockId base) {
                final Link link = links.get(child);
                return link != null && link.sendBlock(block, base, out);
            }

            @Override
            public long sendToAll(final Block block) {
                return out.sendToAll(block);
            }
        }, nowNs);
        links.poll(out, nowNs);
        reap(out, nowNs);
        promisedNs = Math.max(nowNs, nextDeadlineNs());
    }

    private void reap(final Outbox out, final long nowNs) {
        for (final Link link : links.reap(out, nowNs)) {
            hub.onLinkDown(link, nowNs);
        }
    }

    /** Whoever comes first after a standstill moves the deadlines. */
    private void onTime(final long nowNs) {
        // compared first: a promise of never, seen from a clock below zero, would overflow
        if (nowNs > promisedNs && nowNs - promisedNs > STANDSTILL_NS) {
            links.shift(nowNs - promisedNs);
        }
        promisedNs = Math.max(promisedNs, nowNs);
    }

    /** Links to these are kept from now on, instead of those of the configuration or of the call before. */
    public void keep(final List<Dial> dials, final long nowNs) {
        onTime(nowNs);
        links.keep(dials, nowNs);
    }

    /** Whether a link of this dial, one of those to be kept, is open. */
    public boolean isOpen(final Dial dial) {
        return links.isOpen(dial);
    }

    /** When {@link #poll} is to be called again at the latest. */
    public long nextDeadlineNs() {
        return Math.min(links.nextDeadlineNs(), hub.nextDeadlineNs());
    }

    /**
     * Whether nothing but heartbeats and status has come for a second, neither from others nor from the local worker:
     * what comes next may be read some milliseconds later.
     */
    public boolean isAtRest(final long nowNs) {
        return nowNs - newsNs >= REST_AFTER_NS;
    }

    /**
     * Whether nobody waits for what this node does next: nobody watches a picture, no scene is on its way, and all have
     * work for some time. What comes may be read {@link #PATIENCE_NS} later, with what comes meanwhile.
     */
    public boolean isPatient(final long nowNs) {
        return hub.blocks().isIdle() && hub.sessions().isPatient(nowNs);
    }

    /** Compressed bytes of the blocks in memory: for checkers. */
    public long blockBytes() {
        return hub.blocks().bytes();
    }

    /** Whether the local worker waits for blocks of a scene: for checkers. */
    public boolean lacksBlocks() {
        return hub.blocks().lacksBlocks();
    }

    /** Begins a session whose root is this node. Nothing is rendered before its first {@code show}. */
    public Session openSession(final SessionId id) {
        return hub.openSession(id);
    }

    /** This node, its children and everybody below, those that went away too. */
    public List<NodeStatus> statuses() {
        return hub.statuses();
    }

    /** Tile-samples per second of the renderer of this process, 0 if unknown or none. */
    public int localRate() {
        return hub.localRate();
    }

    /** The sessions that are alive here. */
    public List<WorkView> works() {
        return List.copyOf(hub.sessions().works());
    }

    /** The work of one session that is alive here, or null. */
    public @Nullable WorkView work(final SessionId session) {
        return hub.sessions().work(session);
    }

    /** Messages about sessions or epochs that are unknown here: lost races. */
    public long strays() {
        return hub.sessions().strays();
    }

    /** The links and how much waits on each: for checkers. */
    public List<LinkView> links() {
        final List<LinkView> views = new ArrayList<>();
        for (final Link link : links.all()) {
            views.add(new LinkView(link.id(), link.remote(), link.position(), link.isOpen(), link.rttNs(),
                link.queued() + hub.blocks().queued(link.id())));
        }
        return views;
    }

    /**
     * A link as a checker sees it.
     *
     * @param link     its number
     * @param remote   name of the other side, or its endpoint before the hello
     * @param position where this node stands on it
     * @param open     whether the handshake is done
     * @param rttNs    round trip, 0 if unknown
     * @param queued   messages that wait to be sent
     */
    public record LinkView(long link, String remote, Message.Position position, boolean open, long rttNs, int queued) {
    }
}
