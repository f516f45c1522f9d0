package org.umbel.relay.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;

/** Who may say what, and when: docs/protocol.md. */
final class TrafficTest {
    private static final List<Message> ALL = Stream.of(Samples.HANDSHAKE, List.<Message>of(Samples.HEARTBEAT),
        Samples.FROM_PARENT, Samples.FROM_CHILD).flatMap(List::stream).toList();

    private static List<Message> allowed(final LinkState state, final Position ours) {
        return ALL.stream().filter(message -> Traffic.isAllowed(state, ours, message)).toList();
    }

    private static List<Message> withHeartbeat(final List<Message> messages) {
        final List<Message> all = new ArrayList<>(messages);
        all.add(Samples.HEARTBEAT);
        return all;
    }

    @Test
    void shouldKnowEveryMessage() {
        final Set<Class<?>> kinds = ALL.stream().map(Message::getClass).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
    }

    @Test
    void shouldHearOnOpenLinksWhatTheOtherSideMaySay() {
        assertThat(allowed(LinkState.OPEN, Position.CHILD))
            .containsExactlyInAnyOrderElementsOf(withHeartbeat(Samples.FROM_PARENT));
        assertThat(allowed(LinkState.OPEN, Position.PARENT))
            .containsExactlyInAnyOrderElementsOf(withHeartbeat(Samples.FROM_CHILD));
    }

    @Test
    void shouldHearOnlyTheHandshakeBeforeALinkIsOpen() {
        for (final Position ours : Position.values()) {
            assertThat(allowed(LinkState.DIALLED, ours)).containsExactly(Samples.WELCOME, Samples.REFUSE);
            assertThat(allowed(LinkState.HELLO_AWAITED, ours)).containsExactly(Samples.HELLO);
            assertThat(allowed(LinkState.PROOF_AWAITED, ours)).containsExactly(Samples.CONFIRM);
            assertThat(allowed(LinkState.REFUSING, ours)).isEmpty();
            assertThat(allowed(LinkState.DOWN, ours)).isEmpty();
        }
    }
}
