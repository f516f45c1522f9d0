package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;

/**
 * Invariant 19: while two roots below whom the same node stands have free work, each is served: over a window without
 * stalls, of all tile-samples that are rendered for these roots nobody gets less than half of an equal share. A session
 * that begins epoch after epoch throws its own work away: it counts, but is owed nothing before it has paid for that,
 * which takes two seconds at most (half a second for each unit of weight, and weights are four at most).
 *
 * <p>What is rendered counts, and not what has come to a root: a report may wait for five seconds on its way, and a
 * tile that is rendered whole until it is whole. For the same reason a window lasts two seconds or more, until every
 * renderer may have had several turns of each session: in tiled mode a turn is a tile.
 */
public final class FairShareChecker implements Checker {
    private static final long WINDOW_NS = 2_000_000_000L;
    private static final int SHARE_PARTS = 2;
    private static final long PAID_NS = 2_000_000_000L;
    /** Per session, in a window: fewer say nothing about shares. */
    private static final int TILE_SAMPLES_MIN = 16;
    /** Of each renderer for each session, in a window: one may have begun before it and one may end after it. */
    private static final int TURNS_MIN = 4;

    private final Findings findings;
    /** Tile-samples rendered for a session, in all epochs. */
    private final Map<SessionId, Long> rendered = new HashMap<>();
    private final Map<SessionId, Epoch> epochs = new HashMap<>();
    /** By the process that serves them. */
    private Map<Long, Window> windows = new HashMap<>();

    /** The current one of a session, and when it was seen first. */
    private record Epoch(int number, long sinceNs) {}

    /** A session with free work. */
    private record Hungry(ObservedRoot root, Epoch epoch, Mode mode, long served) {}

    /** Since when just these sessions have had free work without a break, and what each had been served by then. */
    private record Window(long sinceNs, List<Hungry> sessions) {}

    public FairShareChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void afterRendered(final ObservedNode node, final Rendered done) {
        rendered.merge(done.session(), (long) done.range().count(), Long::sum);
    }

    @Override
    public void onTick(final Observed observed) {
        final Map<Long, List<Hungry>> hungry = new LinkedHashMap<>();
        if (observed.stalledNs() == 0 && observed.roots().size() > 1) {
            for (final ObservedRoot root : observed.roots()) {
                final WorkView work = root.node().work(root.session().id());
                final long gateway = gateway(root.node(), work);
                if (work != null && gateway != 0 && work.freeTileSamples() > 0) {
                    final Epoch epoch = epochs.merge(work.session(), new Epoch(work.epoch(), observed.nowNs()),
                        (before, now) -> before.number == now.number ? before : now);
                    hungry.computeIfAbsent(gateway, key -> new ArrayList<>())
                        .add(new Hungry(root, epoch, work.mode(), rendered.getOrDefault(work.session(), 0L)));
                }
            }
        }
        final Map<Long, Window> still = new HashMap<>();
        hungry.forEach((gateway, sessions) -> {
            if (sessions.size() > 1 && sessions.stream().map(session -> renderers(session, observed)).distinct()
                .count() == 1) {
                still.put(gateway, next(windows.get(gateway), sessions, observed));
            }
        });
        windows = still;
    }

    /** Who can render for it: one that has only another's scene yet, as from its disk, renders for that. */
    private static Set<Long> renderers(final Hungry session, final Observed observed) {
        final Set<Long> ready = new HashSet<>();
        for (final ObservedNode node : observed.nodes()) {
            final WorkView work = node.rate() > 0 ? node.work(session.root.session().id()) : null;
            if (work != null && work.children().stream().anyMatch(ChildView::ready)) {
                ready.add(node.incarnation());
            }
        }
        return ready;
    }

    private Window next(final @Nullable Window window, final List<Hungry> now, final Observed observed) {
        if (window != null && roots(window.sessions).equals(roots(now))) {
            final List<Long> got = new ArrayList<>();
            for (int i = 0; i < now.size(); i++) {
                got.add(now.get(i).served - window.sessions.get(i).served);
            }
            final long total = got.stream().mapToLong(Long::longValue).sum();
            if (observed.nowNs() - window.sinceNs < WINDOW_NS || total < now.size() * enough(now, observed)) {
                return window;
            }
            check(window, now, got, total, observed.nowNs());
        }
        return new Window(observed.nowNs(), now);
    }

    private static List<ObservedRoot> roots(final List<Hungry> sessions) {
        return sessions.stream().map(Hungry::root).toList();
    }

    /** Tile-samples per session that say something about shares. */
    private long enough(final List<Hungry> sessions, final Observed observed) {
        long turn = 1;
        for (final Hungry session : sessions) {
            if (session.mode == Mode.TILED) {
                turn = Math.max(turn, session.root.picture().settings().samples());
            }
        }
        final long renderers = observed.nodes().stream().filter(node -> node.rate() > 0).count();
        return Math.max(TILE_SAMPLES_MIN, TURNS_MIN * turn * renderers);
    }

    private void check(final Window window, final List<Hungry> now, final List<Long> got, final long total,
                       final long nowNs) {
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i).epoch.sinceNs + PAID_NS <= window.sinceNs) {
                findings.expect(Invariant.FAIR_SHARE, got.get(i) * now.size() * SHARE_PARTS >= total,
                    now.get(i).root.node().name(), () -> "in " + (nowNs - window.sinceNs) / 1_000_000
                        + " ms were rendered for the sessions " + got + " tile-samples");
            }
        }
    }

    /** The process that a root's only ready child is; 0: there is none. */
    private static long gateway(final ObservedNode node, final @Nullable WorkView work) {
        if (work == null) {
            return 0;
        }
        long gateway = 0;
        for (final ChildView child : work.children()) {
            if (child.ready()) {
                gateway = gateway != 0 ? 0 : node.peer(child.link()).map(peer -> peer.node().incarnation()).orElse(0L);
            }
        }
        return gateway;
    }
}
