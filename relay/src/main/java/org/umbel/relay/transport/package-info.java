/**
 * The port between the tree's state machines and whatever carries their messages.
 *
 * <p>It does not assume UDP, and a transport may have no group of children or lose members of it at any time. Enters
 * and leaves: whole messages. Nothing here reads a clock.
 */
@NullMarked
package org.umbel.relay.transport;

import org.jspecify.annotations.NullMarked;
