package org.umbel.relay.link;

import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;

/** Which messages may come in which state, from which side. */
final class Traffic {
    private Traffic() {
    }

    /** @param ours where the receiver stands on the link */
    static boolean isAllowed(final LinkState state, final Position ours, final Message message) {
        return switch (state) {
            case DIALLED -> message instanceof Message.Welcome || message instanceof Message.Refuse;
            case HELLO_AWAITED -> message instanceof Message.Hello;
            case PROOF_AWAITED -> message instanceof Message.Confirm;
            case OPEN -> isOpenTraffic(ours, message);
            case REFUSING, DOWN -> false;
        };
    }

    private static boolean isOpenTraffic(final Position ours, final Message message) {
        return switch (message) {
            case Message.Hello m -> false;
            case Message.Welcome m -> false;
            case Message.Confirm m -> false;
            case Message.Refuse m -> false;
            case Message.Heartbeat m -> true;
            case Message.Epoch m -> ours == Position.CHILD;
            case Message.SessionEnd m -> ours == Position.CHILD;
            case Message.Grant m -> ours == Position.CHILD;
            case Message.BlockData m -> ours == Position.CHILD;
            case Message.BlockAbsent m -> ours == Position.CHILD;
            case Message.BlockWant m -> ours == Position.PARENT;
            case Message.Ready m -> ours == Position.PARENT;
            case Message.Credit m -> ours == Position.PARENT;
            case Message.Return m -> ours == Position.PARENT;
            case Message.Report m -> ours == Position.PARENT;
            case Message.View m -> ours == Position.PARENT;
            case Message.Status m -> ours == Position.PARENT;
            case Message.Ancestors m -> ours == Position.CHILD;
            case Message.Recall m -> ours == Position.CHILD;
            case Message.Invite m -> ours == Position.CHILD;
            case Message.Tainted m -> ours == Position.PARENT;
        };
    }
}
