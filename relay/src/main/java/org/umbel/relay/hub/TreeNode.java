package org.umbel.relay.hub;

import java.util.List;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.transport.Outbox;
import org.umbel.relay.transport.Transport;

/**
 * A node of the tree, whatever its role: uplinks, and a hub over children, one of which may be a local worker. Sans-IO:
 * feed events, then {@link #poll}, and come back no later than {@link #nextDeadlineNs}. One thread.
 */
public final class TreeNode implements Transport.Handler {
    public TreeNode(final NodeConfig config, final long nowNs) {
    }

    @Override
    public void onAccepted(final long link, final String remote, final long nowNs) {
    }

    @Override
    public void onMessage(final long link, final LinkHeader header, final Message message, final long nowNs) {
    }

    @Override
    public void onMalformed(final long link, final String remote, final String reason, final long nowNs) {
    }

    @Override
    public void onDown(final long link, final String reason, final long nowNs) {
    }

    /** The local worker holds the scene that {@code Outbox.load} named. */
    public void onLoaded(final BlockId manifest, final long nowNs) {
    }

    public void onLoadFailed(final BlockId manifest, final String reason, final long nowNs) {
    }

    /** The local worker's answer to {@code Outbox.render}; takes over {@code sums}. */
    public void onRendered(final SessionId session, final int epoch, final long fence, final int tile,
                           final SampleRange range, final TileSums sums, final long nowNs) {
    }

    /** The local worker's answer to {@code Outbox.preview}; takes over {@code rgb}. */
    public void onPreview(final SessionId session, final int epoch, final int tile, final int grid, final short[] rgb,
                          final long nowNs) {
    }

    /** Drains what is to be done. Bounded. */
    public void poll(final Outbox out, final long nowNs) {
    }

    /** When {@link #poll} is to be called again at the latest. */
    public long nextDeadlineNs() {
        return Long.MAX_VALUE;
    }

    /** Begins a session whose root is this node. Nothing is rendered before its first {@code show}. */
    public Session openSession(final SessionId id) {
        throw new UnsupportedOperationException("not landed yet");
    }

    /** This node, its children and everybody below, those that went away too. */
    public List<NodeStatus> statuses() {
        return List.of();
    }

    /** The sessions that are alive here. */
    public List<WorkView> works() {
        return List.of();
    }

    /** Links by state, queued bytes and messages: for checkers. */
    public List<LinkView> links() {
        return List.of();
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
