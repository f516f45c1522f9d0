package org.umbel.node.role;

import org.umbel.relay.transport.Transport;

/** A transport with what belongs to its thread: its address, and how to wait for it. */
interface Carrier extends AutoCloseable {
    Transport transport();

    /** Where others dial in, HOST:PORT; empty for who only dials. */
    String listening();

    /** Waits unless there was work: for the deadline, a message or {@link #wake}, and not for long. */
    void idle(int workCount, long deadlineNs);

    /** The same while nobody is waiting for this node: longer, and what comes is gathered for some milliseconds. */
    void rest(int workCount, long deadlineNs);

    /** As {@link #idle} while nobody waits for this node: what comes is left to gather for some milliseconds. */
    void gather(int workCount, long deadlineNs, long gatherNs);

    /** Ends the wait, also one that is only about to begin. For any thread. */
    void wake();

    /** As {@link #wake}, but {@link #gather} goes on. For any thread. */
    void nudge();

    @Override
    void close();
}
