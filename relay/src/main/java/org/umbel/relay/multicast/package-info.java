/**
 * The sockets of a group: its datagrams to and from the network.
 *
 * <p>Enters: UDP datagrams from anybody, and those of {@link org.umbel.relay.group.GroupSource} and
 * {@link org.umbel.relay.group.GroupSink}. Leaves: the same. The source sends to the group's address from a port of its
 * own, the sinks answer to that port. One thread polls each socket, and may wait for it by a selector. What the network
 * refuses is lost, as on a bad day; the last refusal is kept as words.
 */
@NullMarked
package org.umbel.relay.multicast;

import org.jspecify.annotations.NullMarked;
