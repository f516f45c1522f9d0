package org.umbel.relay.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.relay.transport.Transport;

/** Two hosts, "parent" listening and "leaf" dialling. */
class SimulatedNetworkTest {
    private static final long INCARNATION = 0xA11CE;
    private static final long SECOND = 1_000_000_000L;
    private static final NetworkOptions ROUGH = NetworkOptions.LAN
        .withDelays(new NetworkOptions.Delays(1_000_000, 2_000_000, NetworkOptions.Jitter.EXPONENTIAL, 0.2, 50_000_000,
            30_000_000))
        .withMishaps(new NetworkOptions.Mishaps(0.1, 0, 0, 0)).withStreams(1_000_000, 4_000)
        .withDeathNotice(SECOND / 2, SECOND);

    private final EventQueue events = new EventQueue();
    private final TraceHash trace = new TraceHash();
    private SimulatedNetwork network = network(NetworkOptions.LAN, 7);
    private final Ears parentEars = new Ears();
    private final Ears leafEars = new Ears();
    private SimulatedTransport parent;
    private SimulatedTransport leaf;

    private SimulatedNetwork network(final NetworkOptions options, final long seed) {
        return new SimulatedNetwork(events, new SeededRandom(seed), options, Wire.OBJECTS, trace);
    }

    private long connect() {
        parent = network.attach("parent", true, () -> events.after(0, () -> parent.poll(parentEars, events.nowNs())));
        leaf = network.attach("leaf", false, () -> events.after(0, () -> leaf.poll(leafEars, events.nowNs())));
        return leaf.dial("parent", events.nowNs());
    }

    private void run(final long untilNs) {
        while (events.runNext(untilNs)) {
            continue;
        }
    }

    private boolean send(final long link, final long counter) {
        return leaf.send(link, new LinkHeader(INCARNATION, counter), new Message.Heartbeat(counter, 0), 0);
    }

    @Test
    void shouldDeliverInOrderWhenDelaysVaryAndRepeatOnlyWhatWasSeen() {
        network = network(ROUGH, 7);
        final long link = connect();
        for (int i = 0; i < 200; i++) {
            final long counter = i;
            events.at(i * 20_000_000L, () -> assertThat(send(link, counter)).isTrue());
        }
        run(60 * SECOND);
        long next = 0;
        for (final long counter : parentEars.counters) {
            assertThat(counter).isLessThanOrEqualTo(next);
            next = Math.max(next, counter + 1);
        }
        assertThat(next).isEqualTo(200);
        assertThat(network.totals().duplicates()).isPositive();
        assertThat(network.totals().delayed()).isPositive();
    }

    @Test
    void shouldRefuseSendsAndWakeSenderWhenReceiverDoesNotPoll() {
        network = network(ROUGH, 7);
        final int[] wakes = {0};
        parent = network.attach("parent", true, () -> {});
        leaf = network.attach("leaf", false, () -> wakes[0]++);
        final long link = leaf.dial("parent", 0);
        long sent = 0;
        while (send(link, sent)) {
            sent++;
        }
        run(10 * SECOND);
        assertThat(send(link, sent)).isFalse();
        assertThat(wakes[0]).isZero();
        parent.poll(parentEars, events.nowNs());
        assertThat(wakes[0]).isEqualTo(1);
        assertThat(send(link, sent)).isTrue();
        assertThat(sent).isEqualTo(4_000 / 80);
    }

    @Test
    void shouldLetControlOvertakeBlocks() {
        network = network(ROUGH, 7);
        final long link = connect();
        final Block block = new Block(BlockId.of(new byte[] {1}), 1, new byte[] {1});
        leaf.send(link, new LinkHeader(INCARNATION, 0), new Message.BlockData(block), 0);
        send(link, 0);
        run(10 * SECOND);
        assertThat(parentEars.messages.getFirst()).isInstanceOf(Message.Heartbeat.class);
        assertThat(parentEars.messages).anyMatch(message -> message instanceof Message.BlockData);
    }

    @Test
    void shouldTellPeerAndDeliverNothingMoreWhenClosed() {
        final long link = connect();
        run(SECOND);
        leaf.close(link, events.nowNs());
        assertThat(send(link, 0)).isTrue();
        run(2 * SECOND);
        assertThat(parentEars.downs).containsExactly("closed by peer");
        assertThat(parentEars.counters).isEmpty();
        assertThat(network.totals().linkDeaths()).isEqualTo(1);
    }

    @Test
    void shouldNoticeLaterWhenPeerIsKilled() {
        connect();
        run(SECOND);
        network.kill(leaf);
        run(SECOND + SECOND / 3);
        assertThat(parentEars.downs).isEmpty();
        run(3 * SECOND);
        assertThat(parentEars.downs).containsExactly("peer vanished");
    }

    @Test
    void shouldFailDialWhenNobodyListens() {
        leaf = network.attach("leaf", false, () -> events.after(0, () -> leaf.poll(leafEars, events.nowNs())));
        leaf.dial("nowhere", 0);
        run(2 * SECOND);
        assertThat(leafEars.downs).containsExactly("nobody answers at nowhere");
    }

    @Test
    void shouldHoldOneDirectionOnlyWhenPartitionIsOneWay() {
        final long link = connect();
        run(SECOND);
        network.partition("leaf", "parent", 5 * SECOND);
        send(link, 0);
        parent.send(parentEars.link, new LinkHeader(INCARNATION, 0), new Message.Heartbeat(0, 0), 0);
        run(4 * SECOND);
        assertThat(leafEars.counters).containsExactly(0L);
        assertThat(parentEars.counters).isEmpty();
        run(6 * SECOND);
        assertThat(parentEars.counters).containsExactly(0L);
    }

    @Test
    void shouldLoseOnlyATailWhenCut() {
        network = network(ROUGH, 3);
        final long link = connect();
        for (int i = 0; i < 20; i++) {
            send(link, i);
        }
        events.at(SECOND / 100, () -> network.cut("leaf", "parent"));
        run(10 * SECOND);
        assertThat(parentEars.downs).containsExactly("link cut");
        assertThat(leafEars.downs).containsExactly("link cut");
        for (int i = 0; i < parentEars.counters.size(); i++) {
            assertThat(parentEars.counters.get(i)).isLessThanOrEqualTo(i);
        }
    }

    @Test
    void shouldRepeatUnderOldNumberWhatEndedLinkSaidWhenThereIsAnother() {
        network = network(NetworkOptions.LAN.withMishaps(new NetworkOptions.Mishaps(0, 1, 0, 0)), 7);
        final long link = connect();
        send(link, 0);
        run(SECOND);
        final long first = parentEars.link;
        leaf.close(link, events.nowNs());
        run(2 * SECOND);
        assertThat(parentEars.counters).containsExactly(0L);
        leaf.dial("parent", events.nowNs());
        run(4 * SECOND);
        assertThat(parentEars.link).isNotEqualTo(first);
        assertThat(parentEars.counters).containsExactly(0L, 0L);
        assertThat(parentEars.from).isEqualTo(first);
        assertThat(network.totals().ghosts()).isEqualTo(1);
    }

    @Test
    void shouldSlowOneDirectionOnly() {
        final long link = connect();
        run(SECOND);
        network.slow("leaf", "parent", 80, 20 * SECOND);
        send(link, 0);
        send(link, 1);
        run(2 * SECOND + SECOND / 2);
        assertThat(parentEars.counters).containsExactly(0L);
        run(4 * SECOND);
        assertThat(parentEars.counters).containsExactly(0L, 1L);
    }

    @Test
    void shouldLeaveSameTraceWhenSeedIsSame() {
        final long[] hashes = new long[3];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = traceOf(i < 2 ? 42 : 43);
        }
        assertThat(hashes[0]).isEqualTo(hashes[1]).isNotEqualTo(hashes[2]);
    }

    private static long traceOf(final long seed) {
        final SimulatedNetworkTest other = new SimulatedNetworkTest();
        other.network = other.network(ROUGH, seed);
        final long link = other.connect();
        for (int i = 0; i < 40; i++) {
            other.send(link, i);
        }
        other.run(20 * SECOND);
        return other.trace.value();
    }

    /** Remembers what it hears. */
    private static final class Ears implements Transport.Handler {
        private final List<Long> counters = new ArrayList<>();
        private final List<Message> messages = new ArrayList<>();
        private final List<String> downs = new ArrayList<>();
        private long link;
        private long from;

        @Override
        public void onAccepted(final long accepted, final String remote, final long nowNs) {
            link = accepted;
        }

        @Override
        public void onMessage(final long itsLink, final LinkHeader header, final Message message, final long nowNs) {
            from = itsLink;
            counters.add(header.counter());
            messages.add(message);
        }

        @Override
        public void onMalformed(final long from, final String remote, final String reason, final long nowNs) {
            throw new AssertionError("malformed: " + reason);
        }

        @Override
        public void onDown(final long from, final String reason, final long nowNs) {
            downs.add(reason);
        }
    }
}
