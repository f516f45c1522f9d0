package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.wire.Message;
import org.umbel.relay.link.Link;
import org.umbel.relay.transport.Outbox;

/**
 * Which children are asked to hear this node's group, and which parents' groups this node is to hear. A child that does
 * not hear is asked again, each time after a longer while: switches are mended, and nothing waits for it meanwhile. One
 * that heard and had to leave is asked again soon: what it gets alone is taken from all. One child alone is no group.
 */
final class Invitations {
    private static final long AGAIN_MIN_NS = 10_000_000_000L;
    private static final long AGAIN_MAX_NS = 320_000_000_000L;
    private static final long BACK_MIN_NS = 1_000_000_000L;
    /** Who has heard for so long is a good member. */
    private static final long GOOD_AFTER_NS = 30_000_000_000L;

    /** A child that is not a member. */
    private static final class Guest {
        private final Link link;
        private long dueNs;
        private long waitNs = AGAIN_MIN_NS;
        private long backNs = BACK_MIN_NS;
        /** Since when it has been a member; {@code Long.MAX_VALUE}: it is none. */
        private long memberNs = Long.MAX_VALUE;

        Guest(final Link link, final long dueNs) {
            this.link = link;
            this.dueNs = dueNs;
        }

        void leave(final long nowNs) {
            if (memberNs == Long.MAX_VALUE) {
                dueNs = nowNs + waitNs;
                waitNs = Math.min(AGAIN_MAX_NS, 2 * waitNs);
            } else {
                backNs = nowNs - memberNs > GOOD_AFTER_NS ? BACK_MIN_NS : backNs;
                memberNs = Long.MAX_VALUE;
                dueNs = nowNs + backNs;
                backNs = Math.min(AGAIN_MAX_NS, 2 * backNs);
            }
        }
    }

    private final Map<Long, Guest> guests = new LinkedHashMap<>();
    private final Map<Long, Message.Invite> joins = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    void onChild(final Link link, final long nowNs) {
        guests.put(link.id(), new Guest(link, nowNs));
    }

    void onChildDown(final long link) {
        guests.remove(link);
    }

    /** A parent asks this node to hear its group. */
    void onInvite(final long link, final Message.Invite invite) {
        joins.put(link, invite);
    }

    /** A child hears the group. */
    void onMember(final long link, final long nowNs) {
        final Guest guest = guests.get(link);
        if (guest != null) {
            guest.dueNs = Long.MAX_VALUE;
            guest.memberNs = nowNs;
            guest.waitNs = AGAIN_MIN_NS;
            lines.add(guest.link.remote() + " hears what is sent to all");
        }
    }

    /** A child does not hear the group, or no more. */
    void onLeft(final long link, final String reason, final long nowNs) {
        final Guest guest = guests.get(link);
        if (guest != null) {
            guest.leave(nowNs);
            lines.add(guest.link.remote() + " is sent its own copy of each block: " + reason);
        }
    }

    void poll(final Outbox out, final long nowNs) {
        joins.forEach(out::join);
        joins.clear();
        for (final Guest guest : guests.size() < 2 ? List.<Guest>of() : List.copyOf(guests.values())) {
            if (guest.dueNs <= nowNs && guest.link.isOpen()) {
                guest.dueNs = Long.MAX_VALUE;
                out.invite(guest.link.id()).ifPresentOrElse(invite -> guest.link.send(invite, nowNs),
                    () -> guests.remove(guest.link.id()));
            }
        }
        lines.forEach(out::log);
        lines.clear();
    }

    long nextDeadlineNs() {
        long next = Long.MAX_VALUE;
        for (final Guest guest : guests.size() < 2 ? List.<Guest>of() : guests.values()) {
            next = Math.min(next, guest.dueNs);
        }
        return next;
    }
}
