package org.umbel.relay.link;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.transport.Outbox;

/**
 * One link as this side sees it: handshake state, counters, heartbeats, and the queues of what is to be sent. Whatever
 * is wrong with the other side ends the link with a reason.
 */
public final class Link {
    private final long id;
    private final LinkTimes times;
    private final StreamCounters counters;
    private final SendQueues queues = new SendQueues();
    private final Heartbeats heartbeats;
    private LinkState state;
    private Position position;
    private String remote;
    private @Nullable Role remoteRole;
    private int remoteThreads;
    private String downReason = "";
    private Message.@Nullable Hello hello;
    private Message.@Nullable Confirm expected;
    private boolean blocked;

    private Link(final long id, final String remote, final LinkState state, final Position position,
                 final long incarnation, final LinkTimes times, final long nowNs) {
        this.id = id;
        this.remote = remote;
        this.state = state;
        this.position = position;
        this.times = times;
        this.counters = new StreamCounters(incarnation);
        this.heartbeats = new Heartbeats(times, nowNs);
    }

    /** A link that this side dialled; {@code hello} goes out first. */
    public static Link dialled(final long id, final String endpoint, final Message.Hello hello,
                               final Admission admission, final long incarnation, final LinkTimes times,
                               final long nowNs) {
        final Link link =
            new Link(id, endpoint, LinkState.DIALLED, hello.position(), incarnation, times, nowNs);
        link.hello = admission.signed(hello);
        link.queues.addHandshake(link.hello);
        return link;
    }

    /** A link that the other side dialled: it must say hello. */
    public static Link accepted(final long id, final String remote, final long incarnation, final LinkTimes times,
                                final long nowNs) {
        return new Link(id, remote, LinkState.HELLO_AWAITED, Position.PARENT, incarnation, times, nowNs);
    }

    public long id() {
        return id;
    }

    public LinkState state() {
        return state;
    }

    public boolean isOpen() {
        return state == LinkState.OPEN;
    }

    /** Where this node stands on the link. */
    public Position position() {
        return position;
    }

    /** The other side's name, or its address before the hello. */
    public String remote() {
        return remote;
    }

    /** Once the link is open. */
    public Role remoteRole() {
        return Objects.requireNonNull(remoteRole);
    }

    public long remoteIncarnation() {
        return counters.remoteIncarnation();
    }

    /** Render threads below the other side when it said hello, 0 if unknown. */
    public int remoteThreads() {
        return remoteThreads;
    }

    /** Smoothed round trip, 0 while unknown. */
    public long rttNs() {
        return heartbeats.rttNs();
    }

    public String downReason() {
        return downReason;
    }

    public int queued() {
        return queues.size();
    }

    public boolean hasRoomForReport() {
        return queues.hasRoomForReport();
    }

    /**
     * A message has come. True when it is to be handled; false when it was seen before or when it ended the link.
     */
    public boolean admit(final LinkHeader header, final Message message, final long nowNs) {
        if (state == LinkState.DOWN || state == LinkState.REFUSING) {
            return false;
        }
        switch (counters.admit(message.stream(), header)) {
            case SEEN -> {
                return false;
            }
            case GAP -> {
                fail("a gap in its " + message.stream() + " stream before message " + header.counter(), nowNs);
                return false;
            }
            case OTHER_PROCESS -> {
                fail("another process answers on this link", nowNs);
                return false;
            }
            case NEW -> {
                if (!Traffic.isAllowed(state, position, message)) {
                    fail(message.getClass().getSimpleName() + " from a " + (position == Position.PARENT ? "child"
                        : "parent") + " in state " + state, nowNs);
                    return false;
                }
            }
        }
        heartbeats.onHeard(nowNs);
        if (message instanceof Message.Heartbeat heartbeat) {
            heartbeats.onHeartbeat(heartbeat, nowNs);
        }
        return true;
    }

    /** The dialler is welcome; in a farm with a key, once it has proved itself. */
    public void welcome(final Message.Hello hello, final Message.Welcome answer, final Admission admission,
                        final long nowNs) {
        position = hello.position() == Position.CHILD ? Position.PARENT : Position.CHILD;
        remote = hello.name();
        remoteRole = hello.role();
        remoteThreads = hello.threads();
        final Message.Welcome signed = admission.signed(answer, hello);
        queues.addHandshake(signed);
        if (admission.isKeyed()) {
            expected = admission.confirm(hello, signed);
            transition(LinkState.PROOF_AWAITED, nowNs, "welcomed");
        } else {
            transition(LinkState.OPEN, nowNs, "welcomed");
        }
    }

    /** The dialler's proof. */
    public void onConfirm(final Message.Confirm message, final long nowNs) {
        if (Objects.requireNonNull(expected).proof().matches(message.proof())) {
            transition(LinkState.OPEN, nowNs, "proved");
        } else {
            fail(remote + " does not know the farm's key", nowNs);
        }
    }

    /** The dialler is not welcome: the refusal goes out, then the link ends. */
    public void refuse(final Message.Refuse answer, final long nowNs) {
        queues.addHandshake(answer);
        downReason = answer.reason();
        transition(LinkState.REFUSING, nowNs, answer.reason());
    }

    /** The acceptor's answer; who cannot prove that it is of the farm gets nothing more. */
    public void onWelcome(final Message.Welcome message, final Admission admission, final long nowNs) {
        final Message.Hello said = Objects.requireNonNull(hello);
        if (!admission.isMember(message, said)) {
            fail(message.name() + " does not know the farm's key", nowNs);
            return;
        }
        if (admission.isKeyed()) {
            queues.addHandshake(admission.confirm(said, message));
        }
        remote = message.name();
        remoteRole = message.role();
        transition(LinkState.OPEN, nowNs, "welcomed");
    }

    /** Ends the link with a reason. No effect when it is down. */
    public void fail(final String reason, final long nowNs) {
        if (state != LinkState.DOWN) {
            downReason = reason;
            transition(LinkState.DOWN, nowNs, reason);
        }
    }

    /** Queues a message of the control or report stream. */
    public void send(final Message message, final long nowNs) {
        if (state == LinkState.OPEN && !queues.add(message)) {
            fail(remote + " does not read: " + SendQueues.CONTROL_MAX + " control messages wait", nowNs);
        }
    }

    /** Forgets what is queued and void: it was never sent, so the counters do not know it. */
    public void unqueue(final Predicate<Message> isVoid, final SessionId viewsOf) {
        queues.remove(isVoid, viewsOf);
    }

    /**
     * Sends a block at once; false when the stream is full.
     *
     * @param base what its frame is a difference from; {@link BlockId#NONE}: nothing
     */
    public boolean sendBlock(final Block block, final BlockId base, final Outbox out) {
        return isOpen() && transmit(new Message.BlockData(block, 0, 1, base), out);
    }

    /** The node itself was not running for this long: nobody was silent meanwhile. */
    public void shift(final long gapNs) {
        heartbeats.shift(gapNs);
    }

    /** Watches the silence, sends heartbeats and what is queued. */
    public void poll(final Outbox out, final long nowNs) {
        if (state == LinkState.DOWN) {
            return;
        }
        if (heartbeats.isSilent(nowNs)) {
            fail(state == LinkState.DIALLED ? "no answer" : "silent for " + times.deadAfterNs() / 1_000_000 + " ms",
                nowNs);
            return;
        }
        if (isOpen() && heartbeats.isDue(nowNs)) {
            queues.addBeat(heartbeats.beat(nowNs));
        }
        blocked = !queues.drain(message -> transmit(message, out));
        if (state == LinkState.REFUSING && queues.isControlEmpty()) {
            transition(LinkState.DOWN, nowNs, downReason);
        }
    }

    private boolean transmit(final Message message, final Outbox out) {
        if (!out.send(id, counters.next(message.stream()), message)) {
            return false;
        }
        counters.onSent(message.stream());
        return true;
    }

    public long nextDeadlineNs() {
        if (state == LinkState.DOWN) {
            return Long.MAX_VALUE;
        }
        final long next = heartbeats.nextDeadlineNs(isOpen());
        return blocked ? Math.min(next, times.retryAtNs(heartbeats.polledNs())) : next;
    }

    private void transition(final LinkState to, final long nowNs, final String reason) {
        if (!state.next().contains(to)) {
            throw new IllegalStateException(state + " -> " + to + " at " + nowNs + ": " + reason);
        }
        state = to;
        if (to == LinkState.OPEN) {
            heartbeats.onHeard(nowNs);
        }
    }
}
