/**
 * Grants on their way down: what is free, what each child owes, whose home a tile is.
 *
 * <p>Enters: ranges received from above, ranges that come back. Leaves: aligned ranges chosen for a child.
 * {@link org.umbel.relay.work.RangeSet} is immutable and shared freely; the other classes belong to one session at one
 * node.
 */
@NullMarked
package org.umbel.relay.work;

import org.jspecify.annotations.NullMarked;
