package org.umbel.relay.aeron;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.MessageCodec;
import org.umbel.relay.group.GroupListener;
import org.umbel.relay.group.GroupOptions;
import org.umbel.relay.group.GroupSink;
import org.umbel.relay.group.GroupSource;
import org.umbel.relay.multicast.MulticastReceiver;
import org.umbel.relay.multicast.MulticastSender;
import org.umbel.relay.transport.Transport;
import org.umbel.topology.Endpoint;

/**
 * The group of this process's children, on the interface of the first child's link, and those of its parents, each
 * heard on the interface of the parent's link. The sockets are opened when they are needed. A network that refuses is
 * told once, and means no group.
 */
final class GroupStreams implements AutoCloseable {
    /** Of the addresses for use within one site (RFC 2365). */
    private static final int SITE_PREFIX = 239 << 24 | 255 << 16;
    private static final int PORT_MIN = 20_000;
    private static final int PORTS = 10_000;
    /** A block is named by its content, and whose group it came by is known from the token. */
    private static final LinkHeader NO_HEADER = new LinkHeader(0, 0);

    private final long bytesPerSecond;
    private final SocketWait wait;
    private final Consumer<String> log;
    private final MessageCodec codec = new MessageCodec();
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer(WireStream.BLOCK.messageBytesMax());
    private final Map<Long, Integer> members = new HashMap<>();
    private final Map<Integer, Long> links = new HashMap<>();
    private final Map<Long, MulticastReceiver> receivers = new LinkedHashMap<>();
    private final Queue<Event> events = new ArrayDeque<>();
    private @Nullable Source source;
    private boolean isRefused;
    private int memberNext;
    private boolean isMoved;

    /** What the handler is to hear in the next poll. */
    @FunctionalInterface
    private interface Event {
        void tell(Transport.Handler handler, long nowNs);
    }

    /** The same of one member. */
    @FunctionalInterface
    private interface LinkEvent {
        void tell(Transport.Handler handler, long link, long nowNs);
    }

    /** What this process sends to all. */
    private record Source(InetAddress local, InetSocketAddress group, long token, GroupSource source,
                          MulticastSender sender) {}

    /** @param bytesPerSecond of this process's group; 0: it has none */
    GroupStreams(final long bytesPerSecond, final SocketWait wait, final Consumer<String> log) {
        this.bytesPerSecond = bytesPerSecond;
        this.wait = wait;
        this.log = log;
    }

    /** @param local of this side's end of the link */
    Optional<Message.Invite> invite(final long link, final String local, final long nowNs) {
        final Source open = bytesPerSecond == 0 || isRefused ? null : source(local, nowNs);
        if (open == null || !open.local.getHostAddress().equals(local)) {
            return Optional.empty();
        }
        forget(link);
        final int member = memberNext++;
        members.put(link, member);
        links.put(member, link);
        open.source.add(member, nowNs);
        return Optional.of(new Message.Invite(Routes.literal(open.group), open.token, member));
    }

    private @Nullable Source source(final String local, final long nowNs) {
        if (source == null) {
            try {
                final InetAddress address = InetAddress.ofLiteral(local);
                source = carriesGroups(address) ? open(address, nowNs) : null;
            } catch (final IOException | RuntimeException e) {
                isRefused = true;
                log.accept("each child is sent its own copy of each block: no multicast from " + local + ": "
                    + ErrorLines.firstLine(e));
            }
        }
        return source;
    }

    private static boolean carriesGroups(final InetAddress local) throws SocketException {
        final NetworkInterface at = local.isAnyLocalAddress() ? null : NetworkInterface.getByInetAddress(local);
        return at != null && !at.isLoopback() && at.supportsMulticast() && local instanceof Inet4Address;
    }

    private Source open(final InetAddress local, final long nowNs) throws IOException {
        final ThreadLocalRandom random = ThreadLocalRandom.current();
        final byte[] address = ByteBuffer.allocate(Integer.BYTES).putInt(SITE_PREFIX | random.nextInt(1, 1 << 16))
            .array();
        final InetSocketAddress group =
            new InetSocketAddress(InetAddress.getByAddress(address), PORT_MIN + random.nextInt(PORTS));
        final long token = random.nextLong();
        final GroupOptions options = GroupOptions.of(bytesPerSecond);
        final GroupSource sends = new GroupSource(options, token, new Listener(), nowNs);
        final MulticastSender sender = MulticastSender.open(local, group, sends, options);
        wait.watch(sender.channel());
        return new Source(local, group, token, sends, sender);
    }

    /** Hears a parent's group. */
    void join(final long link, final String local, final Message.Invite invite) {
        close(receivers.remove(link));
        try {
            final Endpoint group = Endpoint.parse(invite.group());
            final InetAddress address = InetAddress.ofLiteral(group.host());
            if (!address.isMulticastAddress()) {
                throw new IOException(invite.group() + " is no multicast address");
            }
            final GroupOptions options = GroupOptions.of(Math.max(1, bytesPerSecond));
            final GroupSink sink = new GroupSink(options, invite.token(), invite.member(),
                (number, message) -> onMessage(link, message));
            final MulticastReceiver receiver = MulticastReceiver.open(InetAddress.ofLiteral(local),
                new InetSocketAddress(address, group.port()), sink, options);
            wait.watch(receiver.channel());
            receivers.put(link, receiver);
        } catch (final IOException | RuntimeException e) {
            log.accept("blocks for all are not heard here: " + ErrorLines.firstLine(e));
        }
    }

    private void onMessage(final long link, final byte[] message) {
        if (codec.decode(new UnsafeBuffer(message), 0, message.length) instanceof MessageCodec.Decoded.Ok ok
            && ok.message() instanceof Message.BlockData data && data.shardCount() == 1
            && data.base().equals(BlockId.NONE)) {
            events.add((handler, nowNs) -> handler.onHeard(link, data.block(), nowNs));
        }
    }

    /** A block to all members: its number, or -1 when the stream is full. */
    long send(final Block block) {
        if (source == null) {
            return GroupSource.FULL;
        }
        final byte[] message = new byte[codec.encode(NO_HEADER, new Message.BlockData(block), scratch, 0)];
        scratch.getBytes(0, message);
        return source.source.offer(message);
    }

    /** Moves datagrams and tells what has happened. Returns how much has. */
    int poll(final Transport.Handler handler, final long nowNs) {
        int datagrams = source == null ? 0 : source.sender.poll(nowNs);
        for (final MulticastReceiver receiver : receivers.values()) {
            datagrams += receiver.poll(nowNs);
        }
        isMoved = datagrams > 0;
        int work = 0;
        for (Event event = events.poll(); event != null; event = events.poll()) {
            event.tell(handler, nowNs);
            work++;
        }
        return work;
    }

    /** Whether datagrams went or came in the last {@link #poll}: there may be more. */
    boolean isMoved() {
        return isMoved;
    }

    /** When to poll again, if nothing comes before. */
    long nextDeadlineNs() {
        long next = source == null ? Long.MAX_VALUE : source.sender.nextDeadlineNs();
        for (final MulticastReceiver receiver : receivers.values()) {
            next = Math.min(next, receiver.nextDeadlineNs());
        }
        return events.isEmpty() ? next : Long.MIN_VALUE;
    }

    /** Whether something is on its way, and so every datagram counts. */
    boolean isBusy() {
        return nextDeadlineNs() != Long.MAX_VALUE;
    }

    /** A link has ended. */
    void forget(final long link) {
        final Integer member = members.remove(link);
        if (member != null && source != null) {
            links.remove(member);
            source.source.remove(member);
        }
        close(receivers.remove(link));
    }

    private void close(final @Nullable AutoCloseable socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (final Exception e) {
                log.accept("a socket of a group did not close: " + e);
            }
        }
    }

    @Override
    public void close() {
        close(source == null ? null : source.sender);
        receivers.values().forEach(this::close);
    }

    private final class Listener implements GroupListener {
        @Override
        public void joined(final int member, final long firstMessage) {
            tell(member, (handler, link, nowNs) -> handler.onMember(link, nowNs));
        }

        @Override
        public void delivered(final int member, final long message) {
            tell(member, (handler, link, nowNs) -> handler.onReceived(link, message, nowNs));
        }

        @Override
        public void left(final int member, final String reason, final long[] messages) {
            tell(member, (handler, link, nowNs) -> handler.onLeft(link, reason, nowNs));
        }

        private void tell(final int member, final LinkEvent event) {
            final Long link = links.get(member);
            if (link != null) {
                events.add((handler, nowNs) -> event.tell(handler, link, nowNs));
            }
        }
    }
}
