package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.media.UdpChannel;
import io.aeron.protocol.StatusMessageFlyweight;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As the driver calls it, at times set by hand. */
final class SendFlowTest {
    private static final long MS = 1_000_000L;
    private static final int TERM = 4 << 20;
    private static final int MTU = 1408;
    private static final int GAP = 100 * MTU;

    private final CachedNanoClock clock = new CachedNanoClock();
    private SendFlow flow = new SendFlow(null, () -> {});
    private long nowNs = 5_000 * MS;

    @BeforeEach
    void initialize() {
        final CountersManager none = new CountersManager(new UnsafeBuffer(ByteBuffer.allocateDirect(4 * 4096)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(4096)));
        flow.initialize(new MediaDriver.Context().senderCachedNanoClock(clock), none,
            UdpChannel.parse("aeron:udp?endpoint=127.0.0.1:7400"), 1, 2, 3, 0, TERM);
    }

    private int ask(final int offset, final int length) {
        clock.update(nowNs);
        return flow.maxRetransmissionLength(offset, length, TERM, MTU);
    }

    private void has(final int offset) {
        final StatusMessageFlyweight message = new StatusMessageFlyweight(ByteBuffer.allocate(64));
        message.consumptionTermId(0).consumptionTermOffset(offset).receiverWindowLength(1 << 20);
        assertThat(flow.onStatusMessage(message, new InetSocketAddress(1), 0, 0, 22, nowNs)).isPositive();
    }

    @Test
    void shouldGiveUpWhatIsAskedForAgainAndAgain() {
        int askedFor = 0;
        long sent = 0;
        while (!flow.isHopeless() && askedFor < 10_000) {
            sent += ask(0, GAP);
            askedFor++;
            nowNs += MS;
        }
        assertThat(askedFor).isEqualTo(2_921);
        assertThat(flow.bytesAgain()).isEqualTo(sent);
        assertThat(sent).as("after 0.3 s a few packets at a time, and every 50 ms").isEqualTo(9L * GAP + 52L * 8 * MTU);
    }

    @Test
    void shouldHaveNoMoreUnderWayThanTheWindowAndKnowWhenItIsHeldUp() {
        flow = new SendFlow(new SendWindow(1 << 20), () -> {});
        initialize();
        assertThat(flow.onIdle(nowNs, 77, 0, false)).as("nobody is there yet").isEqualTo(77);
        has(0);
        assertThat(flow.onIdle(nowNs, 0, 0, false)).isEqualTo(SendWindow.BYTES_FIRST);
        assertThat(flow.isHeldUp()).isFalse();
        assertThat(flow.onIdle(nowNs, 0, SendWindow.BYTES_FIRST - 1000, false)).isEqualTo(SendWindow.BYTES_FIRST);
        assertThat(flow.isHeldUp()).isTrue();
        has(SendWindow.BYTES_FIRST);
        assertThat(flow.onIdle(nowNs, 0, SendWindow.BYTES_FIRST, false)).as("it grows").isEqualTo(80 << 10);
        assertThat(flow.isHeldUp()).isFalse();
        assertThat(ask(SendWindow.BYTES_FIRST, 24 << 10)).isPositive();
        has(80 << 10);
        assertThat(flow.onIdle(nowNs, 0, 80 << 10, false)).as("and shrinks").isBetween(100L << 10, 110L << 10);
    }

    @Test
    void shouldSendAsMuchAsIsTakenToWhoSaysTooSeldomWhatCame() {
        flow = new SendFlow(new SendWindow(1 << 20), () -> {});
        initialize();
        has(0);
        assertThat(flow.onIdle(nowNs, 0, SendWindow.BYTES_FIRST, false)).isEqualTo(SendWindow.BYTES_FIRST);
        for (int i = 0; i < 13; i++) {
            has(0);
        }
        assertThat(ask(0, MTU)).as("something is missing: no wonder").isEqualTo(MTU);
        for (int i = 0; i < 14; i++) {
            has(0);
            assertThat(flow.onIdle(nowNs, 0, SendWindow.BYTES_FIRST, false)).isEqualTo(SendWindow.BYTES_FIRST);
        }
        has(0);
        assertThat(flow.onIdle(nowNs, 1 << 20, SendWindow.BYTES_FIRST, false)).isEqualTo(1 << 20);
        assertThat(flow.isHeldUp()).isFalse();
    }

    /** The other side says seldom how far it is, and always what it lacks. */
    @Test
    void shouldTakeTheNextGapForProgress() {
        for (long position = 0; position < 20L * TERM; position += 64) {
            assertThat(ask((int) (position % TERM), 64)).isEqualTo(64);
            nowNs += 250 * MS;
            assertThat(flow.isHopeless()).isFalse();
        }
        for (int i = 0; i < 35; i++) {
            ask(TERM - 64, 64);
            ask(TERM - 10_240, 64);
            nowNs += 100 * MS;
        }
        assertThat(flow.isHopeless()).as("a late word of an old gap is no progress").isTrue();
    }

    @Test
    void shouldSendAGapWholeAgainAsLongAsOthersWereFilled() {
        for (int offset = 0; offset < 3 << 20; offset += 2 * GAP) {
            assertThat(ask(offset, GAP)).isEqualTo(GAP);
            nowNs += 90 * MS;
            has(offset + GAP);
        }
        assertThat(flow.isHopeless()).isFalse();
        assertThat(flow.bytesAgain()).isZero();
    }
}
