package org.umbel.relay.link;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Tag;

/**
 * Who belongs to the farm: both sides of a link prove that they know its key, each over a nonce that the other drew.
 * Admission only: what follows on the link is neither encrypted nor signed. The randomness and the key live outside
 * this package, behind {@link Keeper}.
 */
public final class Admission {
    /** Whoever comes belongs. */
    public static final Admission OPEN = new Admission(null);
    private static final String HELLO = "umbel hello";
    private static final String WELCOME = "umbel welcome";
    private static final String CONFIRM = "umbel confirm";

    private final @Nullable Keeper keeper;

    private Admission(final @Nullable Keeper keeper) {
        this.keeper = keeper;
    }

    /** The farm's key and a source of nonces. Must be usable from the node's and the transport's thread. */
    public interface Keeper {
        /** 256 random bits. */
        Tag nonce();

        /**
         * A keyed hash (HMAC-SHA-256) of it all.
         *
         * @param words separated by characters that they do not contain
         */
        Tag proof(Tag diallers, Tag acceptors, String words);
    }

    /** Only who knows the key belongs. */
    public static Admission by(final Keeper keeper) {
        return new Admission(keeper);
    }

    public boolean isKeyed() {
        return keeper != null;
    }

    /** The hello with the dialler's nonce, and the proof that it is of the farm: who knows nothing gets no answer. */
    Message.Hello signed(final Message.Hello h) {
        if (keeper == null) {
            return h;
        }
        final Tag nonce = keeper.nonce();
        return new Message.Hello(h.role(), h.position(), h.name(), h.build(), h.profile(), h.threads(),
            h.replyEndpoint(), h.replySession(), h.wireVersion(), nonce,
            keeper.proof(nonce, Tag.NONE, words(h)));
    }

    /** Whether a hello deserves an answer. One that was overheard and is sent again does, but gets no further. */
    public boolean isMember(final Message.Hello h) {
        return keeper == null || keeper.proof(h.nonce(), Tag.NONE, words(h)).matches(h.proof());
    }

    /** The acceptor's answer, with its nonce and its proof. */
    Message.Welcome signed(final Message.Welcome w, final Message.Hello hello) {
        if (keeper == null) {
            return w;
        }
        final Tag nonce = keeper.nonce();
        return new Message.Welcome(w.role(), w.name(), w.build(), w.profile(), nonce,
            keeper.proof(hello.nonce(), nonce, words(w)));
    }

    /** Whether the acceptor belongs. */
    boolean isMember(final Message.Welcome w, final Message.Hello hello) {
        return keeper == null || keeper.proof(hello.nonce(), w.nonce(), words(w)).matches(w.proof());
    }

    /** The dialler's proof over both nonces. */
    Message.Confirm confirm(final Message.Hello hello, final Message.Welcome welcome) {
        return new Message.Confirm(Objects.requireNonNull(keeper).proof(hello.nonce(), welcome.nonce(), CONFIRM));
    }

    private static String words(final Message.Hello h) {
        return String.join("\n", HELLO, h.role().name(), h.position().name(), Long.toString(h.profile()),
            Integer.toString(h.threads()), h.build(), h.name());
    }

    private static String words(final Message.Welcome w) {
        return String.join("\n", WELCOME, w.role().name(), Long.toString(w.profile()), w.build(), w.name());
    }
}
