package org.umbel.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.relay.transport.Outbox;

/** A link from the handshake to its end, beating every 250, dead after 1,500. */
final class LinkTest {
    private static final LinkTimes TIMES = new LinkTimes(250_000_000L, 1_500_000_000L);
    private static final long MS = 1_000_000L;

    private final List<Message> sent = new ArrayList<>();
    private final List<LinkHeader> headers = new ArrayList<>();
    private Predicate<Message> hasRoom = message -> true;
    private final Outbox out = (Outbox) Proxy.newProxyInstance(Outbox.class.getClassLoader(),
        new Class<?>[] {Outbox.class}, (proxy, method, args) -> {
            assertThat(method.getName()).isEqualTo("send");
            assertThat(args[0]).isEqualTo(5L);
            if (!hasRoom.test((Message) args[2])) {
                return false;
            }
            headers.add((LinkHeader) args[1]);
            sent.add((Message) args[2]);
            return true;
        });

    private static Link dialled(final Admission admission) {
        return Link.dialled(5, "gateway:7000", Samples.HELLO, admission, 42, TIMES, 0);
    }

    private static Link accepted() {
        return Link.accepted(5, "10.0.0.7:9", 42, TIMES, 0);
    }

    /** A dialler that has said hello and is welcome. */
    private Link open() {
        final Link link = dialled(Admission.OPEN);
        link.poll(out, 0);
        sent.clear();
        headers.clear();
        assertThat(link.admit(new LinkHeader(7, 0), Samples.WELCOME, MS)).isTrue();
        link.onWelcome(Samples.WELCOME, Admission.OPEN, MS);
        return link;
    }

    private static void assertDown(final Link link, final String reason) {
        assertThat(link.state()).isEqualTo(LinkState.DOWN);
        assertThat(link.isOpen()).isFalse();
        assertThat(link.downReason()).contains(reason);
        assertThat(link.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldSayHelloFirstAndBeOpenWhenItIsWelcome() {
        final Link link = dialled(Admission.OPEN);
        assertThat(link.id()).isEqualTo(5);
        assertThat(link.remote()).isEqualTo("gateway:7000");
        assertThat(link.queued()).isEqualTo(1);
        link.poll(out, 0);
        assertThat(sent).containsExactly(Samples.HELLO);
        assertThat(link.isOpen()).isFalse();
        // nothing but the hello before the welcome
        link.send(Samples.report(1), 0);
        assertThat(link.queued()).isZero();
        assertThat(link.admit(new LinkHeader(7, 0), Samples.WELCOME, MS)).isTrue();
        link.onWelcome(Samples.WELCOME, Admission.OPEN, MS);
        assertThat(link.isOpen()).isTrue();
        assertThat(link.remote()).isEqualTo("gateway");
        assertThat(link.remoteRole()).isEqualTo(Role.RELAY);
        assertThat(link.remoteIncarnation()).isEqualTo(7);
        assertThat(link.position()).isEqualTo(Position.CHILD);
    }

    @Test
    void shouldStandOppositeToWhereTheDiallerStands() {
        final Link parent = accepted();
        parent.welcome(Samples.HELLO, Samples.WELCOME, Admission.OPEN, 0);
        assertThat(parent.isOpen()).isTrue();
        assertThat(parent.position()).isEqualTo(Position.PARENT);
        assertThat(parent.remote()).isEqualTo("ada");
        assertThat(parent.remoteRole()).isEqualTo(Role.LEAF);
        assertThat(parent.remoteThreads()).isEqualTo(4);
        parent.poll(out, 0);
        assertThat(sent).startsWith(Samples.WELCOME);
        final Link child = accepted();
        child.welcome(Samples.hello(Position.PARENT), Samples.WELCOME, Admission.OPEN, 0);
        assertThat(child.position()).isEqualTo(Position.CHILD);
    }

    @Test
    void shouldOpenWithAKeyWhenBothSidesHaveProvedThatTheyKnowIt() {
        final Admission ours = AdmissionTest.by("ours");
        final Link dialler = dialled(ours);
        dialler.poll(out, 0);
        final Message.Hello hello = (Message.Hello) sent.removeFirst();
        final Link acceptor = accepted();
        acceptor.welcome(hello, Samples.WELCOME, ours, 0);
        assertThat(acceptor.state()).isEqualTo(LinkState.PROOF_AWAITED);
        acceptor.poll(out, 0);
        final Message.Welcome welcome = (Message.Welcome) sent.removeFirst();
        assertThat(sent).isEmpty();
        dialler.onWelcome(welcome, ours, 0);
        assertThat(dialler.isOpen()).isTrue();
        dialler.poll(out, 0);
        assertThat(sent.getFirst()).isInstanceOf(Message.Confirm.class);
        acceptor.onConfirm((Message.Confirm) sent.getFirst(), 0);
        assertThat(acceptor.isOpen()).isTrue();
    }

    @Test
    void shouldEndWhenAProofIsWrong() {
        final Admission ours = AdmissionTest.by("ours");
        final Link acceptor = accepted();
        acceptor.welcome(ours.signed(Samples.HELLO), Samples.WELCOME, ours, 0);
        acceptor.onConfirm(Samples.CONFIRM, 0);
        assertDown(acceptor, "ada does not know the farm's key");
        final Link dialler = dialled(ours);
        dialler.onWelcome(Samples.WELCOME, ours, 0);
        assertDown(dialler, "gateway does not know the farm's key");
        assertThat(dialler.queued()).as("the hello").isEqualTo(1);
    }

    @Test
    void shouldEndWhenItsRefusalIsOnItsWay() {
        final Link link = accepted();
        link.refuse(Samples.REFUSE, 0);
        assertThat(link.state()).isEqualTo(LinkState.REFUSING);
        hasRoom = message -> false;
        link.poll(out, 0);
        assertThat(link.state()).isEqualTo(LinkState.REFUSING);
        assertThat(link.admit(new LinkHeader(7, 0), Samples.HELLO, 0)).isFalse();
        assertThat(link.state()).isEqualTo(LinkState.REFUSING);
        hasRoom = message -> true;
        link.poll(out, 1);
        assertThat(sent).containsExactly(Samples.REFUSE);
        assertDown(link, "closes");
    }

    @Test
    void shouldIgnoreWhatItHasSeenAndEndOnWhatMakesNoSense() {
        final Link link = open();
        assertThat(link.admit(new LinkHeader(7, 0), Samples.WELCOME, MS)).isFalse();
        assertThat(link.isOpen()).isTrue();
        assertThat(link.admit(new LinkHeader(7, 2), Samples.HEARTBEAT, MS)).isFalse();
        assertDown(link, "a gap in its CONTROL stream before message 2");
        assertThat(link.admit(new LinkHeader(7, 1), Samples.HEARTBEAT, MS)).isFalse();

        final Link other = open();
        assertThat(other.admit(new LinkHeader(8, 1), Samples.HEARTBEAT, MS)).isFalse();
        assertDown(other, "another process answers on this link");

        final Link wrong = open();
        assertThat(wrong.admit(new LinkHeader(7, 0), Samples.report(1), MS)).isFalse();
        assertDown(wrong, "Report from a parent in state OPEN");

        final Link parent = accepted();
        parent.welcome(Samples.HELLO, Samples.WELCOME, Admission.OPEN, 0);
        assertThat(parent.admit(new LinkHeader(7, 0), Samples.block(), MS)).isFalse();
        assertDown(parent, "BlockData from a child in state OPEN");
    }

    @Test
    void shouldEndWhenTheOtherSideIsSilent() {
        final Link link = open();
        link.poll(out, 1500 * MS);
        assertThat(link.isOpen()).as("the welcome was a word").isTrue();
        assertThat(link.admit(new LinkHeader(7, 1), new Message.Heartbeat(9, 1499 * MS), 1501 * MS)).isTrue();
        assertThat(link.rttNs()).isEqualTo(2 * MS);
        link.shift(100 * MS);
        link.poll(out, 3100 * MS);
        assertThat(link.isOpen()).isTrue();
        link.poll(out, 3101 * MS);
        assertDown(link, "silent for 1500 ms");
        sent.clear();
        link.poll(out, 3102 * MS);
        assertThat(sent).isEmpty();
        link.fail("again", 3103 * MS);
        assertDown(link, "silent for 1500 ms");

        final Link unanswered = dialled(Admission.OPEN);
        unanswered.poll(out, 1500 * MS);
        assertDown(unanswered, "no answer");
    }

    @Test
    void shouldGiveAWelcomeNodeItsWholePatience() {
        final Link link = dialled(Admission.OPEN);
        // opened by a word that came in a batch, handled later
        link.onWelcome(Samples.WELCOME, Admission.OPEN, 1400 * MS);
        link.poll(out, 2899 * MS);
        assertThat(link.isOpen()).isTrue();
        link.poll(out, 2900 * MS);
        assertDown(link, "silent");
    }

    @Test
    void shouldBeatOnlyOnOpenLinks() {
        final Link link = open();
        link.poll(out, 2 * MS);
        assertThat(sent).containsExactly(new Message.Heartbeat(2 * MS, 0));
        link.poll(out, 100 * MS);
        assertThat(sent).hasSize(1);
        assertThat(link.nextDeadlineNs()).isEqualTo(252 * MS);
        link.poll(out, 252 * MS);
        assertThat(sent).hasSize(2);
    }

    @Test
    void shouldNumberEachStreamAndNothingThatWasNotSent() {
        final Link link = open();
        link.poll(out, MS);
        sent.clear();
        headers.clear();
        link.send(Samples.FROM_CHILD.getFirst(), MS);
        link.send(Samples.report(1), MS);
        hasRoom = message -> message instanceof Message.Report;
        link.poll(out, 2 * MS);
        assertThat(headers).containsExactly(new LinkHeader(42, 0));
        assertThat(link.nextDeadlineNs()).as("tries again soon").isEqualTo(3 * MS);
        hasRoom = message -> true;
        link.poll(out, 3 * MS);
        assertThat(headers).containsExactly(new LinkHeader(42, 0), new LinkHeader(42, 2));
        assertThat(link.nextDeadlineNs()).isEqualTo(251 * MS);
    }

    @Test
    void shouldSendBlocksAtOnceOnOpenLinksOnly() {
        final Link closed = dialled(Admission.OPEN);
        assertThat(closed.sendBlock(Samples.block().block(), BlockId.NONE, out)).isFalse();
        final Link link = open();
        assertThat(link.sendBlock(Samples.block().block(), BlockId.NONE, out)).isTrue();
        assertThat(sent).hasSize(1);
        assertThat(headers).containsExactly(new LinkHeader(42, 0));
        hasRoom = message -> false;
        assertThat(link.sendBlock(Samples.block().block(), BlockId.NONE, out)).isFalse();
    }

    @Test
    void shouldEndWhenTheOtherSideDoesNotRead() {
        final Link link = open();
        for (int i = 0; i < SendQueues.CONTROL_MAX; i++) {
            link.send(Samples.FROM_CHILD.getFirst(), MS);
        }
        assertThat(link.isOpen()).isTrue();
        link.send(Samples.FROM_CHILD.getFirst(), MS);
        assertDown(link, "gateway does not read");
    }

    @Test
    void shouldForgetWhatIsVoidAndKnowItsRoom() {
        final Link link = open();
        for (int tile = 0; tile < SendQueues.REPORTS_MAX; tile++) {
            assertThat(link.hasRoomForReport()).isTrue();
            link.send(Samples.report(tile), MS);
        }
        assertThat(link.hasRoomForReport()).isFalse();
        link.unqueue(message -> message instanceof Message.Report r && r.tile() > 0, Samples.SESSION);
        assertThat(link.queued()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAStepThatTheDiagramDoesNotShow() {
        final Link link = open();
        assertThatThrownBy(() -> link.refuse(Samples.REFUSE, 0)).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("OPEN -> REFUSING");
    }
}
