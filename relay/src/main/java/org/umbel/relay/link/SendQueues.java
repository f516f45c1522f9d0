package org.umbel.relay.link;

import java.util.ArrayDeque;
import java.util.function.Predicate;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.StreamKind;

/** What waits to be sent on one link. Nothing here has a number yet, so what is void may be taken back. */
final class SendQueues {
    /** Control messages that wait: beyond it the other side is not reading. */
    static final int CONTROL_MAX = 4096;
    /** Reports and returns that wait; buckets keep merging meanwhile. */
    static final int REPORTS_MAX = 64;

    private final ArrayDeque<Message> control = new ArrayDeque<>();
    private final ArrayDeque<Message> reports = new ArrayDeque<>();
    private final ViewQueue views = new ViewQueue();

    /** Takes what is to be sent; false when its stream is full. */
    @FunctionalInterface
    interface Lane {
        boolean send(Message message);
    }

    /** False when too many control messages wait already. */
    boolean add(final Message message) {
        if (message instanceof Message.View view) {
            views.put(view);
        } else if (message.stream() == StreamKind.REPORT) {
            reports.add(message);
        } else {
            return control.size() < CONTROL_MAX && control.add(message);
        }
        return true;
    }

    /** A part of the handshake: nothing else waits before it. */
    void addHandshake(final Message message) {
        control.add(message);
    }

    /** Before all that waits, but never before the handshake. */
    void addBeat(final Message.Heartbeat beat) {
        if (control.peek() instanceof Message.Welcome || control.peek() instanceof Message.Confirm) {
            control.addLast(beat);
        } else {
            control.addFirst(beat);
        }
    }

    /** Forgets what is void. */
    void remove(final Predicate<Message> isVoid, final SessionId viewsOf) {
        control.removeIf(isVoid);
        reports.removeIf(isVoid);
        views.drop(viewsOf);
    }

    /** Sends what the streams take; false when one of them is full. */
    boolean drain(final Lane lane) {
        if (control.isEmpty() && reports.isEmpty() && views.isEmpty()) {
            return true;
        }
        final boolean isControlTaken = drain(control, lane);
        return drainReports(lane) && isControlTaken;
    }

    private static boolean drain(final ArrayDeque<Message> queue, final Lane lane) {
        while (!queue.isEmpty()) {
            if (!lane.send(queue.peek())) {
                return false;
            }
            queue.poll();
        }
        return true;
    }

    /** Views first: they are small, few, and what a person waits for. */
    private boolean drainReports(final Lane lane) {
        for (Message.View view = views.peek(); view != null; view = views.peek()) {
            if (!lane.send(view)) {
                return false;
            }
            views.remove(view);
        }
        return drain(reports, lane);
    }

    boolean hasRoomForReport() {
        return reports.size() < REPORTS_MAX;
    }

    boolean isControlEmpty() {
        return control.isEmpty();
    }

    int size() {
        return control.size() + reports.size() + views.size();
    }
}
