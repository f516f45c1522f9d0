package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.Message.SceneProgress;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.link.Link;
import org.umbel.relay.session.Assignment;
import org.umbel.relay.session.NodeSession;
import org.umbel.relay.session.Tally;
import org.umbel.relay.session.Upward;

/**
 * Who is below, for people: this node first, then its children and all that they tell. What a child says about itself
 * is completed by what this node accepted from it; who went away stays on the board.
 */
final class StatusBoard {
    static final String GONE = "gone";
    private static final String RENDERING = "rendering";
    private static final String IDLE = "waits for work";
    static final String CANNOT_LOAD = "cannot load the scene: ";
    static final String RESTS = "busy machine, waits";
    private static final int GONE_MAX = 256;
    /** So much more often a status goes up while a scene is on its way to anybody in it. */
    private static final int HURRY = 4;

    /** @param link the newest to it: the end of an older one is not its own */
    private record Child(String name, Role role, long incarnation, int threads, long link, List<NodeStatus> told,
                         boolean gone) {
        Child telling(final List<NodeStatus> nodes) {
            return new Child(name, role, incarnation, threads, link, nodes, false);
        }

        Child leaving() {
            return new Child(name, role, incarnation, threads, link, told, true);
        }
    }

    private final NodeConfig config;
    private final @Nullable LocalWorker local;
    private final Supplier<String> fosters;
    /** By incarnation: a process that comes back on another link is the same. */
    private final Map<Long, Child> children = new LinkedHashMap<>();
    private final List<NodeSession> sessions = new ArrayList<>();
    private boolean idleSaid;
    private long dueNs = Long.MIN_VALUE;
    /** When it is due if a scene is on its way. */
    private long soonNs = Long.MIN_VALUE;

    /** @param fosters in words, whom this node's work comes from while its parent is away; else empty */
    StatusBoard(final NodeConfig config, final @Nullable LocalWorker local, final Supplier<String> fosters) {
        this.config = config;
        this.local = local;
        this.fosters = fosters;
    }

    void watch(final NodeSession session) {
        sessions.add(session);
    }

    void forget(final NodeSession session) {
        sessions.remove(session);
    }

    void onChild(final Link link) {
        children.put(link.remoteIncarnation(), new Child(link.remote(), link.remoteRole(), link.remoteIncarnation(),
            link.remoteThreads(), link.id(), List.of(), false));
    }

    void onStatus(final Link link, final List<NodeStatus> nodes) {
        children.computeIfPresent(link.remoteIncarnation(), (key, c) -> c.telling(nodes));
        dueNs = isReceiving(nodes) ? Math.min(dueNs, soonNs) : dueNs;
    }

    void onChildDown(final Link link) {
        children.computeIfPresent(link.remoteIncarnation(), (key, c) -> c.link() == link.id() ? c.leaving() : c);
        if (children.values().stream().filter(Child::gone).count() > GONE_MAX) {
            children.values().stream().filter(Child::gone).findFirst()
                .ifPresent(oldest -> children.remove(oldest.incarnation()));
        }
    }

    private static boolean isReceiving(final List<NodeStatus> nodes) {
        return nodes.stream().anyMatch(node -> node.scene().blocksLacking() > 0);
    }

    /**
     * Tells every parent of an active session, once a second, when the last owed range has come, and four times a
     * second while a scene is on its way.
     */
    void poll(final Map<SessionId, Upward> upwards, final BlockFlow blocks, final Collection<NodeSession> all,
              final long everyNs, final long nowNs) {
        if (upwards.isEmpty() && !idleSaid) {
            return;
        }
        boolean idle = true;
        for (final NodeSession session : all) {
            idle = idle && session.isIdle();
        }
        if (upwards.isEmpty() || nowNs < dueNs && (!idle || idleSaid)) {
            idleSaid &= idle;
            return;
        }
        idleSaid = idle;
        dueNs = nowNs + everyNs;
        soonNs = nowNs + everyNs / HURRY;
        final List<Link> told = new ArrayList<>();
        for (final Upward upward : upwards.values()) {
            final Link uplink = upward.uplink();
            if (!told.contains(uplink)) {
                told.add(uplink);
                final List<NodeSession> its = all.stream().filter(session -> {
                    final Upward u = upwards.get(session.id());
                    return u != null && u.uplink() == uplink;
                }).toList();
                final List<NodeStatus> nodes = statuses(its, blocks, uplink.remoteIncarnation());
                uplink.send(new Message.Status(StatusDigest.of(nodes, Message.Status.NODES_MAX)), nowNs);
                dueNs = isReceiving(nodes) ? soonNs : dueNs;
            }
        }
    }

    long nextDeadlineNs() {
        return dueNs;
    }

    /** This node first, then everybody below, as far as these sessions go. */
    List<NodeStatus> statuses(final Collection<NodeSession> of, final @Nullable BlockFlow blocks, final long parent) {
        final List<NodeStatus> all = new ArrayList<>();
        final Counts self = counts(of, config.incarnation());
        all.add(new NodeStatus(config.incarnation(), parent, config.name(), config.role(), state(of, blocks),
            config.threads(), rate(of), self.ranges, self.tileSamples, self.freed, scene(of, blocks)));
        for (final Child child : children.values()) {
            addSubtree(child, counts(of, child.incarnation()), all);
        }
        return merged(all);
    }

    /** A node that has changed its parent is told of by both: it is where it lives, with what both accepted. */
    private List<NodeStatus> merged(final List<NodeStatus> all) {
        final Map<Long, NodeStatus> byIncarnation = new LinkedHashMap<>();
        all.forEach(status -> byIncarnation.merge(status.incarnation(), status,
            (a, b) -> isNearer(b, a) ? plus(b, a) : plus(a, b)));
        return List.copyOf(byIncarnation.values());
    }

    /** Whether a tells more of a node's present than b: it lives, or is this node's own child. */
    private boolean isNearer(final NodeStatus a, final NodeStatus b) {
        if (b.incarnation() == config.incarnation()) {
            return false;
        }
        final boolean aGone = a.state().equals(GONE);
        final boolean bGone = b.state().equals(GONE);
        return aGone == bGone ? a.parentIncarnation() == config.incarnation()
            && b.parentIncarnation() != config.incarnation() : bGone;
    }

    private static NodeStatus plus(final NodeStatus s, final NodeStatus counts) {
        return new NodeStatus(s.incarnation(), s.parentIncarnation(), s.name(), s.role(), s.state(), s.threads(),
            s.rate(), sum(s.rangesAccepted(), counts.rangesAccepted()),
            sum(s.tileSamplesAccepted(), counts.tileSamplesAccepted()), sum(s.rangesFreed(), counts.rangesFreed()),
            s.scene());
    }

    /** Of what peers tell: never negative. */
    private static long sum(final long a, final long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    private void addSubtree(final Child child, final Counts counts, final List<NodeStatus> all) {
        NodeStatus self = new NodeStatus(child.incarnation(), config.incarnation(), child.name(), child.role(),
            "connected", child.threads(), 0, 0, 0, 0);
        final List<NodeStatus> below = new ArrayList<>();
        for (final NodeStatus told : child.told()) {
            final NodeStatus shown = child.gone() ? gone(told) : told;
            if (told.incarnation() == child.incarnation()) {
                self = told;
            } else {
                below.add(shown);
            }
        }
        all.add(new NodeStatus(self.incarnation(), config.incarnation(), self.name(), self.role(),
            child.gone() ? GONE : self.state(), self.threads(), child.gone() ? 0 : self.rate(), counts.ranges,
            counts.tileSamples, counts.freed, child.gone() ? SceneProgress.NONE : self.scene()));
        all.addAll(below);
    }

    private static NodeStatus gone(final NodeStatus s) {
        return new NodeStatus(s.incarnation(), s.parentIncarnation(), s.name(), s.role(), GONE, s.threads(), 0,
            s.rangesAccepted(), s.tileSamplesAccepted(), s.rangesFreed());
    }

    /** What is wrong, else whom it works for, else what a person should know, else what it does. */
    private String state(final Collection<NodeSession> of, final @Nullable BlockFlow blocks) {
        final String state = work(of, blocks);
        final boolean well = state.equals(RENDERING) || state.equals(IDLE);
        final String notice = of.stream().map(NodeSession::notice).filter(n -> !n.isEmpty()).findFirst().orElse("");
        return !well ? state : !fosters.get().isEmpty() ? fosters.get() : !notice.isEmpty() ? notice : state;
    }

    private String work(final Collection<NodeSession> of, final @Nullable BlockFlow blocks) {
        String state = "waits for a session";
        for (final NodeSession session : of) {
            final Assignment a = session.assignment();
            if (a == null) {
                continue;
            }
            final String lack = local == null || blocks == null ? "" : blocks.waitsFor(a.manifest());
            final String failure = local == null ? "" : local.failure(a.session());
            state = !failure.isEmpty() ? CANNOT_LOAD + failure : !lack.isEmpty() ? lack
                : session.isReady() ? session.isIdle() ? IDLE : RENDERING
                : local == null ? "has no ready node below" : local.isResting() ? RESTS : "loads the scene";
        }
        return state;
    }

    private static SceneProgress scene(final Collection<NodeSession> of, final @Nullable BlockFlow blocks) {
        final Set<BlockId> manifests = new LinkedHashSet<>();
        for (final NodeSession session : of) {
            final Assignment a = session.assignment();
            if (a != null) {
                manifests.add(a.manifest());
            }
        }
        return blocks == null ? SceneProgress.NONE : blocks.progress(manifests);
    }

    private static int rate(final Collection<NodeSession> of) {
        return of.stream().mapToInt(NodeSession::rate).max().orElse(0);
    }

    /** Ranges freed by dead links, here and below. */
    long rangesFreed() {
        return statuses(sessions, null, 0).stream().mapToLong(NodeStatus::rangesFreed).sum();
    }

    private record Counts(long ranges, long tileSamples, long freed) {}

    private static Counts counts(final Collection<NodeSession> of, final long incarnation) {
        long ranges = 0;
        long tileSamples = 0;
        long freed = 0;
        for (final NodeSession session : of) {
            for (final Tally tally : session.tallies()) {
                if (tally.incarnation() == incarnation) {
                    ranges += tally.rangesAccepted();
                    tileSamples += tally.tileSamplesAccepted();
                    freed += tally.rangesFreed();
                }
            }
        }
        return new Counts(ranges, tileSamples, freed);
    }
}
