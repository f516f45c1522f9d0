/**
 * The simulator: whole trees of real state machines in virtual time, over a network that fails, held by the
 * checkers.
 *
 * <p>Enters: options and a seed. Leaves: totals, checks, violations and a trace hash; the same seed gives the
 * same. {@link org.umbel.relay.sim.Simulation} is its command line. One thread; nothing here reads a clock.
 */
@NullMarked
package org.umbel.relay.sim;

import org.jspecify.annotations.NullMarked;
