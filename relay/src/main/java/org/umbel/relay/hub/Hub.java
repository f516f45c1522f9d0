package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.link.Link;
import org.umbel.relay.session.Assignment;
import org.umbel.relay.session.NodeSession;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.SessionTimes;
import org.umbel.relay.session.Worker;
import org.umbel.relay.transport.Outbox;

/** The sessions of a node and its workers, and what passes between them. */
final class Hub {
    private final NodeConfig config;
    private final BlockFlow blocks;
    private final @Nullable LocalWorker local;
    private final StatusBoard board;
    private final Invitations invitations = new Invitations();
    private final Map<Long, Worker> workers = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final Sessions sessions;
    /** Where each scene that a parent handed down comes from. */
    private Map<BlockId, Link> sources = Map.of();

    /**
     * @param fosters in words, whom this node's work comes from while its parent is away; else empty
     * @param liars   takes those that audits find
     * @param hasParent whether somebody above decides about the shares of sessions
     */
    Hub(final NodeConfig config, final Supplier<String> fosters, final Liars liars,
        final BooleanSupplier hasParent) {
        final NodeConfig.Limits l = config.limits();
        this.config = config;
        final SessionTimes times = new SessionTimes(l.windowInteractiveNs(), l.windowFinalNs(), l.reportInteractiveNs(),
            l.reportFinalNs(), l.reportEveryNs(), l.heartbeatNs());
        this.blocks = new BlockFlow(config.scenes(), l, config.role() == Message.Role.CLIENT);
        this.local = config.threads() > 0 ? new LocalWorker(config, times) : null;
        this.board = new StatusBoard(config, local, fosters);
        this.sessions = new Sessions(config, times, board, workers.values(), liars, hasParent);
        if (local != null) {
            workers.put(Worker.LOCAL, local);
        }
    }

    BlockFlow blocks() {
        return blocks;
    }

    Invitations invitations() {
        return invitations;
    }

    int childCount() {
        return local == null ? workers.size() : workers.size() - 1;
    }

    Sessions sessions() {
        return sessions;
    }

    Session openSession(final SessionId id) {
        return sessions.open(id, blocks::onImported, () -> failure(id));
    }

    // links come and go

    void onChild(final Link link, final long nowNs) {
        final Worker worker = new RemoteWorker(link);
        workers.put(link.id(), worker);
        board.onChild(link);
        invitations.onChild(link, nowNs);
        sessions.all().forEach(session -> session.addWorker(worker, nowNs));
    }

    void onLinkDown(final Link link, final long nowNs) {
        if (workers.remove(link.id()) != null) {
            blocks.onChildDown(link.id());
            invitations.onChildDown(link.id());
            sessions.all().forEach(session -> session.removeWorker(link.id(), nowNs));
            board.onChildDown(link);
        }
        sessions.onUplinkDown(link, nowNs);
        blocks.onUplinkDown(link.id());
    }

    // from a child

    void onReady(final Link link, final Message.Ready m, final long nowNs) {
        final NodeSession session = sessions.known(m.session());
        if (m.weight() > 0) {
            blocks.onReady(link.id(), m.manifest());
        }
        if (session != null) {
            session.onReady(link.id(), m.epoch(), m.manifest(), m.weight(), nowNs);
        }
    }

    void onCredit(final Link link, final Message.Credit m, final long nowNs) {
        final NodeSession session = sessions.known(m.session());
        if (session != null) {
            session.onCredit(link.id(), m.epoch(), m.fence(), m.tileSamples(), m.rate(), m.done(), m.lagUs(), nowNs);
        }
    }

    String onReturn(final Link link, final Message.Return m, final long nowNs) {
        final NodeSession session = sessions.known(m.session());
        return session == null || session.onReturn(link.id(), m.epoch(), m.fence(), m.ranges(), nowNs) ? ""
            : "it returned what it did not owe";
    }

    String onReport(final Link link, final Message.Report m, final long nowNs) {
        final NodeSession session = sessions.known(m.session());
        return session == null || session.onReport(link.id(), m.epoch(), m.fence(), m.tile(), m.ranges(), m.sums(),
            false, nowNs) ? "" : "it reported what it did not owe, tile " + m.tile() + " " + m.ranges();
    }

    void onStatus(final Link link, final Message.Status m) {
        board.onStatus(link, m.nodes());
    }

    // from the renderer of this process

    void onLoaded(final BlockId manifest) {
        if (local != null) {
            local.onLoaded(manifest);
        }
    }

    void onLoadFailed(final BlockId manifest, final String reason) {
        lines.add("cannot load scene " + manifest + ": " + reason);
        if (local != null) {
            local.onLoadFailed(manifest, reason);
        }
    }

    /** Why nobody will ever render a session of this node's own: its only renderer failed, and nobody can join. */
    private Optional<String> failure(final SessionId id) {
        final NodeSession session = sessions.get(id);
        final Assignment a = session == null ? null : session.assignment();
        if (a == null || local == null || config.listening() || !config.dials().isEmpty()) {
            return Optional.empty();
        }
        final String reason = blocks.isBroken(a.manifest()) ? OwnScenes.BROKEN : local.failure(id);
        return reason.isEmpty() ? Optional.empty() : Optional.of(StatusBoard.CANNOT_LOAD + reason);
    }

    void onRendered(final SessionId id, final int epoch, final long itsFence, final int tile,
                    final SampleRange range, final TileSums sums, final long nowNs) {
        final NodeSession session = sessions.known(id);
        if (session == null || local == null) {
            return;
        }
        local.onRendered(id, itsFence, new TileRange(tile, range), nowNs);
        if (!session.onReport(Worker.LOCAL, epoch, itsFence, tile, List.of(range), sums, true, nowNs)) {
            lines.add("the local renderer delivered what it was not asked for: tile " + tile + " " + range);
        }
    }

    /** Tile-samples per second of the renderer of this process, 0 if unknown or none. */
    int localRate() {
        return local == null ? 0 : local.rate();
    }

    void onAbandoned(final SessionId id, final long itsFence, final int tile, final SampleRange range,
                     final long nowNs) {
        if (local != null) {
            local.onAbandoned(id, itsFence, new TileRange(tile, range), nowNs);
        }
    }

    /** The local renderer rests, or does so no more. */
    void rest(final boolean resting) {
        if (local != null) {
            local.rest(resting);
        }
    }

    void onPreview(final SessionId id, final int epoch, final int tile, final int grid, final short[] rgb,
                   final long nowNs) {
        if (local != null && local.onPreview(id, epoch, tile, grid)) {
            sessions.onView(new Message.View(id, epoch, tile, grid, rgb), nowNs);
        }
    }

    // time

    void poll(final Outbox out, final long nowNs) {
        sessions.all().forEach(session -> lines.addAll(session.takeLines()));
        lines.addAll(blocks.takeLines());
        lines.forEach(out::log);
        lines.clear();
        if (sessions.hasNews()) {
            blocks.retain(sessions.shown());
            sources = sessions.sources();
        }
        invitations.poll(out, nowNs);
        pollWork(out, nowNs);
        sessions.upwards().values().forEach(upward -> upward.poll(nowNs));
        blocks.ask(sources, out, nowNs);
        board.poll(sessions.upwards(), blocks, sessions.all(), config.limits().statusEveryNs(), nowNs);
    }

    /** The local worker takes what it was granted and says how much more; each session in turn grants once more. */
    private void pollWork(final Outbox out, final long nowNs) {
        pollLocal(out, nowNs);
        sessions.upwards().values().forEach(upward -> upward.giveBack(nowNs));
        sessions.grant(nowNs);
        if (local != null) {
            pollLocal(out, nowNs);
        }
    }

    private void pollLocal(final Outbox out, final long nowNs) {
        if (local == null) {
            return;
        }
        local.poll(out, (session, manifest) -> blocks.hasScene(manifest), blocks::get, new LocalWorker.Parent() {
            @Override
            public void onReady(final Assignment a, final int weight) {
                Objects.requireNonNull(sessions.get(a.session())).onReady(Worker.LOCAL, a.epoch(), a.manifest(), weight,
                    nowNs);
            }

            @Override
            public void onCredit(final Assignment a, final long itsFence, final long credit, final int rate,
                                 final long done) {
                Objects.requireNonNull(sessions.get(a.session())).onCredit(Worker.LOCAL, a.epoch(), itsFence, credit,
                    rate, done, 0, nowNs);
            }

            @Override
            public void onReturn(final Assignment a, final long itsFence, final List<TileRange> ranges) {
                Objects.requireNonNull(sessions.get(a.session())).onReturn(Worker.LOCAL, a.epoch(), itsFence, ranges,
                    nowNs);
            }
        }, sessions.rttNs(), nowNs);
    }

    long nextDeadlineNs() {
        final long statusNs = sessions.upwards().isEmpty() ? Long.MAX_VALUE : board.nextDeadlineNs();
        return Math.min(Math.min(blocks.nextDeadlineNs(), statusNs),
            Math.min(invitations.nextDeadlineNs(), sessions.nextDeadlineNs()));
    }

    List<Message.NodeStatus> statuses() {
        return board.statuses(sessions.all(), blocks, 0);
    }
}
