package org.umbel.relay.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.relay.simulated.SeededRandom;

/** Datagrams that are garbled, or made up by one who knows the token: nothing is thrown, and nothing grows. */
final class GroupGarbageTest {
    private static final GroupOptions OPTIONS = new GroupOptions(1_000_000, 400, 42, 32, 1 << 18, 100_000,
        GroupTimes.LAN);
    private static final long KEPT_MAX = OPTIONS.windowBytes() + OPTIONS.messageBytesMax()
        + 3L * Header.SHARDS_MAX * OPTIONS.shardBytes();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldBearWhateverASinkIsSent(final long seed) {
        final SeededRandom random = new SeededRandom(seed);
        final long[] bytes = new long[1];
        final GroupSink sink = new GroupSink(OPTIONS, ToyNetwork.TOKEN, 1,
            (number, message) -> bytes[0] += message.length);
        final ByteBuffer report = ByteBuffer.allocate(OPTIONS.datagramBytes());
        for (int i = 0; i < 20_000; i++) {
            sink.onDatagram(made(random, i % 500 == 0 ? DatagramKind.PROBE : DatagramKind.SHARD), i * 1000L);
            assertThat(sink.keptBytes()).isLessThan(KEPT_MAX);
            sink.next(report, i * 1000L);
        }
        assertThat(bytes[0]).as("made of what came").isLessThan(20_000L * 2 * OPTIONS.datagramBytes() * 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldBearWhateverASourceIsSent(final long seed) {
        final SeededRandom random = new SeededRandom(seed);
        final ToyNetwork network = new ToyNetwork(OPTIONS, seed);
        network.add(1);
        network.add(2);
        for (int i = 0; i < 4_000; i++) {
            if (i % 100 == 0) {
                network.queue(random.between(1, OPTIONS.messageBytesMax()));
            }
            network.run(ToyNetwork.MS / 10);
            final ByteBuffer made = made(random, DatagramKind.REPORT);
            if (i > 2_000) {
                made.putLong(0, ToyNetwork.TOKEN + 1);
            }
            network.source.onDatagram(made, network.nowNs);
            assertThat(network.source.keptBytes()).isLessThanOrEqualTo(OPTIONS.windowBytes());
        }
    }

    @Test
    void shouldIgnoreDatagramsOfAnotherGroup() {
        final ToyNetwork network = new ToyNetwork(OPTIONS, 1);
        final GroupSink other = new GroupSink(OPTIONS, ToyNetwork.TOKEN + 1, 0, (number, message) -> {});
        network.source.add(0, network.nowNs);
        final ByteBuffer datagram = ByteBuffer.allocate(OPTIONS.datagramBytes());
        assertThat(network.source.next(datagram, network.nowNs)).isPositive();
        assertThat(other.onDatagram(datagram.flip(), network.nowNs)).isFalse();
        assertThat(other.isMember()).isFalse();
        assertThat(other.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    /** With the right token, and the rest at random but near to what could be. */
    private static ByteBuffer made(final SeededRandom random, final DatagramKind kind) {
        final ByteBuffer made = ByteBuffer.allocate(2 * OPTIONS.datagramBytes());
        final int generation = random.chance(0.01) ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(40);
        new Header(kind, random.nextInt(256), random.chance(0.5) ? 32 : random.nextInt(256),
            generation - random.nextInt(4), random.nextInt(1000), generation).write(made, ToyNetwork.TOKEN);
        made.putShort((short) random.between(0, 3)).putInt(random.nextInt(100)).putInt(random.nextInt(50));
        for (int i = random.nextInt(made.remaining()); i > 0; i--) {
            made.put((byte) (random.chance(0.5) ? 0 : random.nextInt(256)));
        }
        return made.flip();
    }
}
