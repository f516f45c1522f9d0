package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.link.Link;
import org.umbel.relay.session.Assignment;
import org.umbel.relay.session.FairShare;
import org.umbel.relay.session.Liar;
import org.umbel.relay.session.NodeSession;
import org.umbel.relay.session.RootSession;
import org.umbel.relay.session.SessionTimes;
import org.umbel.relay.session.Upward;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.Worker;
import org.umbel.relay.sums.SumsPool;

/** The sessions of a node: those whose root it is, and those that a parent hands down. */
final class Sessions {
    /** Who floods is shown at least so often. */
    private static final long EPOCH_WAIT_MAX_NS = 500_000_000L;

    private final NodeConfig config;
    private final SessionTimes times;
    private final StatusBoard board;
    private final Collection<Worker> workers;
    private final SumsPool pool;
    private final Map<SessionId, NodeSession> byId = new LinkedHashMap<>();
    private final Map<SessionId, Upward> upwards = new LinkedHashMap<>();
    private final Map<SessionId, RootSession> roots = new LinkedHashMap<>();
    private final FairShare fairShare;
    private final BooleanSupplier hasParent;
    private final Map<SessionId, WaitingEpoch> waiting = new LinkedHashMap<>();
    private final SeenEpochs seen = new SeenEpochs();
    private final Taints taints = new Taints();
    private final Liars liars;
    private final List<Liar> foundBelow = new ArrayList<>();
    private final SessionNews news = new SessionNews();
    private long fence;
    private long strays;

    /**
     * @param workers   the hub's, as they come and go
     * @param liars     takes those that audits find, here or below
     * @param hasParent whether somebody above decides about the shares of sessions
     */
    Sessions(final NodeConfig config, final SessionTimes times, final StatusBoard board,
             final Collection<Worker> workers, final Liars liars, final BooleanSupplier hasParent) {
        this.config = config;
        this.times = times;
        this.board = board;
        this.workers = workers;
        this.liars = liars;
        this.hasParent = hasParent;
        this.fairShare = new FairShare(times);
        this.pool = new SumsPool(config.planeLength());
    }

    Collection<NodeSession> all() {
        return byId.values();
    }

    Map<SessionId, Upward> upwards() {
        return upwards;
    }

    @Nullable
    NodeSession get(final SessionId id) {
        return byId.get(id);
    }

    /** A session, or null when it is unknown here: a lost race. */
    @Nullable
    NodeSession known(final SessionId id) {
        final NodeSession session = byId.get(id);
        if (session == null) {
            strays++;
        }
        return session;
    }

    long strays() {
        return strays;
    }

    /** Begins a session of this node's own. */
    RootSession open(final SessionId id, final BiConsumer<BlockId, Collection<Block>> onScene,
                     final Supplier<Optional<String>> failure) {
        if (byId.containsKey(id)) {
            throw new IllegalArgumentException("session " + id + " is open");
        }
        final RootSession root = new RootSession(add(id, true), onScene, () -> {
            forget(id);
            roots.remove(id);
        }, board::rangesFreed, failure);
        roots.put(id, root);
        return root;
    }

    private NodeSession add(final SessionId id, final boolean root) {
        final NodeSession session = new NodeSession(id, root, times, () -> ++fence, pool, config.audits());
        byId.put(id, session);
        workers.forEach(worker -> session.addWorker(worker, 0));
        board.watch(session);
        return session;
    }

    private void forget(final SessionId id) {
        waiting.remove(id);
        board.forget(Objects.requireNonNull(byId.remove(id)));
        upwards.remove(id);
    }

    /** What came over this link is void. */
    void onUplinkDown(final Link link, final long nowNs) {
        for (final SessionId id : List.copyOf(upwards.keySet())) {
            if (Objects.requireNonNull(upwards.get(id)).uplink() == link) {
                end(id, nowNs);
            }
        }
    }

    private void end(final SessionId id, final long nowNs) {
        Objects.requireNonNull(byId.get(id)).end(nowNs);
        forget(id);
    }

    /** Empty, or why the link is to be closed. */
    String onEpoch(final Link link, final Message.Epoch m, final long nowNs) {
        final int tiles = m.settings().grid().tileCount();
        if (m.homeFirst() < 0 || m.homeCount() < 0 || m.homeFirst() > tiles - m.homeCount()) {
            return "a home outside the picture";
        }
        if (!seen.admit(m.session(), m.epoch())) {
            strays++;
            return "";
        }
        final WaitingEpoch before = waiting.remove(m.session());
        final long sinceNs = before != null && before.link() == link ? before.sinceNs() : nowNs;
        if (isEarly(link, m, sinceNs, nowNs)) {
            waiting.put(m.session(), new WaitingEpoch(link, m, sinceNs));
            return "";
        }
        return begin(link, m, nowNs);
    }

    private String begin(final Link link, final Message.Epoch m, final long nowNs) {
        Upward upward = upwards.get(m.session());
        if (upward != null && upward.uplink() != link) {
            end(m.session(), nowNs);
            upward = null;
        }
        if (upward == null) {
            if (byId.containsKey(m.session()) || byId.size() >= config.limits().sessionsMax()) {
                return byId.size() >= config.limits().sessionsMax() ? "too many sessions" : "my own session";
            }
            upward = new Upward(add(m.session(), false), link);
            upwards.put(m.session(), upward);
        }
        if (!upward.onEpoch(m, nowNs)) {
            strays++;
        }
        taints.of(m.session(), m.epoch()).ifPresent(tainted -> link.send(tainted, nowNs));
        return "";
    }

    /** The liars that were found since the last call, here or below: every session that believed one begins again. */
    List<Liar> takeLiars(final long nowNs) {
        final List<Liar> found = new ArrayList<>();
        byId.values().forEach(session -> found.addAll(session.takeLiars()));
        for (final Liar liar : found) {
            liars.add(liar.incarnation(), liar.name());
            for (final NodeSession session : List.copyOf(byId.values())) {
                final Assignment a = session.assignment();
                final int epoch = a != null && session.hasAcceptedFrom(liar.incarnation()) ? a.epoch() : 0;
                taint(new Message.Tainted(session.id(), epoch, liar.name()), nowNs);
            }
        }
        found.addAll(foundBelow);
        foundBelow.clear();
        return found;
    }

    /** A relay below has found a liar. Empty, or why the link is to be closed. */
    String onTainted(final Link link, final Message.Tainted m, final long nowNs) {
        if (link.remoteRole() == Message.Role.LEAF) {
            return "a leaf audits nobody";
        }
        liars.add(m.liar());
        foundBelow.add(new Liar(0, m.liar(), link.remote() + " found that " + m.liar() + " is a liar"));
        if (known(m.session()) != null) {
            taint(m, nowNs);
        }
        return "";
    }

    /** The root begins again if that is its epoch; all who are above know the liar, which may come to them. */
    private void taint(final Message.Tainted m, final long nowNs) {
        final RootSession root = roots.get(m.session());
        final Upward upward = upwards.get(m.session());
        if (root != null) {
            root.taint(m.epoch(), m.liar(), nowNs);
        } else if (upward != null) {
            taints.add(m);
            upward.uplink().send(m, nowNs);
        }
    }

    void onSessionEnd(final Link link, final Message.SessionEnd m, final long nowNs) {
        final Upward upward = upwards.get(m.session());
        if (upward != null && upward.uplink() == link) {
            end(m.session(), nowNs);
        }
    }

    /** Empty, or why the link is to be closed. */
    String onGrant(final Link link, final Message.Grant m, final long nowNs) {
        final Upward upward = upwards.get(m.session());
        if (upward == null || upward.uplink() != link) {
            strays++;
            return "";
        }
        final WaitingEpoch next = waiting.get(m.session());
        if (next != null && next.epoch().epoch() == m.epoch()) {
            next.grants().add(m);
            return "";
        }
        return upward.onGrant(m, nowNs) ? "" : "a grant outside the picture or given before";
    }

    void onRecall(final Link link, final Message.Recall m, final long nowNs) {
        final Upward upward = upwards.get(m.session());
        if (upward == null || upward.uplink() != link) {
            strays++;
        } else {
            final WaitingEpoch next = waiting.get(m.session());
            if (next != null) {
                begin(next, nowNs);
            }
            upward.onRecall(m, nowNs);
        }
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

    /** Each session grants; another one is the first the next time. */
    void grant(final long nowNs) {
        final boolean shared = isShared();
        byId.values().forEach(session -> session.shared(shared));
        beginWaiting(nowNs);
        if (shared) {
            fairShare.grant(byId.values(), waiting.keySet(), nowNs);
            return;
        }
        if (byId.size() == 1) {
            byId.values().iterator().next().poll(nowNs);
            return;
        }
        final List<NodeSession> turns = new ArrayList<>(byId.values());
        turns.forEach(session -> session.poll(nowNs));
        if (turns.size() > 1) {
            final NodeSession first = turns.getFirst();
            byId.remove(first.id());
            byId.put(first.id(), first);
        }
    }

    /** Whether one session has work, and it can wait a little: of several each waits for the others long enough. */
    boolean isPatient(final long nowNs) {
        boolean patient = false;
        for (final NodeSession session : byId.values()) {
            if (!session.isIdle()) {
                if (patient || !session.isPatient(nowNs)) {
                    return false;
                }
                patient = true;
            }
        }
        return patient;
    }

    /** Whether several sessions enter at this node: then it decides about their shares. Below, grants come in order. */
    private boolean isShared() {
        return byId.size() > 1 && !hasParent.getAsBoolean();
    }

    /** Whether an epoch is to wait because its session has had more than its share; its first one never does. */
    private boolean isEarly(final Link link, final Message.Epoch m, final long sinceNs, final long nowNs) {
        final Upward upward = upwards.get(m.session());
        return isShared() && upward != null && upward.uplink() == link && nowNs - sinceNs < EPOCH_WAIT_MAX_NS
            && fairShare.isAhead(m.session());
    }

    private void beginWaiting(final long nowNs) {
        for (final WaitingEpoch next : List.copyOf(waiting.values())) {
            if (!isEarly(next.link(), next.epoch(), next.sinceNs(), nowNs)) {
                begin(next, nowNs);
            }
        }
    }

    private void begin(final WaitingEpoch next, final long nowNs) {
        waiting.remove(next.epoch().session());
        begin(next.link(), next.epoch(), nowNs);
        final Upward upward = upwards.get(next.epoch().session());
        if (upward != null) {
            next.grants().forEach(grant -> upward.onGrant(grant, nowNs));
        }
    }

    /** The longest round trip to a parent. */
    long rttNs() {
        long longestNs = 0;
        for (final Upward upward : upwards.values()) {
            longestNs = Math.max(longestNs, upward.uplink().rttNs());
        }
        return longestNs;
    }

    /** Whether what is shown, or where it comes from, is not what it was at the last call. */
    boolean hasNews() {
        return news.isNew(byId.values(), upwards);
    }

    /** The scene that each session shows. */
    Map<SessionId, BlockId> shown() {
        final Map<SessionId, BlockId> manifests = new LinkedHashMap<>();
        for (final NodeSession session : byId.values()) {
            if (session.assignment() != null) {
                manifests.put(session.id(), session.assignment().manifest());
            }
        }
        return manifests;
    }

    /** Where each scene that a parent handed down comes from. */
    Map<BlockId, Link> sources() {
        final Map<BlockId, Link> sources = new LinkedHashMap<>();
        upwards.values().forEach(upward -> sources.putIfAbsent(upward.manifest(), upward.uplink()));
        return sources;
    }

    long nextDeadlineNs() {
        long next = Long.MAX_VALUE;
        for (final NodeSession session : byId.values()) {
            next = Math.min(next, session.nextDeadlineNs());
        }
        for (final Upward upward : upwards.values()) {
            next = Math.min(next, upward.nextDeadlineNs());
        }
        for (final WaitingEpoch epoch : waiting.values()) {
            next = Math.min(next, epoch.sinceNs() + EPOCH_WAIT_MAX_NS);
        }
        return next;
    }

    Collection<WorkView> works() {
        final List<WorkView> views = new ArrayList<>();
        for (final NodeSession session : byId.values()) {
            if (session.assignment() != null) {
                views.add(view(session));
            }
        }
        return views;
    }

    /** Null when it is unknown, or has no epoch yet. */
    @Nullable
    WorkView work(final SessionId id) {
        final NodeSession session = byId.get(id);
        return session == null || session.assignment() == null ? null : view(session);
    }

    private WorkView view(final NodeSession session) {
        final Upward upward = upwards.get(session.id());
        return session.view(upward == null ? -1 : upward.uplink().id(), upward == null ? 0 : upward.fence());
    }
}
