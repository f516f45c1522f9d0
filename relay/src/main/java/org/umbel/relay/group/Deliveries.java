package org.umbel.relay.group;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Which messages are still on their way, and to whom. */
final class Deliveries {
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final ShardStream stream;

    /** A message, its generations, and a bit for each member that has it. */
    private static final class Pending {
        private final long number;
        private final int first;
        private final int last;
        private long deliveredTo;

        Pending(final long number, final int first, final int last) {
            this.number = number;
            this.first = first;
            this.last = last;
        }
    }

    Deliveries(final ShardStream stream) {
        this.stream = stream;
    }

    /** The message that the stream has just taken. */
    void onOffered(final long number) {
        pending.add(new Pending(number, stream.messageFirst(), stream.messageLast()));
    }

    /** A member has completed a generation: the messages that it has got by that. */
    List<Long> onComplete(final Member member, final SourceGeneration generation) {
        final List<Long> delivered = new ArrayList<>();
        final long from = Math.max(generation.firstMessage, member.firstMessage);
        for (final Pending message : pending) {
            if (message.number > generation.lastMessage) {
                break;
            }
            if (message.number >= from && (message.deliveredTo & member.bit()) == 0 && has(member, message)) {
                message.deliveredTo |= member.bit();
                delivered.add(message.number);
            }
        }
        return delivered;
    }

    private boolean has(final Member member, final Pending message) {
        for (int g = Math.max(stream.floor(), message.first); g <= message.last; g++) {
            if ((stream.generation(g).completeAt & member.bit()) == 0) {
                return false;
            }
        }
        return true;
    }

    /** A member leaves: the messages that it has not got. Its bit may be another's from now on. */
    long[] onLeft(final Member member) {
        final List<Long> missing = new ArrayList<>();
        for (final Pending message : pending) {
            if (member.isHeard() && message.number >= member.firstMessage
                && (message.deliveredTo & member.bit()) == 0) {
                missing.add(message.number);
            }
            message.deliveredTo &= ~member.bit();
        }
        return missing.stream().mapToLong(Long::longValue).toArray();
    }

    /** Generations before this one are complete wherever they are to be. */
    void onReleased(final int floor) {
        while (!pending.isEmpty() && pending.getFirst().last < floor) {
            pending.removeFirst();
        }
    }

    void clear() {
        pending.clear();
    }
}
