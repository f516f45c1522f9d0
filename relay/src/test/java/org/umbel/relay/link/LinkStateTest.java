package org.umbel.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umbel.relay.link.LinkState.DIALLED;
import static org.umbel.relay.link.LinkState.DOWN;
import static org.umbel.relay.link.LinkState.HELLO_AWAITED;
import static org.umbel.relay.link.LinkState.OPEN;
import static org.umbel.relay.link.LinkState.PROOF_AWAITED;
import static org.umbel.relay.link.LinkState.REFUSING;

import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.StreamKind;

/** The diagram of the package, and the counters. */
final class LinkStateTest {
    private static final LinkTimes TIMES = new LinkTimes(250, 1500);

    @Test
    void shouldAllowWhatTheDiagramShows() {
        assertThat(DIALLED.next()).containsExactly(OPEN, DOWN);
        assertThat(HELLO_AWAITED.next()).containsExactly(PROOF_AWAITED, OPEN, REFUSING, DOWN);
        assertThat(PROOF_AWAITED.next()).containsExactly(OPEN, DOWN);
        assertThat(OPEN.next()).containsExactly(DOWN);
        assertThat(REFUSING.next()).containsExactly(DOWN);
        assertThat(DOWN.next()).isEmpty();
    }

    @Test
    void shouldIgnoreWhatWasSeenAndDieOfAGap() {
        final StreamCounters counters = new StreamCounters(42);
        assertThat(counters.admit(StreamKind.CONTROL, new LinkHeader(7, 0))).isEqualTo(StreamCounters.Admission.NEW);
        assertThat(counters.admit(StreamKind.CONTROL, new LinkHeader(7, 0))).isEqualTo(StreamCounters.Admission.SEEN);
        assertThat(counters.admit(StreamKind.REPORT, new LinkHeader(7, 0))).isEqualTo(StreamCounters.Admission.NEW);
        assertThat(counters.admit(StreamKind.CONTROL, new LinkHeader(7, 2))).isEqualTo(StreamCounters.Admission.GAP);
        assertThat(counters.admit(StreamKind.CONTROL, new LinkHeader(8, 1)))
            .isEqualTo(StreamCounters.Admission.OTHER_PROCESS);
    }

    @Test
    void shouldDieOfAMessageFromTheWrongSide() {
        final Link link = Link.dialled(1, "parent", new Message.Hello(Message.Role.LEAF, Message.Position.CHILD, "ada",
            "dev", 0, 1, "", 0), Admission.OPEN, 42, TIMES, 0);
        assertThat(link.admit(new LinkHeader(7, 0), new Message.Welcome(Message.Role.RELAY, "gateway", "dev", 0), 1))
            .isTrue();
        link.onWelcome(new Message.Welcome(Message.Role.RELAY, "gateway", "dev", 0), Admission.OPEN, 1);
        assertThat(link.admit(new LinkHeader(7, 1), new Message.BlockWant(java.util.List.of()), 2)).isFalse();
        assertThat(link.state()).isEqualTo(DOWN);
        assertThat(link.downReason()).contains("BlockWant");
    }
}
