package org.umbel.relay.link;

import java.util.EnumSet;
import java.util.Set;

/** Where a link is in its life. */
public enum LinkState {
    /** This side dialled, says hello, and waits for a welcome or a refusal. */
    DIALLED,
    /** The other side dialled and has not said hello. */
    HELLO_AWAITED,
    /**
     * The other side dialled and is welcome, in a farm with a key: its proof over this side's nonce is not here yet.
     */
    PROOF_AWAITED,
    /** Both sides know each other: messages flow and silence is deadly. */
    OPEN,
    /** The other side will not be had: the refusal is on its way out. */
    REFUSING,
    /** Gone for ever; a returning node comes on another link. */
    DOWN;

    /** The states that may follow this one. */
    public Set<LinkState> next() {
        return switch (this) {
            case DIALLED -> EnumSet.of(OPEN, DOWN);
            case HELLO_AWAITED -> EnumSet.of(PROOF_AWAITED, OPEN, REFUSING, DOWN);
            case PROOF_AWAITED -> EnumSet.of(OPEN, DOWN);
            case OPEN, REFUSING -> EnumSet.of(DOWN);
            case DOWN -> EnumSet.noneOf(LinkState.class);
        };
    }
}
