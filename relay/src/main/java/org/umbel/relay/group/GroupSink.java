package org.umbel.relay.group;

import java.nio.ByteBuffer;

/**
 * A member of a group: hears its datagrams, hands on its messages, and says what it lacks. One thread; time is an
 * argument. It begins with the first message that is sent after the source has asked for it; when it was given up it
 * is silent until it is asked for again.
 */
public final class GroupSink {
    private static final int NONE = -1;

    private final GroupOptions options;
    private final long token;
    private final int member;
    private final SinkWindow window;
    private final Reassembly reassembly;
    private final ErasureCode code;
    private int base = NONE;
    private int sequence;
    private int heard;
    private boolean hasNews;
    private long reportedNs;
    private long reportNs = Long.MAX_VALUE;

    /** Takes whole messages. */
    @FunctionalInterface
    public interface Consumer {
        /**
         * A message, once, in any order.
         *
         * @param message the consumer's own from now on
         */
        void onMessage(long number, byte[] message);
    }

    /** @param token the group's; datagrams of another are ignored */
    public GroupSink(final GroupOptions options, final long token, final int member, final Consumer consumer) {
        this.options = options;
        this.token = token;
        this.member = member;
        window = new SinkWindow(options);
        code = new ErasureCode(options.shardBytes());
        reassembly = new Reassembly(window, options.messageBytesMax(), consumer);
    }

    /**
     * A datagram came, whoever sent it. Read from its position; left anywhere.
     *
     * @return whether it is one of the group's source
     */
    public boolean onDatagram(final ByteBuffer datagram, final long nowNs) {
        final Header header = Header.read(datagram, token);
        if (header == null || header.kind() == DatagramKind.REPORT) {
            return false;
        }
        if (heard == 0 || header.sequence() - sequence > 0) {
            sequence = header.sequence();
        }
        heard++;
        if (header.floor() > window.low()) {
            base = NONE;
            reportNs = Long.MAX_VALUE;
        }
        if (header.kind() == DatagramKind.PROBE) {
            onProbe(header, datagram, nowNs);
        } else if (base != NONE) {
            final int end = window.end();
            if (window.hears(header.generation())) {
                onGeneration(header, datagram);
            }
            hasNews |= window.end() > end && end > base;
            schedule(header, nowNs);
        }
        return true;
    }

    /**
     * Writes the report that is due into a buffer of at least {@link GroupOptions#datagramBytes()}, from 0 on.
     *
     * @return its bytes; 0: none is due
     */
    public int next(final ByteBuffer datagram, final long nowNs) {
        datagram.clear();
        if (nowNs < reportNs) {
            return 0;
        }
        reportNs = Long.MAX_VALUE;
        reportedNs = nowNs;
        hasNews = false;
        final byte[] held = new byte[window.end() - window.low()];
        for (int i = 0; i < held.length; i++) {
            final int number = window.low() + i;
            final SinkGeneration generation = window.get(number);
            held[i] = (byte) (window.isComplete(number) ? Report.COMPLETE : generation == null ? 0
                : Math.min(generation.held(), Report.COMPLETE - 1));
        }
        new Report(member, sequence, heard, base, window.low(), held).write(datagram, token);
        return datagram.position();
    }

    /** When {@link #next} is to be called again, if no datagram comes. */
    public long nextDeadlineNs() {
        return reportNs;
    }

    /** Whether the source has asked for this member, and has not given it up since. */
    public boolean isMember() {
        return base != NONE;
    }

    /** Bytes kept of messages that are not whole, at most the window and a little. */
    long keptBytes() {
        return (long) window.shards() * options.shardBytes();
    }

    private void onProbe(final Header header, final ByteBuffer datagram, final long nowNs) {
        boolean isMeant = false;
        for (int i = 0; i < header.count() && datagram.remaining() >= Short.BYTES; i++) {
            isMeant |= (datagram.getShort() & 0xffff) == member;
        }
        if (isMeant) {
            // Who was given up, but has everything all the same, begins anew too: its old base is gone at the source.
            if (base < header.floor()) {
                // A probe may come late: nothing that was heard of is begun twice.
                base = Math.max(header.generation(), window.end());
                window.begin(base);
            }
            reportedNs = nowNs;
            reportNs = nowNs;
        }
    }

    private void onGeneration(final Header header, final ByteBuffer datagram) {
        final SinkGeneration generation = window.getOrMake(header.generation());
        final boolean wasCounted = generation.count() > 0;
        if (!generation.onCount(header.count())) {
            return;
        }
        if (header.kind() == DatagramKind.ANNOUNCEMENT) {
            generation.onEndSeen();
        } else {
            onShard(generation, header, datagram);
        }
        if (!wasCounted && generation.count() > 0) {
            reassembly.onEnd(generation);
        }
        if (generation.isDecodable()) {
            complete(generation);
        }
    }

    private void onShard(final SinkGeneration generation, final Header header, final ByteBuffer datagram) {
        final int index = header.index();
        if (generation.count() > 0 && index >= generation.count() - 1) {
            generation.onEndSeen();
        }
        final boolean isData = header.count() == 0 || index < header.count();
        if (generation.shards[index] != null || datagram.remaining() > options.shardBytes()
            || generation.count() > 0 && isData != index < generation.count()) {
            return;
        }
        final byte[] shard = window.takeShard();
        if (shard == null) {
            return;
        }
        datagram.get(shard, 0, datagram.remaining());
        generation.add(index, shard);
        if (isData) {
            reassembly.onShard(generation, index);
        }
    }

    private void complete(final SinkGeneration generation) {
        final boolean[] isNew = new boolean[generation.count()];
        for (int i = 0; i < isNew.length; i++) {
            isNew[i] = generation.shards[i] == null;
        }
        code.recover(generation.shards, generation.count());
        for (int i = 0; i < isNew.length; i++) {
            if (isNew[i]) {
                reassembly.onShard(generation, i);
            }
        }
        window.onComplete(generation, reassembly.tail(generation));
        window.sweep();
        hasNews = true;
    }

    /** At once when it is asked, soon when there is something to say or something is lacking. */
    private void schedule(final Header header, final long nowNs) {
        if (header.kind() == DatagramKind.ANNOUNCEMENT) {
            reportNs = nowNs;
            return;
        }
        final SinkGeneration last = window.get(window.end() - 1);
        final boolean isLacking = window.low() < window.end() - 1
            || last != null && last.isEndSeen() && !last.isComplete();
        if (hasNews || isLacking) {
            reportNs = Math.min(reportNs, Math.max(nowNs, reportedNs + options.times().reportNs()));
        }
    }
}
