/**
 * Bulk messages to all children at once: shards over a lossy multicast, parity for those who lack some.
 *
 * <p>Enters: opaque numbered messages at the {@link org.umbel.relay.group.GroupSource}, datagrams at both ends, the
 * time. Leaves: datagrams, whole messages at each {@link org.umbel.relay.group.GroupSink}, and what each member was
 * delivered or what it has missed. Pure: one thread, no clock, no IO, no chance; what is kept is bounded by
 * {@link org.umbel.relay.group.GroupOptions#windowBytes()}. Messages are copied on their way in and out.
 *
 * <p>It is a hybrid ARQ of type II, as in NORM (RFC 5740): shards of consecutive messages make a generation; a sink
 * says how many it lacks and not which; one parity shard repairs a different loss at each member.
 *
 * <p>A datagram begins with 20 bytes, big endian:
 *
 * <pre>
 *  0  token       8  of the group; others are ignored
 *  8  kind        1  {@link org.umbel.relay.group.DatagramKind}, version in the high half
 *  9  index       1  of the shard in its generation; from count on it is parity
 * 10  count       1  data shards of the generation, 0 while that is open; report: how many generations it tells of
 * 11  back        1  generation - the oldest one that the source still repairs
 * 12  sequence    4  counts the source's datagrams; report: the highest one heard
 * 16  generation  4  counts from 0; report: the first one that this member answers for
 * </pre>
 *
 * <p>A shard follows with 2 bytes, the offset of the first message that begins in it or 0xffff, and a piece of the
 * stream of messages, each with 4 bytes of length and 8 of number before it; trailing zeros are not sent, and after a
 * length of 0 a shard holds nothing more. A probe is followed by the numbers, 2 bytes each, of the members that have
 * not answered yet; an announcement by nothing. A report goes on with 2 bytes member, 4 bytes datagrams heard, 4 bytes
 * first generation that is not complete, and one byte for each from there on: shards held, or 255 when complete.
 */
@NullMarked
package org.umbel.relay.group;

import org.jspecify.annotations.NullMarked;
