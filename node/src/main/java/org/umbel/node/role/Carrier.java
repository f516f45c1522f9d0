package org.umbel.node.role;

import org.umbel.relay.transport.Transport;

/** A transport with what belongs to its thread: its address, and how to wait for it. */
interface Carrier extends AutoCloseable {
    Transport transport();

    /** Where others dial in, HOST:PORT; empty for who only dials. */
    String listening();

    /** Waits a little unless there was work; any thread may end the wait by unparking. */
    void idle(int workCount, boolean isBusy, long deadlineNs);

    @Override
    void close();
}
