package org.umbel.relay.group;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Sends messages to the members of a group. One thread; time is an argument. Call {@link #next} until it has nothing
 * to send, send each datagram to the group, hand in what members answer, and call again at the deadline.
 */
public final class GroupSource {
    /** Answer to an offer that does not fit the window now, or that nobody would hear. */
    public static final long FULL = -1;

    private static final double SECOND_NS = 1e9;

    private final GroupOptions options;
    private final long token;
    private final GroupListener listener;
    private final Members members = new Members();
    private final ShardStream stream;
    private final Deliveries deliveries;
    private final Patience patience;
    private final RateControl rate;
    private final Pacer pacer;
    private final ErasureCode code;
    private final byte[] parity;
    private int sequence;
    private int wanted;
    private boolean isFull;
    private long probeNs = Long.MAX_VALUE;
    private long announceNs = Long.MAX_VALUE;
    private long announceWaitNs;
    private long bytes;
    private long repairs;
    private long datagrams;

    /** @param token 64 bits that nobody guesses; the group's sinks have the same */
    public GroupSource(final GroupOptions options, final long token, final GroupListener listener,
                       final long nowNs) {
        this.options = options;
        this.token = token;
        this.listener = listener;
        stream = new ShardStream(options);
        deliveries = new Deliveries(stream);
        patience = new Patience(options.times(), members, stream, nowNs);
        rate = new RateControl(options.bytesPerSecond());
        pacer = new Pacer(rate.bytesPerSecond(), nowNs);
        code = new ErasureCode(options.shardBytes());
        parity = new byte[options.shardBytes()];
        useRate();
    }

    /**
     * Looks for a member; the listener is told whether it was heard.
     *
     * @param member 0..65535, of nobody else who is in the group now; at most 64 of them
     */
    public void add(final int member, final long nowNs) {
        members.add(member, nowNs);
        probeNs = nowNs;
    }

    /** Lets a member go, if it is one; the listener is told what it has not got. */
    public void remove(final int member) {
        final Member known = members.get(member);
        if (known != null) {
            leave(known, "removed");
        }
    }

    /** Members that were heard. */
    public int members() {
        return members.heard();
    }

    /**
     * Takes a message for all members that were heard, by a copy.
     *
     * @return its number, counted from 0, or {@link #FULL}: nothing was taken
     */
    public long offer(final byte[] message) {
        if (message.length == 0 || message.length > options.messageBytesMax()) {
            throw new IllegalArgumentException("a message of " + message.length + " bytes");
        }
        isFull = members.heard() == 0 || !stream.fits(message.length);
        if (isFull) {
            return FULL;
        }
        final long number = stream.append(message);
        deliveries.onOffered(number);
        return number;
    }

    /**
     * Writes the datagram that is due into a buffer of at least {@link GroupOptions#datagramBytes()}, from 0 on.
     *
     * @return its bytes; 0: none is due
     */
    public int next(final ByteBuffer datagram, final long nowNs) {
        if (patience.isDue(nowNs)) {
            final boolean isHeldUp = isFull && wanted == 0 && !stream.hasData();
            patience.check(isHeldUp, nowNs).forEach(this::leave);
        }
        datagram.clear();
        if (nowNs >= probeNs) {
            writeProbe(datagram, nowNs);
        } else if (nowNs >= pacer.dueNs()) {
            writePaced(datagram, nowNs);
        }
        if (datagram.position() > 0) {
            pacer.onSent(datagram.position() + options.overheadBytes(), nowNs);
            bytes += datagram.position();
            datagrams++;
        }
        return datagram.position();
    }

    /** A datagram came: what is no report of a member is ignored. */
    public void onDatagram(final ByteBuffer datagram, final long nowNs) {
        final Header header = Header.read(datagram, token);
        final Report report = header == null ? null : Report.read(header, datagram);
        final Member member = report == null ? null : members.get(report.member());
        if (report == null || member == null || report.sequence() - sequence >= 0
            || report.low() > stream.sending() + 1) {
            return;
        }
        if (!member.isHeard()) {
            join(member, report, nowNs);
        }
        if (member.base == report.base()) {
            onReport(member, report, nowNs);
        }
    }

    /** When {@link #next} is to be called again, if nothing else happens. */
    public long nextDeadlineNs() {
        long deadlineNs = Math.min(probeNs, patience.nextDeadlineNs());
        if (wanted > 0 || stream.hasData()) {
            deadlineNs = Math.min(deadlineNs, pacer.dueNs());
        } else if (stream.floor() < stream.sending()) {
            deadlineNs = Math.min(deadlineNs, Math.max(announceNs, pacer.dueNs()));
        }
        return deadlineNs;
    }

    /** The rate that was found to be right, in bytes per second on the link. */
    public long bytesPerSecond() {
        return rate.bytesPerSecond();
    }

    /** What was sent so far. */
    public Sent sent() {
        return new Sent(datagrams, bytes, repairs);
    }

    /** Bytes kept for messages, at most the window. */
    long keptBytes() {
        return (long) stream.shards() * options.shardBytes();
    }

    private void writeProbe(final ByteBuffer datagram, final long nowNs) {
        final List<Member> silent = members.those(member -> !member.isHeard());
        probeNs = silent.isEmpty() ? Long.MAX_VALUE : nowNs + options.times().probeEveryNs();
        if (!silent.isEmpty()) {
            header(DatagramKind.PROBE, 0, silent.size(), stream.untouched(), datagram);
            silent.forEach(member -> datagram.putShort((short) member.number));
        }
    }

    private void writePaced(final ByteBuffer datagram, final long nowNs) {
        if (wanted > 0) {
            writeRepair(datagram);
        } else if (stream.hasData()) {
            writeData(datagram);
            announceWaitNs = options.times().announceNs();
            announceNs = nowNs + announceWaitNs;
        } else if (nowNs >= announceNs && stream.floor() < stream.sending()) {
            writeAnnouncement(datagram);
            announceNs = nowNs + announceWaitNs;
            announceWaitNs = Math.min(2 * announceWaitNs, 16 * options.times().announceNs());
        }
    }

    private void writeRepair(final ByteBuffer datagram) {
        int g = stream.floor();
        while (stream.generation(g).wanted == 0) {
            g++;
        }
        final SourceGeneration generation = stream.generation(g);
        final int index = generation.sendRepair(sequence);
        wanted--;
        repairs++;
        header(DatagramKind.SHARD, index, generation.count(), g, datagram);
        if (index < generation.count()) {
            datagram.put(generation.shards[index], 0, generation.bytes(index, options.shardBytes()));
        } else {
            code.parity(generation.shards, generation.count(), index, parity);
            datagram.put(parity);
        }
    }

    private void writeData(final ByteBuffer datagram) {
        final SourceGeneration generation = stream.toSend();
        final int index = generation.sendData(sequence);
        header(DatagramKind.SHARD, index, generation.isClosed() ? generation.count() : 0, generation.number, datagram);
        datagram.put(generation.shards[index], 0, generation.bytes(index, options.shardBytes()));
        stream.onSent();
    }

    private void writeAnnouncement(final ByteBuffer datagram) {
        final SourceGeneration last = stream.generation(stream.sending() - 1);
        header(DatagramKind.ANNOUNCEMENT, 0, last.count(), last.number, datagram);
    }

    private void header(final DatagramKind kind, final int index, final int count, final int generation,
                        final ByteBuffer datagram) {
        new Header(kind, index, count, stream.floor(), sequence++, generation).write(datagram, token);
    }

    private void join(final Member member, final Report report, final long nowNs) {
        if (report.base() >= stream.floor() && report.base() <= stream.untouched()) {
            member.base = report.base();
            member.low = report.base();
            member.progressNs = nowNs;
            member.firstMessage = stream.firstMessage(member.base);
            members.onHeard();
            beginRound();
            listener.joined(member.number, member.firstMessage);
        }
    }

    private void onReport(final Member member, final Report report, final long nowNs) {
        if (member.hasMore(report)) {
            member.progressNs = nowNs;
        }
        for (int g = Math.max(stream.floor(), member.base); g < stream.sending(); g++) {
            final SourceGeneration generation = stream.generation(g);
            final int held = report.held(g);
            if ((generation.completeAt & member.bit()) != 0) {
                continue;
            }
            if (held == Report.COMPLETE) {
                generation.completeAt |= member.bit();
                deliveries.onComplete(member, generation)
                    .forEach(message -> listener.delivered(member.number, message));
            } else {
                wanted += generation.onHeld(held, report.sequence());
            }
        }
        release();
        if (members.get(member.number) == member && member.sample(report, rate.roundSequence())) {
            onSample(member);
        }
    }

    private void onSample(final Member member) {
        final String reason = patience.whyLossy(member, rate.loss());
        if (!reason.isEmpty()) {
            leave(member, reason);
        } else if (rate.onLoss(member.loss(), members.heard())) {
            beginRound();
            useRate();
        }
    }

    /** Of the rate control, also when there are other members than before. */
    private void beginRound() {
        rate.begin(sequence);
        members.all().forEach(Member::beginSample);
    }

    private void useRate() {
        final long bytesPerSecond = rate.bytesPerSecond();
        pacer.rate(bytesPerSecond);
        final double shards = bytesPerSecond / SECOND_NS * options.times().generationNs()
            / (options.datagramBytes() + options.overheadBytes());
        stream.generationShards(Math.max(GroupOptions.GENERATION_SHARDS_MIN, (long) shards));
    }

    private void leave(final Member member, final String reason) {
        members.remove(member);
        beginRound();
        final long[] missing = deliveries.onLeft(member);
        for (int g = stream.floor(); g < stream.sending(); g++) {
            stream.generation(g).completeAt &= ~member.bit();
        }
        if (members.heard() == 0) {
            stream.clear();
            deliveries.clear();
            wanted = 0;
        } else {
            release();
        }
        listener.left(member.number, reason, missing);
    }

    /** Lets go of what everybody has who is to have it. */
    private void release() {
        while (stream.floor() < stream.sending()) {
            final SourceGeneration first = stream.generation(stream.floor());
            final long entitled = members.entitled(first.number);
            if ((first.completeAt & entitled) != entitled) {
                break;
            }
            wanted -= first.wanted;
            stream.release();
        }
        deliveries.onReleased(stream.floor());
    }
}
