package org.umbel.relay.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.Tag;

/** Both sides prove that they know a key; what a proof covers cannot be changed on its way. */
final class AdmissionTest {
    /** A key, and nonces that are never the same. */
    static Admission by(final String key) {
        return Admission.by(new Admission.Keeper() {
            private long drawn;

            @Override
            public Tag nonce() {
                return new Tag(key.hashCode(), ++drawn, 1, 1);
            }

            @Override
            public Tag proof(final Tag diallers, final Tag acceptors, final String words) {
                final byte[] all = (key + diallers + acceptors + words).getBytes(StandardCharsets.UTF_8);
                return Tag.of(BlockId.of(all).bytes());
            }
        });
    }

    private final Admission ours = by("ours");
    private final Message.Hello hello = ours.signed(Samples.HELLO);

    @Test
    void shouldLetEverybodyInWithoutAKey() {
        assertThat(Admission.OPEN.isKeyed()).isFalse();
        assertThat(Admission.OPEN.signed(Samples.HELLO)).isSameAs(Samples.HELLO);
        assertThat(Admission.OPEN.signed(Samples.WELCOME, Samples.HELLO)).isSameAs(Samples.WELCOME);
        assertThat(Admission.OPEN.isMember(Samples.HELLO)).isTrue();
        assertThat(Admission.OPEN.isMember(Samples.WELCOME, Samples.HELLO)).isTrue();
    }

    @Test
    void shouldBelieveADiallerWhoKnowsTheKey() {
        assertThat(ours.isKeyed()).isTrue();
        assertThat(ours.isMember(hello)).isTrue();
        assertThat(by("ours").isMember(hello)).isTrue();
        assertThat(by("theirs").isMember(hello)).isFalse();
        assertThat(ours.isMember(Samples.HELLO)).isFalse();
        // how it is reached is the transport's business
        assertThat(ours.isMember(hello.repliedAt("10.0.0.1:7000", 9))).isTrue();
    }

    @Test
    void shouldNotBelieveAHelloThatWasChanged() {
        final Message.Hello h = hello;
        assertThat(ours.isMember(new Message.Hello(Role.RELAY, h.position(), h.name(), h.build(), h.profile(),
            h.threads(), "", 0, h.wireVersion(), h.nonce(), h.proof()))).isFalse();
        assertThat(ours.isMember(new Message.Hello(h.role(), Position.PARENT, h.name(), h.build(), h.profile(),
            h.threads(), "", 0, h.wireVersion(), h.nonce(), h.proof()))).isFalse();
        assertThat(ours.isMember(new Message.Hello(h.role(), h.position(), "bob", h.build(), h.profile(),
            h.threads(), "", 0, h.wireVersion(), h.nonce(), h.proof()))).isFalse();
        assertThat(ours.isMember(new Message.Hello(h.role(), h.position(), h.name(), h.build(), 1,
            h.threads(), "", 0, h.wireVersion(), h.nonce(), h.proof()))).isFalse();
    }

    @Test
    void shouldBelieveAnAcceptorWhoAnswersThisHello() {
        final Message.Welcome welcome = by("ours").signed(Samples.WELCOME, hello);
        assertThat(ours.isMember(welcome, hello)).isTrue();
        assertThat(by("theirs").isMember(welcome, hello)).isFalse();
        assertThat(ours.isMember(welcome, ours.signed(Samples.HELLO))).as("another hello").isFalse();
        assertThat(ours.isMember(new Message.Welcome(Role.CLIENT, welcome.name(), welcome.build(),
            welcome.profile(), welcome.nonce(), welcome.proof()), hello)).as("changed").isFalse();
        assertThat(ours.isMember(Samples.WELCOME, hello)).isFalse();
    }

    @Test
    void shouldProveTheDiallerByBothNonces() {
        final Message.Welcome welcome = ours.signed(Samples.WELCOME, hello);
        final Message.Confirm proof = ours.confirm(hello, welcome);
        assertThat(by("ours").confirm(hello, welcome)).isEqualTo(proof);
        assertThat(by("theirs").confirm(hello, welcome)).isNotEqualTo(proof);
        assertThat(ours.confirm(hello, ours.signed(Samples.WELCOME, hello))).isNotEqualTo(proof);
        assertThat(ours.confirm(ours.signed(Samples.HELLO), welcome)).isNotEqualTo(proof);
    }
}
