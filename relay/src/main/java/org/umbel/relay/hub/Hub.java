package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.link.Link;
import org.umbel.relay.session.Assignment;
import org.umbel.relay.session.NodeSession;
import org.umbel.relay.session.RootSession;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.SessionTimes;
import org.umbel.relay.session.Upward;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.Worker;
import org.umbel.relay.sums.SumsPool;
import org.umbel.relay.transport.Outbox;

/** The sessions of a node and its workers, and what passes between them. */
final class Hub {
    private final NodeConfig config;
    private final SessionTimes times;
    private final SumsPool pool;
    private final BlockFlow blocks;
    private final LocalWorker local;
    private final StatusBoard board;
    private final Map<Long, Worker> workers = new LinkedHashMap<>();
    private final Map<SessionId, NodeSession> sessions = new LinkedHashMap<>();
    private final Map<SessionId, Upward> upwards = new LinkedHashMap<>();
    private final Map<SessionId, RootSession> roots = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private long fence;
    private long strays;

    Hub(final NodeConfig config) {
        final NodeConfig.Limits l = config.limits();
        this.config = config;
        this.times = new SessionTimes(l.windowInteractiveNs(), l.windowFinalNs(), l.reportInteractiveNs(),
            l.reportFinalNs(), l.reportEveryNs(), l.heartbeatNs());
        this.pool = new SumsPool(config.planeLength());
        this.blocks = new BlockFlow(config.scenes(), l);
        this.local = config.threads() > 0 ? new LocalWorker(config, times) : null;
        this.board = new StatusBoard(config, local);
        if (local != null) {
            workers.put(Worker.LOCAL, local);
        }
    }

    BlockFlow blocks() {
        return blocks;
    }

    int childCount() {
        return local == null ? workers.size() : workers.size() - 1;
    }

    /** Messages about sessions that are unknown here: lost races. */
    long strays() {
        return strays;
    }

    Session openSession(final SessionId id) {
        if (sessions.containsKey(id)) {
            throw new IllegalArgumentException("session " + id + " is open");
        }
        final NodeSession session = session(id, true);
        final RootSession root = new RootSession(session, blocks::onImported, () -> {
            forget(id);
            roots.remove(id);
        }, board::rangesFreed, () -> failure(id));
        roots.put(id, root);
        return root;
    }

    private NodeSession session(final SessionId id, final boolean root) {
        final NodeSession session = new NodeSession(id, root, times, () -> ++fence, pool);
        sessions.put(id, session);
        workers.values().forEach(worker -> session.addWorker(worker, 0));
        board.watch(session);
        return session;
    }

    private void forget(final SessionId id) {
        board.forget(sessions.remove(id));
        upwards.remove(id);
    }

    // links come and go

    void onChild(final Link link, final long nowNs) {
        final Worker worker = new RemoteWorker(link);
        workers.put(link.id(), worker);
        board.onChild(link);
        sessions.values().forEach(session -> session.addWorker(worker, nowNs));
    }

    void onLinkDown(final Link link, final long nowNs) {
        if (workers.remove(link.id()) != null) {
            blocks.onChildDown(link.id());
            sessions.values().forEach(session -> session.removeWorker(link.id(), nowNs));
            board.onChildDown(link);
        }
        for (final Upward upward : List.copyOf(upwards.values())) {
            if (upward.uplink() == link) {
                end(upward, nowNs);
            }
        }
        blocks.onUplinkDown(link.id());
    }

    private void end(final Upward upward, final long nowNs) {
        upwards.values().stream().filter(u -> u == upward).findFirst().ifPresent(u -> {
            final SessionId id = upwards.entrySet().stream().filter(e -> e.getValue() == u).findFirst()
                .orElseThrow().getKey();
            sessions.get(id).end(nowNs);
            forget(id);
        });
    }

    // from a parent

    /** Empty, or why the link is to be closed. */
    String onEpoch(final Link link, final Message.Epoch m, final long nowNs) {
        final int tiles = m.settings().grid().tileCount();
        if (m.homeFirst() < 0 || m.homeCount() < 0 || m.homeFirst() > tiles - m.homeCount()) {
            return "a home outside the picture";
        }
        Upward upward = upwards.get(m.session());
        if (upward != null && upward.uplink() != link) {
            end(upward, nowNs);
            upward = null;
        }
        if (upward == null) {
            if (sessions.containsKey(m.session()) || sessions.size() >= config.limits().sessionsMax()) {
                return sessions.size() >= config.limits().sessionsMax() ? "too many sessions" : "my own session";
            }
            upward = new Upward(session(m.session(), false), link);
            upwards.put(m.session(), upward);
        }
        if (!upward.onEpoch(m, nowNs)) {
            strays++;
        }
        return "";
    }

    void onSessionEnd(final Link link, final Message.SessionEnd m, final long nowNs) {
        final Upward upward = upwards.get(m.session());
        if (upward != null && upward.uplink() == link) {
            end(upward, nowNs);
        }
    }

    String onGrant(final Link link, final Message.Grant m) {
        final Upward upward = upwards.get(m.session());
        if (upward == null || upward.uplink() != link) {
            strays++;
            return "";
        }
        return upward.onGrant(m) ? "" : "a grant outside the picture or given before";
    }

    // from a child

    void onReady(final Link link, final Message.Ready m, final long nowNs) {
        final NodeSession session = known(m.session());
        if (session != null) {
            session.onReady(link.id(), m.epoch(), m.manifest(), m.weight(), nowNs);
        }
    }

    void onCredit(final Link link, final Message.Credit m) {
        final NodeSession session = known(m.session());
        if (session != null) {
            session.onCredit(link.id(), m.epoch(), m.fence(), m.tileSamples(), m.rate());
        }
    }

    String onReturn(final Link link, final Message.Return m, final long nowNs) {
        final NodeSession session = known(m.session());
        return session == null || session.onReturn(link.id(), m.epoch(), m.fence(), m.ranges(), nowNs) ? ""
            : "it returned what it did not owe";
    }

    String onReport(final Link link, final Message.Report m, final long nowNs) {
        final NodeSession session = known(m.session());
        return session == null || session.onReport(link.id(), m.epoch(), m.fence(), m.tile(), m.ranges(), m.sums(),
            false, nowNs) ? "" : "it reported what it did not owe, tile " + m.tile() + " " + m.ranges();
    }

    void onView(final Message.View view, final long nowNs) {
        final RootSession root = roots.get(view.session());
        final Upward upward = upwards.get(view.session());
        if (root != null) {
            root.onView(view);
        } else if (upward != null) {
            upward.onView(view, nowNs);
        }
    }

    void onStatus(final Link link, final Message.Status m) {
        board.onStatus(link, m.nodes());
    }

    private NodeSession known(final SessionId id) {
        final NodeSession session = sessions.get(id);
        if (session == null) {
            strays++;
        }
        return session;
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
        final Assignment a = sessions.containsKey(id) ? sessions.get(id).assignment() : null;
        if (a == null || local == null || config.listening() || !config.dials().isEmpty()) {
            return Optional.empty();
        }
        final String reason = blocks.isBroken(a.manifest()) ? BlockFlow.BROKEN : local.failure(id);
        return reason.isEmpty() ? Optional.empty() : Optional.of(StatusBoard.CANNOT_LOAD + reason);
    }

    void onRendered(final SessionId id, final int epoch, final long itsFence, final int tile,
                    final SampleRange range, final TileSums sums, final long nowNs) {
        final NodeSession session = known(id);
        if (session == null || local == null) {
            return;
        }
        local.onRendered(id, itsFence, range.count(), nowNs);
        if (!session.onReport(Worker.LOCAL, epoch, itsFence, tile, List.of(range), sums, true, nowNs)) {
            lines.add("the local renderer delivered what it was not asked for: tile " + tile + " " + range);
        }
    }

    void onPreview(final SessionId id, final int epoch, final int tile, final int grid, final short[] rgb,
                   final long nowNs) {
        if (local != null) {
            local.onPreview(id, epoch, grid);
            onView(new Message.View(id, epoch, tile, grid, rgb), nowNs);
        }
    }

    // time

    void poll(final Outbox out, final long nowNs) {
        lines.forEach(out::log);
        lines.clear();
        blocks.retain(shown());
        pollWork(out, nowNs);
        upwards.values().forEach(upward -> upward.poll(nowNs));
        final Map<BlockId, Link> uplinks = new LinkedHashMap<>();
        upwards.forEach((id, upward) -> uplinks.putIfAbsent(sessions.get(id).assignment().manifest(),
            upward.uplink()));
        blocks.ask(uplinks, nowNs);
        board.poll(upwards, blocks, sessions.values(), config.limits().statusEveryNs(), nowNs);
    }

    /** The local worker takes what it was granted and says how much more; each session in turn grants once more. */
    private void pollWork(final Outbox out, final long nowNs) {
        pollLocal(out, nowNs);
        final List<NodeSession> turns = new ArrayList<>(sessions.values());
        turns.forEach(session -> session.poll(nowNs));
        if (local != null) {
            pollLocal(out, nowNs);
        }
        if (turns.size() > 1) {
            final NodeSession first = turns.getFirst();
            sessions.remove(first.id());
            sessions.put(first.id(), first);
        }
    }

    private void pollLocal(final Outbox out, final long nowNs) {
        if (local == null) {
            return;
        }
        final long rttNs = upwards.values().stream().mapToLong(upward -> upward.uplink().rttNs()).max().orElse(0);
        local.poll(out, (session, manifest) -> blocks.hasScene(manifest), blocks::get, new LocalWorker.Parent() {
            @Override
            public void onReady(final Assignment a, final int weight) {
                sessions.get(a.session()).onReady(Worker.LOCAL, a.epoch(), a.manifest(), weight, nowNs);
            }

            @Override
            public void onCredit(final Assignment a, final long itsFence, final long credit, final int rate) {
                sessions.get(a.session()).onCredit(Worker.LOCAL, a.epoch(), itsFence, credit, rate);
            }
        }, rttNs, nowNs);
    }

    private Set<BlockId> shown() {
        final Set<BlockId> manifests = new HashSet<>();
        for (final NodeSession session : sessions.values()) {
            if (session.assignment() != null) {
                manifests.add(session.assignment().manifest());
            }
        }
        return manifests;
    }

    long nextDeadlineNs() {
        long next = Math.min(blocks.nextDeadlineNs(), upwards.isEmpty() ? Long.MAX_VALUE : board.nextDeadlineNs());
        for (final NodeSession session : sessions.values()) {
            next = Math.min(next, session.nextDeadlineNs());
        }
        for (final Upward upward : upwards.values()) {
            next = Math.min(next, upward.nextDeadlineNs());
        }
        return next;
    }

    List<Message.NodeStatus> statuses() {
        return board.statuses(sessions.values(), blocks, 0);
    }

    Collection<WorkView> works() {
        final List<WorkView> views = new ArrayList<>();
        for (final NodeSession session : sessions.values()) {
            if (session.assignment() != null) {
                final Upward upward = upwards.get(session.id());
                views.add(session.view(upward == null ? -1 : upward.uplink().id(),
                    upward == null ? 0 : upward.fence()));
            }
        }
        return views;
    }
}
