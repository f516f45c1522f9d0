package org.umbel.relay.group;

/** Told by the source what becomes of its members and messages, from within its calls. */
public interface GroupListener {
    /** A member has been heard: every message from this number on will be delivered to it, or be told missing. */
    void joined(int member, long firstMessage);

    /** A member has said that it has this message. Messages come in any order, each once. */
    void delivered(int member, long message);

    /**
     * A member is no longer of the group; it may be added again.
     *
     * @param reason   for people
     * @param messages all that were offered since it joined and that it has not said to have
     */
    void left(int member, String reason, long[] messages);
}
