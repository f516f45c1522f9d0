package org.umbel.relay.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;

/**
 * Divides each child's time among the sessions that enter at a node: start-time fair queueing (Goyal, Vin, Cheng 1996).
 * What all of them have in a child's hands together is bounded by one window; what opens goes to the session that the
 * child has served least for its weight. A grant is paid for when it is given: who throws its work away by a new epoch
 * has had its share. Who wants nothing saves nothing up.
 *
 * <p>Interactive sessions together weigh four times as much as final ones together, so that these have a fifth whatever
 * the others do.
 */
public final class FairShare {
    private static final double INTERACTIVE_WEIGHT = 4;
    /** Of a window: the most that one session gets before it is looked who is next. */
    private static final int TURNS_PER_WINDOW = 2;
    /** A session may be served so much more than the others before its next epoch waits. */
    private static final double AHEAD_MAX_SECONDS = 0.1;
    /** What a session owes the others for work that it threw away, at most: nobody is to starve. */
    private static final double DEBT_MAX_SECONDS = 0.5;
    /** The coarse picture of an epoch: one pixel of 8 x 8, of every tile. */
    private static final double PREVIEW_SAMPLES = 1 / 64.0;

    private final SessionTimes times;
    private final Map<Long, Queue> queues = new HashMap<>();
    private final Map<SessionId, Integer> epochs = new HashMap<>();

    /** What the sessions have had of one child, in seconds of it over their weights. */
    private static final class Queue {
        private final Map<SessionId, Double> served = new HashMap<>();
        /** Who would take more. */
        private final Set<SessionId> hungry = new HashSet<>();
        /** They, and who has something in the child's hands. */
        private final Set<SessionId> busy = new HashSet<>();
        /** Where who was served last stood. */
        private double now;

        double served(final SessionId id) {
            return served.getOrDefault(id, now);
        }

        /** Who comes anew begins where the others stand, and nobody waits too long for what he threw away. */
        void update(final Set<SessionId> newHungry, final Set<SessionId> newBusy) {
            double least = Double.POSITIVE_INFINITY;
            for (final SessionId id : newBusy) {
                if (!busy.contains(id)) {
                    served.put(id, Math.max(served(id), now));
                }
                least = Math.min(least, served(id));
            }
            for (final SessionId id : newBusy) {
                served.put(id, Math.min(served(id), least + DEBT_MAX_SECONDS));
            }
            hungry.clear();
            hungry.addAll(newHungry);
            busy.clear();
            busy.addAll(newBusy);
        }
    }

    /** What may still be put into a child's hands. */
    private static final class Room {
        private final long window;
        private final boolean isEmptyHanded;
        private long left;

        Room(final long window, final long inHand) {
            this.window = window;
            this.isEmptyHanded = inHand == 0;
            this.left = window - inHand;
        }

        /** Little room makes small ranges: it waits until there is more, or nothing else in the child's hands. */
        boolean isWorthATurn() {
            return left > 0 && (isEmptyHanded || left >= turnMax() / 2);
        }

        /** The most that one session gets before it is looked who is next. */
        long turn() {
            return Math.min(left, turnMax());
        }

        private long turnMax() {
            return Math.max(1, window / TURNS_PER_WINDOW);
        }
    }

    public FairShare(final SessionTimes times) {
        this.times = times;
    }

    /**
     * Grants of all sessions.
     *
     * @param waiting those whose work is void, because their next epoch waits
     */
    public void grant(final Collection<NodeSession> sessions, final Set<SessionId> waiting, final long nowNs) {
        sessions.forEach(session -> session.prepare(nowNs));
        final Map<Long, Room> rooms = rooms(sessions);
        queues.keySet().retainAll(rooms.keySet());
        forget(sessions);
        rooms.keySet().forEach(link -> update(link, sessions, waiting));
        sessions.forEach(session -> payForEpoch(session, sessions));
        final Map<NodeSession, Set<Long>> unable = new HashMap<>();
        for (Map<NodeSession, Set<Long>> turns = turns(sessions, rooms, unable); !turns.isEmpty();
             turns = turns(sessions, rooms, unable)) {
            turns.forEach((session, links) -> serve(session, links, sessions, rooms, unable, nowNs));
        }
        sessions.forEach(session -> session.finish(nowNs));
    }

    /** Whether each child has served a session so much more than others who want something that its epoch may wait. */
    public boolean isAhead(final SessionId id) {
        boolean ahead = false;
        for (final Queue queue : queues.values()) {
            double least = Double.POSITIVE_INFINITY;
            for (final SessionId other : queue.busy) {
                least = other.equals(id) ? least : Math.min(least, queue.served(other));
            }
            if (least < Double.POSITIVE_INFINITY) {
                if (queue.served(id) - least <= AHEAD_MAX_SECONDS) {
                    return false;
                }
                ahead = true;
            }
        }
        return ahead;
    }

    /** What ended sessions had. */
    private void forget(final Collection<NodeSession> sessions) {
        if (accountCount() > sessions.size()) {
            final Set<SessionId> alive = new HashSet<>();
            sessions.forEach(session -> alive.add(session.id()));
            epochs.keySet().retainAll(alive);
            queues.values().forEach(queue -> queue.served.keySet().retainAll(alive));
        }
    }

    /** Sessions of which something is remembered, at the child where they are most. */
    int accountCount() {
        return Math.max(epochs.size(), queues.values().stream().mapToInt(queue -> queue.served.size()).max().orElse(0));
    }

    private static boolean isHungry(final NodeSession session) {
        final SessionWork work = session.work();
        return work != null && !work.free().isEmpty();
    }

    private static boolean isInteractive(final NodeSession session) {
        final SessionWork work = session.work();
        return work != null && work.assignment().mode() == Mode.INTERACTIVE;
    }

    private void update(final long link, final Collection<NodeSession> sessions, final Set<SessionId> waiting) {
        final Set<SessionId> hungry = new HashSet<>();
        final Set<SessionId> busy = new HashSet<>();
        for (final NodeSession session : sessions) {
            final ChildWork child = session.children().get(link);
            if (isHungry(session) && !waiting.contains(session.id()) && child != null && child.open() > 0) {
                hungry.add(session.id());
            }
            if (hungry.contains(session.id()) || waiting.contains(session.id())
                || child != null && child.inHand() > 0) {
                busy.add(session.id());
            }
        }
        queue(link).update(hungry, busy);
    }

    private Queue queue(final long link) {
        return queues.computeIfAbsent(link, key -> new Queue());
    }

    /** Whoever has begun an epoch pays for its coarse picture. */
    private void payForEpoch(final NodeSession session, final Collection<NodeSession> all) {
        if (!isInteractive(session)) {
            return;
        }
        final int epoch = session.begun().assignment().epoch();
        final Integer before = epochs.put(session.id(), epoch);
        if (before != null && before != epoch) {
            final double seconds = session.begun().tileCount() * PREVIEW_SAMPLES
                / Math.max(1, session.children().speed());
            for (final ChildWork child : session.children().all()) {
                pay(session, child.worker().link(), seconds, all);
            }
        }
    }

    private void pay(final NodeSession session, final long link, final double seconds,
                     final Collection<NodeSession> all) {
        final Queue queue = queue(link);
        queue.served.put(session.id(), queue.served(session.id()) + seconds / weight(session, all));
    }

    /** Tile-samples that each child may hold: of a short window as soon as somebody wants to see at once. */
    private Map<Long, Room> rooms(final Collection<NodeSession> sessions) {
        final Mode mode = mode(sessions);
        final Map<Long, Long> windows = new LinkedHashMap<>();
        final Map<Long, Long> inHand = new HashMap<>();
        for (final NodeSession session : sessions) {
            if (session.work() != null) {
                for (final ChildWork child : session.children().all()) {
                    windows.merge(child.worker().link(), window(mode, child), Math::max);
                    inHand.merge(child.worker().link(), child.inHand(), Long::sum);
                }
            }
        }
        final Map<Long, Room> rooms = new LinkedHashMap<>();
        windows.forEach((link, window) -> rooms.put(link, new Room(window, inHand.getOrDefault(link, 0L))));
        return rooms;
    }

    private static Mode mode(final Collection<NodeSession> sessions) {
        return sessions.stream().anyMatch(session -> !session.isIdle() && isInteractive(session)) ? Mode.INTERACTIVE
            : Mode.FINAL;
    }

    private long window(final Mode mode, final ChildWork child) {
        return times.window(mode, child.threadsSoon(), (int) child.pace().rate(),
            child.worker().rttNs());
    }

    /** Which session's turn it is at which children that have room; those who can take nothing are passed over. */
    private Map<NodeSession, Set<Long>> turns(final Collection<NodeSession> sessions, final Map<Long, Room> rooms,
                                              final Map<NodeSession, Set<Long>> unable) {
        final Map<NodeSession, Set<Long>> turns = new LinkedHashMap<>();
        rooms.forEach((link, room) -> {
            final Queue queue = queue(link);
            NodeSession least = null;
            for (final NodeSession session : room.isWorthATurn() ? sessions : List.<NodeSession>of()) {
                if (queue.hungry.contains(session.id()) && isHungry(session)
                    && !unable.getOrDefault(session, Set.of()).contains(link)
                    && (least == null || queue.served(session.id()) < queue.served(least.id()))) {
                    least = session;
                }
            }
            if (least != null) {
                queue.now = Math.max(queue.now, queue.served(least.id()));
                turns.computeIfAbsent(least, key -> new HashSet<>()).add(link);
            }
        });
        return turns;
    }

    private void serve(final NodeSession session, final Set<Long> links, final Collection<NodeSession> all,
                       final Map<Long, Room> rooms, final Map<NodeSession, Set<Long>> unable, final long nowNs) {
        for (final ChildWork child : session.children().all()) {
            final long link = child.worker().link();
            final Room room = links.contains(link) ? rooms.get(link) : null;
            child.room(room == null ? 0 : room.turn());
        }
        final Map<ChildWork, Long> granted = session.grant(nowNs);
        final Set<Long> idle = new HashSet<>(links);
        granted.forEach((child, count) -> {
            final long link = child.worker().link();
            idle.remove(link);
            Objects.requireNonNull(rooms.get(link)).left -= count;
            pay(session, link, count / price(session, child), all);
        });
        unable.computeIfAbsent(session, key -> new HashSet<>()).addAll(idle);
    }

    /**
     * Tile-samples for which a session pays a second: as many as the child says. That it was found slow does not count
     * here: it may be silent about this session because others are served, and who then paid more would be served even
     * less.
     */
    private static double price(final NodeSession session, final ChildWork child) {
        return child.pace().said() > 0 ? child.pace().said() : session.children().speed(child);
    }

    /** The weight of its kind, divided among those of its kind that want something. */
    private static double weight(final NodeSession session, final Collection<NodeSession> all) {
        final boolean interactive = isInteractive(session);
        int alike = 0;
        for (final NodeSession other : all) {
            alike += (other == session || isHungry(other)) && isInteractive(other) == interactive ? 1 : 0;
        }
        return (interactive ? INTERACTIVE_WEIGHT : 1) / alike;
    }
}
