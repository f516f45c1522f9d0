/**
 * A network in virtual time behind the port {@link org.umbel.relay.transport.Transport}.
 *
 * <p>Enters: messages, and faults: partitions, clogs, link deaths, kills. Leaves: the same messages, each
 * stream of a link in order and gapless or else its link dead, and duplicates, which the link contract
 * allows; and messages for all members of a group, in any order, perhaps spoilt, or word that a member has left.
 * Nothing here reads a clock: time is that of the {@link org.umbel.relay.simulated.EventQueue},
 * chance that of a {@link org.umbel.relay.simulated.SeededRandom}, so that the same seed gives the same
 * trace. One thread.
 */
@NullMarked
package org.umbel.relay.simulated;

import org.jspecify.annotations.NullMarked;
