package org.umbel.relay.simulated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;

/**
 * What one process sends to all its children at once. Each message reaches each member that is left in the end, in any
 * order; a member may fail to hear anything, or leave at any time, and then what was on its way may or may not come.
 */
final class SimulatedGroup {
    private static final long MS = 1_000_000;
    private static final long HEARD_WITHIN_NS = 1_000 * MS;
    private static final long LAGS_AFTER_NS = 400 * MS;
    private static final int BYTES_MAX = 1 << 20;
    private static final Block NOTHING = new Block(BlockId.of(new byte[0]), 0, new byte[0]);

    private final EventQueue events;
    private final SeededRandom random;
    private final NetworkOptions options;
    private final NetworkTotals totals;
    private final SimulatedTransport sender;
    /** Invited children by number, then members. */
    private final Map<Integer, LinkEnd> guests = new LinkedHashMap<>();
    private final Set<LinkEnd> members = new LinkedHashSet<>();
    /** Which members have not got a message. */
    private final Map<Long, Set<LinkEnd>> onTheirWay = new LinkedHashMap<>();
    private int invited;
    private long sent;
    private long bytesHeld;
    private boolean senderWaits;
    private Block lastHeard = NOTHING;

    /**
     * A message as one member hears it.
     *
     * @param group whose it is
     * @param block perhaps spoilt, perhaps another; empty: it is no message
     */
    record Copy(SimulatedGroup group, long number, Optional<Block> block) {}

    SimulatedGroup(final EventQueue events, final SeededRandom random, final NetworkOptions options,
                   final NetworkTotals totals, final SimulatedTransport sender) {
        this.events = events;
        this.random = random;
        this.options = options;
        this.totals = totals;
        this.sender = sender;
    }

    /** @param end this side's */
    Optional<Message.Invite> invite(final LinkEnd end) {
        if (options.group().equals(NetworkOptions.Group.NONE)) {
            return Optional.empty();
        }
        final int number = invited++;
        guests.put(number, end);
        events.after(HEARD_WITHIN_NS, () -> {
            if (guests.remove(number, end) && end.listens()) {
                sender.left(end, "it is not heard within a second");
            }
        });
        return Optional.of(new Message.Invite("239.0.0.1:1", sender.host().hashCode(), number));
    }

    /** @param end the member's side */
    void join(final LinkEnd end, final Message.Invite invite) {
        if (random.chance(options.group().blockedProbability())) {
            return;
        }
        events.after(delayNs(), () -> {
            if (guests.remove(invite.member(), end.peer) && end.peer.listens()) {
                totals.members++;
                members.add(end.peer);
                sender.member(end.peer);
            }
        });
    }

    long send(final Block block) {
        final int bytes = block.compressed().length;
        if (bytesHeld > 0 && bytesHeld + bytes > BYTES_MAX) {
            senderWaits = true;
            return -1;
        }
        final long number = sent++;
        totals.groupMessages++;
        members.removeIf(end -> !end.listens() || !end.peer.listens());
        bytesHeld += bytes;
        onTheirWay.put(number, new LinkedHashSet<>(members));
        for (final LinkEnd end : List.copyOf(members)) {
            if (random.chance(options.group().leaveProbability())) {
                events.after(random.between(0, LAGS_AFTER_NS), () -> leave(end, "it lags"));
            }
            events.after(delayNs(), () -> arrive(end, number, block));
            events.after(LAGS_AFTER_NS + options.delayMaxNs(), () -> {
                if (isOnItsWay(number, end)) {
                    leave(end, "it lags");
                }
            });
        }
        events.after(LAGS_AFTER_NS / 10, () -> release(bytes));
        return number;
    }

    private void release(final int bytes) {
        bytesHeld -= bytes;
        if (senderWaits && !sender.isDead()) {
            senderWaits = false;
            sender.wake();
        }
    }

    private void arrive(final LinkEnd end, final long number, final Block block) {
        final boolean isLost = !members.contains(end) && random.chance(0.5);
        if (isLost || end.route.partitionedUntilNs > events.nowNs() || !end.peer.listens() || sender.isDead()) {
            return;
        }
        final boolean isMangled = options.group().mangledProbability() > 0
            && random.chance(options.group().mangledProbability());
        final Optional<Block> heard = isMangled ? Optional.of(lastHeard).filter(other -> random.chance(0.5))
            : Optional.of(random.chance(options.group().spoiltProbability()) ? spoilt(block) : block);
        totals.mangled += isMangled ? 1 : 0;
        lastHeard = block;
        end.peer.listener().heard(end.peer, new Copy(this, number, heard));
    }

    private static Block spoilt(final Block block) {
        final byte[] bytes = block.compressed().clone();
        bytes[bytes.length / 2] ^= 1;
        return new Block(block.id(), block.rawLength(), bytes);
    }

    /** A member's process has read a message: it says so. */
    void heard(final LinkEnd end, final long number) {
        totals.groupDeliveries++;
        events.after(delayNs(), () -> {
            final Set<LinkEnd> waiting = onTheirWay.get(number);
            if (waiting != null && waiting.remove(end) && end.listens() && members.contains(end)) {
                sender.received(end, number);
                if (waiting.isEmpty()) {
                    onTheirWay.remove(number);
                }
            }
        });
    }

    private boolean isOnItsWay(final long number, final LinkEnd end) {
        final Set<LinkEnd> waiting = onTheirWay.get(number);
        return waiting != null && waiting.contains(end);
    }

    private void leave(final LinkEnd end, final String reason) {
        if (members.remove(end)) {
            for (final Set<LinkEnd> waiting : new ArrayList<>(onTheirWay.values())) {
                waiting.remove(end);
            }
            onTheirWay.values().removeIf(Set::isEmpty);
            if (end.listens()) {
                totals.membersLeft++;
                sender.left(end, reason);
            }
        }
    }

    private long delayNs() {
        return options.delays().draw(random) * (1 + random.nextInt(5));
    }
}
