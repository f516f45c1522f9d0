package org.umbel.relay.hub;

import java.util.EnumSet;
import java.util.Set;

/** Where a node that has a parent gets its work from. */
enum ParentState {
    /** From its own parent, or it waits for that one: there is nobody else to turn to. */
    AT_HOME,
    /** The parent is away: its ancestors are dialled in turn, and so is the parent. */
    ORPHANED,
    /** From an ancestor, until the parent, which is dialled all the while, is back. */
    FOSTERED;

    /** The states that may follow this one. */
    Set<ParentState> next() {
        return switch (this) {
            case AT_HOME -> EnumSet.of(ORPHANED);
            case ORPHANED -> EnumSet.of(AT_HOME, FOSTERED);
            case FOSTERED -> EnumSet.of(AT_HOME, ORPHANED);
        };
    }
}
