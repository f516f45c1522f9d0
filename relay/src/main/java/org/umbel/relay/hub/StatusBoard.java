package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
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
    static final String CANNOT_LOAD = "cannot load the scene: ";
    static final String RESTS = "busy machine, waits";
    private static final int GONE_MAX = 256;

    private record Child(String name, Role role, long incarnation, int threads, List<NodeStatus> told, boolean gone) {}

    private final NodeConfig config;
    private final @Nullable LocalWorker local;
    /** By incarnation: a process that comes back on another link is the same. */
    private final Map<Long, Child> children = new LinkedHashMap<>();
    private final List<NodeSession> sessions = new ArrayList<>();
    private boolean idleSaid;
    private long dueNs = Long.MIN_VALUE;

    StatusBoard(final NodeConfig config, final @Nullable LocalWorker local) {
        this.config = config;
        this.local = local;
    }

    void watch(final NodeSession session) {
        sessions.add(session);
    }

    void forget(final NodeSession session) {
        sessions.remove(session);
    }

    void onChild(final Link link) {
        children.put(link.remoteIncarnation(), new Child(link.remote(), link.remoteRole(), link.remoteIncarnation(),
            link.remoteThreads(), List.of(), false));
    }

    void onStatus(final Link link, final List<NodeStatus> nodes) {
        children.computeIfPresent(link.remoteIncarnation(),
            (key, c) -> new Child(c.name(), c.role(), c.incarnation(), c.threads(), nodes, false));
    }

    void onChildDown(final Link link) {
        children.computeIfPresent(link.remoteIncarnation(),
            (key, c) -> new Child(c.name(), c.role(), c.incarnation(), c.threads(), c.told(), true));
        if (children.values().stream().filter(Child::gone).count() > GONE_MAX) {
            children.values().stream().filter(Child::gone).findFirst()
                .ifPresent(oldest -> children.remove(oldest.incarnation()));
        }
    }

    /** Tells every parent of an active session, once a second and when the last owed range has come. */
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
        final List<Link> told = new ArrayList<>();
        for (final Upward upward : upwards.values()) {
            final Link uplink = upward.uplink();
            if (!told.contains(uplink)) {
                told.add(uplink);
                final List<NodeSession> its = all.stream().filter(session -> {
                    final Upward u = upwards.get(session.id());
                    return u != null && u.uplink() == uplink;
                }).toList();
                uplink.send(new Message.Status(StatusDigest.of(
                    statuses(its, blocks, uplink.remoteIncarnation()), Message.Status.NODES_MAX)), nowNs);
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
            config.threads(), rate(of), self.ranges, self.tileSamples, self.freed));
        for (final Child child : children.values()) {
            addSubtree(child, counts(of, child.incarnation()), all);
        }
        return all;
    }

    private void addSubtree(final Child child, final Counts counts, final List<NodeStatus> all) {
        NodeStatus self = new NodeStatus(child.incarnation(), config.incarnation(), child.name(), child.role(),
            "connected", child.threads(), 0, 0, 0, 0);
        final List<NodeStatus> below = new ArrayList<>();
        for (final NodeStatus told : child.told()) {
            final NodeStatus shown = child.gone() ? with(told, told.parentIncarnation(), GONE, 0, told) : told;
            if (told.incarnation() == child.incarnation()) {
                self = told;
            } else {
                below.add(shown);
            }
        }
        all.add(new NodeStatus(self.incarnation(), config.incarnation(), self.name(), self.role(),
            child.gone() ? GONE : self.state(), self.threads(), child.gone() ? 0 : self.rate(), counts.ranges,
            counts.tileSamples, counts.freed));
        all.addAll(below);
    }

    private static NodeStatus with(final NodeStatus s, final long parent, final String state, final int rate,
                                   final NodeStatus counts) {
        return new NodeStatus(s.incarnation(), parent, s.name(), s.role(), state, s.threads(), rate,
            counts.rangesAccepted(), counts.tileSamplesAccepted(), counts.rangesFreed());
    }

    private String state(final Collection<NodeSession> of, final @Nullable BlockFlow blocks) {
        String state = "waits for a session";
        for (final NodeSession session : of) {
            final Assignment a = session.assignment();
            if (a == null) {
                continue;
            }
            final String lack = local == null || blocks == null ? "" : blocks.waitsFor(a.manifest());
            final String failure = local == null ? "" : local.failure(a.session());
            state = !failure.isEmpty() ? CANNOT_LOAD + failure : !lack.isEmpty() ? lack
                : session.isReady() ? session.isIdle() ? "waits for work" : "rendering"
                : local == null ? "has no ready node below" : local.isResting() ? RESTS : "loads the scene";
        }
        return state;
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
