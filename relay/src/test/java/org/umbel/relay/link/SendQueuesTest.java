package org.umbel.relay.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.StreamKind;

final class SendQueuesTest {
    private static final Message READY = Samples.FROM_CHILD.get(1);
    private static final Message CREDIT = Samples.FROM_CHILD.get(2);

    private final SendQueues queues = new SendQueues();
    private final List<Message> sent = new ArrayList<>();

    private boolean drain() {
        return queues.drain(sent::add);
    }

    /** Sends as long as the stream of such messages has room for so many. */
    private boolean drain(final StreamKind full, final int room) {
        final int[] left = {room};
        return queues.drain(message -> (message.stream() != full || left[0]-- > 0) && sent.add(message));
    }

    @Test
    void shouldSendViewsBeforeReportsAndEachStreamInOrder() {
        assertThat(drain()).isTrue();
        final Message.Report first = Samples.report(1);
        final Message.Report second = Samples.report(2);
        final Message.View view = Samples.view(Samples.SESSION, 3, 1, 8);
        for (final Message message : List.of(first, READY, second, view, CREDIT)) {
            assertThat(queues.add(message)).isTrue();
        }
        assertThat(queues.size()).isEqualTo(5);
        assertThat(drain()).isTrue();
        assertThat(sent).containsExactly(READY, CREDIT, view, first, second);
        assertThat(queues.size()).isZero();
    }

    @Test
    void shouldKeepWhatAStreamDoesNotTakeAndStillServeTheOther() {
        final Message.Report report = Samples.report(1);
        queues.add(READY);
        queues.add(CREDIT);
        queues.add(report);
        assertThat(drain(StreamKind.CONTROL, 1)).isFalse();
        assertThat(sent).containsExactly(READY, report);
        assertThat(queues.isControlEmpty()).isFalse();
        assertThat(drain()).isTrue();
        assertThat(sent).containsExactly(READY, report, CREDIT);
        assertThat(queues.isControlEmpty()).isTrue();

        final Message.View view = Samples.view(Samples.SESSION, 1, 1, 8);
        queues.add(view);
        queues.add(report);
        queues.add(READY);
        assertThat(drain(StreamKind.REPORT, 0)).isFalse();
        assertThat(queues.size()).isEqualTo(2);
        assertThat(drain(StreamKind.REPORT, 1)).isFalse();
        assertThat(queues.size()).isEqualTo(1);
        assertThat(drain(StreamKind.REPORT, 1)).isTrue();
        assertThat(sent).endsWith(READY, view, report);
    }

    @Test
    void shouldSayWhenTheOtherSideIsNotReading() {
        for (int i = 0; i < SendQueues.CONTROL_MAX; i++) {
            assertThat(queues.add(READY)).isTrue();
        }
        assertThat(queues.add(READY)).isFalse();
        assertThat(queues.size()).isEqualTo(SendQueues.CONTROL_MAX);
        assertThat(queues.add(Samples.report(1))).isTrue();
    }

    @Test
    void shouldHaveRoomForReportsUntilSoManyWait() {
        for (int i = 0; i < SendQueues.REPORTS_MAX; i++) {
            assertThat(queues.hasRoomForReport()).isTrue();
            queues.add(Samples.report(i));
        }
        assertThat(queues.hasRoomForReport()).isFalse();
    }

    @Test
    void shouldSendABeatBeforeAllButTheHandshake() {
        queues.add(READY);
        queues.addBeat(Samples.HEARTBEAT);
        drain();
        assertThat(sent).containsExactly(Samples.HEARTBEAT, READY);
        for (final Message handshake : List.of(Samples.WELCOME, Samples.CONFIRM)) {
            sent.clear();
            queues.addHandshake(handshake);
            queues.addBeat(Samples.HEARTBEAT);
            drain();
            assertThat(sent).containsExactly(handshake, Samples.HEARTBEAT);
        }
    }

    @Test
    void shouldForgetWhatIsVoid() {
        final Message.Report voided = Samples.report(1);
        final Message.Report report = Samples.report(2);
        final Message.View other = Samples.view(Samples.OTHER_SESSION, 1, 1, 8);
        for (final Message message : List.of(READY, CREDIT, voided, report, Samples.view(Samples.SESSION, 1, 1, 8),
            other)) {
            queues.add(message);
        }
        queues.remove(message -> message.equals(READY) || message.equals(voided), Samples.SESSION);
        drain();
        assertThat(sent).containsExactly(CREDIT, other, report);
    }

    @Test
    void shouldKeepTheLatestViewOfATileInItsPlace() {
        final Message.View coarse = Samples.view(Samples.SESSION, 1, 5, 8);
        final Message.View fine = Samples.view(Samples.SESSION, 1, 5, 4);
        final Message.View other = Samples.view(Samples.SESSION, 2, 5, 8);
        queues.add(coarse);
        queues.add(other);
        queues.add(fine);
        // late: coarser, and of an older epoch
        queues.add(Samples.view(Samples.SESSION, 1, 5, 8));
        queues.add(Samples.view(Samples.SESSION, 2, 4, 1));
        drain();
        assertThat(sent).containsExactly(fine, other);
        sent.clear();
        final Message.View next = Samples.view(Samples.SESSION, 1, 6, 8);
        final Message.View again = Samples.view(Samples.SESSION, 2, 5, 8);
        queues.add(fine);
        queues.add(next);
        queues.add(other);
        queues.add(again);
        drain();
        assertThat(sent).containsExactly(next, again);
    }

    @Test
    void shouldDropTheOldestViewWhenThereAreTooMany() {
        for (int tile = 0; tile < ViewQueue.VIEWS_MAX; tile++) {
            queues.add(Samples.view(Samples.SESSION, tile, 1, 8));
        }
        // no tile more
        queues.add(Samples.view(Samples.SESSION, 7, 1, 4));
        assertThat(queues.size()).isEqualTo(ViewQueue.VIEWS_MAX);
        final Message.View last = Samples.view(Samples.SESSION, ViewQueue.VIEWS_MAX, 1, 8);
        queues.add(last);
        assertThat(queues.size()).isEqualTo(ViewQueue.VIEWS_MAX);
        drain();
        assertThat(((Message.View) sent.getFirst()).tile()).isEqualTo(1);
        assertThat(sent.getLast()).isSameAs(last);
    }
}
