package org.umbel.relay.multicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.relay.group.GroupListener;
import org.umbel.relay.group.GroupOptions;
import org.umbel.relay.group.GroupSink;
import org.umbel.relay.group.GroupSource;

/** Real sockets, on the loopback interface. */
final class MulticastTest {
    private static final GroupOptions OPTIONS = GroupOptions.of(50_000_000);
    private static final long TOKEN = 0x5eed;
    private static final int MESSAGES = 40;
    private static final int MESSAGE_BYTES = 30_000;
    private static final long PATIENCE_NS = 30_000_000_000L;

    private final List<String> said = new ArrayList<>();
    private int delivered;
    private final GroupListener listener = new GroupListener() {
        @Override
        public void joined(final int member, final long firstMessage) {
            said.add("joined " + member);
        }

        @Override
        public void delivered(final int member, final long message) {
            delivered++;
        }

        @Override
        public void left(final int member, final String reason, final long[] messages) {
            said.add("left " + member + ": " + reason);
        }
    };

    @Test
    void shouldDeliverToTwoReceiversOfOneMachine() throws IOException {
        final InetAddress local = InetAddress.getLoopbackAddress();
        final InetSocketAddress group = new InetSocketAddress("239.231.7.7", freePort());
        final GroupSource source = new GroupSource(OPTIONS, TOKEN, listener, System.nanoTime());
        final List<Integer> lengths = new ArrayList<>();
        final GroupSink first = new GroupSink(OPTIONS, TOKEN, 1, (number, message) -> lengths.add(message.length));
        final GroupSink second = new GroupSink(OPTIONS, TOKEN, 2, (number, message) -> lengths.add(message.length));
        try (MulticastSender sender = MulticastSender.open(local, group, source, OPTIONS);
             MulticastReceiver one = MulticastReceiver.open(local, group, first, OPTIONS);
             MulticastReceiver two = MulticastReceiver.open(local, group, second, OPTIONS);
             Selector selector = Selector.open()) {
            assertThat(sender.buffers()).startsWith("receive buffer ").endsWith("of 4194304 bytes");
            sender.channel().register(selector, SelectionKey.OP_READ);
            one.channel().register(selector, SelectionKey.OP_READ);
            two.channel().register(selector, SelectionKey.OP_READ);
            source.add(1, System.nanoTime());
            source.add(2, System.nanoTime());
            final long endNs = System.nanoTime() + PATIENCE_NS;
            int offered = 0;
            while (delivered < 2 * MESSAGES && System.nanoTime() - endNs < 0 && said.size() <= 2) {
                while (source.members() == 2 && offered < MESSAGES
                    && source.offer(new byte[MESSAGE_BYTES + offered]) != GroupSource.FULL) {
                    offered++;
                }
                final long nowNs = System.nanoTime();
                if (sender.poll(nowNs) + one.poll(nowNs) + two.poll(nowNs) == 0) {
                    selector.select(key -> {}, 1);
                }
            }
            assumeTrue(!said.isEmpty() && said.getFirst().startsWith("joined"),
                () -> "no multicast on the loopback interface here: " + said + sender.trouble());
            assertThat(said).containsExactlyInAnyOrder("joined 1", "joined 2");
            assertThat(lengths).hasSize(2 * MESSAGES);
            assertThat(sender.address().getAddress()).isEqualTo(local);
        }
    }

    @Test
    void shouldSayWhenNoInterfaceHasTheAddress() throws IOException {
        final InetAddress nowhere = InetAddress.getByName("203.0.113.7");
        final GroupSource source = new GroupSource(OPTIONS, TOKEN, listener, 0);
        assertThatThrownBy(
            () -> MulticastSender.open(nowhere, new InetSocketAddress("239.231.7.7", 1), source, OPTIONS))
            .isInstanceOf(IOException.class).hasMessage("no interface has the address 203.0.113.7");
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
