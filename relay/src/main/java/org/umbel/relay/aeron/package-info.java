/**
 * The Aeron adapter behind {@link org.umbel.relay.transport.Transport}; the only package that imports Aeron.
 *
 * <p>Enters: dials, messages to send, and UDP datagrams from anybody. Leaves: decoded messages of links, and
 * reasons why links or bytes were refused. One thread (the agent's) owns everything here, also
 * the embedded driver's duties; between its rounds it waits ({@link Pauses}), most often for a datagram. Aeron owns the
 * term buffers; what this package keeps per remote stream is one reassembly buffer, bounded by {@link
 * WireStream#messageBytesMax()}.
 *
 * <p>How far a stream is sent, and what of it again, is decided where Aeron asks for it ({@link SendFlow}): not more of
 * a block stream than its path holds, and nothing without end.
 *
 * <p>What is sent to all children at once goes beside Aeron ({@link GroupStreams}, over
 * {@link org.umbel.relay.multicast}), in turns of the same thread.
 *
 * <p>A dialler draws one random session id. It publishes with it to the acceptor's port and names it in its
 * hello together with its own reply port, shared by all its links; the acceptor answers there with the same
 * id. So each side tells links apart by (port, session id), and a process opens at most two ports that others
 * send to per local address.
 */
@NullMarked
package org.umbel.relay.aeron;

import org.jspecify.annotations.NullMarked;
