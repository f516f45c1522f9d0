package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;

/**
 * Invariant 19: while two roots below whom the same node stands have free work, each is served: over a window of two
 * seconds without stalls, of all tile-samples that these roots accept nobody gets less than a quarter of an equal
 * share. A session that begins epoch after epoch throws its own work away: it counts, but is owed nothing.
 */
public final class FairShareChecker implements Checker {
    private static final long WINDOW_NS = 2_000_000_000L;
    private static final int SHARE_PARTS = 4;
    /** Per session, in a window: fewer say nothing about shares. */
    private static final int TILE_SAMPLES_MIN = 16;

    private final Findings findings;
    private final Map<SessionId, Served> served = new HashMap<>();
    /** By the process that serves them. */
    private Map<Long, Window> windows = new HashMap<>();

    /** What a root has accepted in all epochs, and in this one. */
    private static final class Served {
        private long before;
        private int epoch;
        private long accepted;

        long at(final ObservedRoot root) {
            if (root.session().epoch() != epoch) {
                before += accepted;
                epoch = root.session().epoch();
            }
            accepted = root.session().tileSamplesAccepted();
            return before + accepted;
        }
    }

    /** A session with free work. */
    private record Hungry(ObservedRoot root, int epoch, long served) {}

    /** Since when just these sessions have had free work without a break, and what each had been served by then. */
    private record Window(long sinceNs, List<Hungry> sessions) {}

    public FairShareChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onTile(final ObservedRoot root, final int epoch, final int tile) {
        served.computeIfAbsent(root.session().id(), key -> new Served()).at(root);
    }

    @Override
    public void onTick(final Observed observed) {
        final Map<Long, List<Hungry>> hungry = new LinkedHashMap<>();
        if (observed.stalledNs() == 0 && observed.roots().size() > 1) {
            for (final ObservedRoot root : observed.roots()) {
                final WorkView work = root.node().work(root.session().id());
                final long gateway = gateway(root.node(), work);
                if (work != null && gateway != 0 && work.freeTileSamples() > 0) {
                    final long got = served.computeIfAbsent(work.session(), key -> new Served()).at(root);
                    hungry.computeIfAbsent(gateway, key -> new ArrayList<>())
                        .add(new Hungry(root, root.session().epoch(), got));
                }
            }
        }
        final Map<Long, Window> still = new HashMap<>();
        hungry.forEach((gateway, sessions) -> {
            if (sessions.size() > 1) {
                still.put(gateway, next(windows.get(gateway), sessions, observed.nowNs()));
            }
        });
        windows = still;
    }

    private Window next(final @Nullable Window window, final List<Hungry> now, final long nowNs) {
        if (window != null && roots(window.sessions).equals(roots(now))) {
            if (nowNs - window.sinceNs < WINDOW_NS) {
                return window;
            }
            check(window, now, nowNs);
        }
        return new Window(nowNs, now);
    }

    private static List<ObservedRoot> roots(final List<Hungry> sessions) {
        return sessions.stream().map(Hungry::root).toList();
    }

    private void check(final Window window, final List<Hungry> now, final long nowNs) {
        final List<Long> got = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            got.add(now.get(i).served - window.sessions.get(i).served);
        }
        final long total = got.stream().mapToLong(Long::longValue).sum();
        for (int i = 0; i < now.size() && total >= (long) TILE_SAMPLES_MIN * now.size(); i++) {
            if (now.get(i).epoch == window.sessions.get(i).epoch) {
                findings.expect(Invariant.FAIR_SHARE, got.get(i) * now.size() * SHARE_PARTS >= total,
                    now.get(i).root.node().name(), () -> "in " + (nowNs - window.sinceNs) / 1_000_000
                        + " ms the sessions were served " + got + " tile-samples");
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
