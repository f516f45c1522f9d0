package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams over one link, packet by packet, in virtual time: a queue of so many bytes, and what is more is lost. */
final class SendWindowTest {
    private static final int PACKET = PacketSizes.USUAL_BYTES;
    private static final long MAX = 1 << 20;

    /** A stream as Aeron sends it: in order, and the first gap again. */
    private static final class Stream {
        final SendWindow window = new SendWindow(MAX);
        final RoundTrip roundTrip = new RoundTrip();
        /** Packets that have come and wait for an earlier one. */
        final TreeSet<Long> early = new TreeSet<>();
        long sent;
        long has;
        long high;
        long againAtUs;
        long againFrom;
        long againEnd;
        int againTimes;
        long told;
        long heartbeatUs;
        long againBytes;

        /** Bytes that the other side lacks next. */
        long gap() {
            return has == high ? 0 : (early.isEmpty() ? high : early.first()) - has;
        }
    }

    /** A packet, a heartbeat (gap -2) or, coming back, the word of what the other side has and lacks. */
    private record Flight(Stream stream, long position, long atUs, long gap) {}

    private final SplittableRandom random = new SplittableRandom(0x11ac);
    private final List<Stream> streams = new ArrayList<>();
    private final List<Flight> flights = new ArrayList<>();
    private double bytesPerUs;
    private long queueBytes;
    private long delayUs;
    private double loss;
    private long nowUs;
    private double freeAtUs;

    private void link(final int mbit, final int queueMs, final long newDelayUs, final int count) {
        bytesPerUs = mbit / 8.0;
        queueBytes = (long) (queueMs * 1000 * bytesPerUs);
        delayUs = newDelayUs;
        for (int i = 0; i < count; i++) {
            streams.add(new Stream());
        }
    }

    private void put(final Stream stream, final long position) {
        freeAtUs = Math.max(freeAtUs, nowUs);
        if ((freeAtUs - nowUs) * bytesPerUs + PACKET > queueBytes || random.nextDouble() < loss) {
            return;
        }
        freeAtUs += PACKET / bytesPerUs;
        flights.add(new Flight(stream, position, (long) freeAtUs + delayUs, -1));
    }

    private void run(final long untilUs) {
        for (; nowUs < untilUs; nowUs += 20) {
            for (int i = 0; i < flights.size();) {
                final Flight flight = flights.get(i);
                if (flight.atUs <= nowUs) {
                    flights.remove(i);
                    arrive(flight);
                } else {
                    i++;
                }
            }
            streams.forEach(this::send);
            streams.forEach(this::remind);
        }
    }

    /** A heartbeat tells the other side how much there is; it asks for what it lacks until it comes. */
    private void remind(final Stream stream) {
        if (nowUs - stream.heartbeatUs >= 100_000) {
            stream.heartbeatUs = nowUs;
            flights.add(new Flight(stream, stream.sent, (long) Math.max(nowUs, freeAtUs) + delayUs, -2));
        }
        if (nowUs % 1_000 == 0 && stream.has < stream.high) {
            flights.add(new Flight(stream, stream.has, nowUs + delayUs, stream.gap()));
        }
    }

    private void arrive(final Flight flight) {
        final Stream stream = flight.stream;
        if (flight.gap == -2) {
            stream.high = Math.max(stream.high, flight.position);
            return;
        }
        if (flight.gap < 0) {
            stream.high = Math.max(stream.high, flight.position + PACKET);
            stream.early.add(flight.position);
            while (stream.early.remove(stream.has)) {
                stream.has += PACKET;
            }
            stream.early.headSet(stream.has).clear();
            flights.add(new Flight(stream, stream.has, nowUs + delayUs, stream.gap()));
            return;
        }
        stream.told = Math.max(stream.told, flight.position);
        stream.window.onHas(flight.position);
        stream.roundTrip.onHas(flight.position, nowUs * 1000);
        if (flight.gap > 0) {
            stream.roundTrip.onLost(flight.position);
            stream.window.onLost(flight.position, (int) flight.gap);
            if (nowUs >= stream.againAtUs || flight.position >= stream.againEnd || flight.position < stream.againFrom) {
                stream.againTimes = flight.position == stream.againFrom ? stream.againTimes + 1 : 1;
                stream.againFrom = flight.position;
                stream.againEnd = flight.position + flight.gap;
                stream.againAtUs = nowUs + stream.roundTrip.againNs(stream.againTimes) / 1000;
                for (long at = 0; at < flight.gap; at += PACKET) {
                    stream.againBytes += PACKET;
                    put(stream, flight.position + at);
                }
            }
        }
    }

    /** One packet at a time, and a word of each idle moment, as the driver does. */
    private void send(final Stream stream) {
        if (stream.sent + PACKET <= Math.min(stream.window.limit(), stream.has + MAX)) {
            put(stream, stream.sent);
            stream.sent += PACKET;
            stream.heartbeatUs = nowUs;
        } else if (stream.window.limit() - stream.sent < PACKET) {
            stream.window.onUsed();
            stream.roundTrip.onSent(stream.sent, nowUs * 1000);
        }
    }

    private double share(final long us) {
        return streams.stream().mapToLong(stream -> stream.has).sum() / (us * bytesPerUs);
    }

    private double again() {
        return (double) streams.stream().mapToLong(stream -> stream.againBytes).sum()
            / streams.stream().mapToLong(stream -> stream.has).sum();
    }

    /** Mbit/s, milliseconds of queue, microseconds of way, streams; percent of the link, percent sent again. */
    @ParameterizedTest
    @CsvSource({"25,20,300,1,90,6", "100,20,300,1,90,6", "100,20,300,8,90,8", "10,50,5000,1,90,6",
        "5,100,10000,3,90,15"})
    void shouldFillASlowLinkAndSendLittleAgain(final int mbit, final int queueMs, final long us, final int count,
                                               final int sharePercent, final int againPercent) {
        link(mbit, queueMs, us, count);
        run(5_000_000);
        assertThat(100 * share(5_000_000)).isGreaterThan(sharePercent);
        assertThat(100 * again()).isLessThan(againPercent);
    }

    @Test
    void shouldTakeAllOfTheWindowOnALinkThatLosesNothing() {
        link(1000, 20, 8000, 1);
        run(500_000);
        assertThat(streams.getFirst().window.limit() - streams.getFirst().told).isEqualTo(MAX);
        assertThat(again()).isZero();
    }

    @Test
    void shouldBearAPercentOfLossThatDoesNotComeFromIt() {
        link(100, 20, 300, 1);
        loss = 0.01;
        run(5_000_000);
        assertThat(share(5_000_000)).isGreaterThan(0.7);
    }

    @Test
    void shouldShareALinkBetweenAnOldAndANewStream() {
        link(50, 20, 300, 1);
        run(2_000_000);
        streams.add(new Stream());
        run(12_000_000);
        final long old = streams.getFirst().has;
        final long young = streams.getLast().has;
        run(18_000_000);
        assertThat((double) (streams.getLast().has - young) / (streams.getFirst().has - old)).isBetween(0.5, 2.0);
    }

    @Test
    void shouldNotGrowByWhatItDoesNotUse() {
        final SendWindow window = new SendWindow(MAX);
        for (long position = 0; position < MAX; position += PACKET) {
            window.onHas(position);
        }
        assertThat(window.limit()).isEqualTo((MAX - 1) / PACKET * PACKET + SendWindow.BYTES_FIRST);
    }

    @Test
    void shouldNeverBeLessThanAFewPackets() {
        final SendWindow window = new SendWindow(MAX);
        for (long position = 0; position < 8 * MAX; position += PACKET) {
            window.onLost(position, PACKET);
            window.onUsed();
            window.onHas(position + PACKET);
            assertThat(window.limit() - position - PACKET).isGreaterThanOrEqualTo(SendWindow.BYTES_MIN);
        }
        assertThat(window.limit() - 8 * MAX).isLessThan(SendWindow.BYTES_MIN + 2 * PACKET);
    }
}
