/**
 * The port between the tree's state machines and whatever carries their messages.
 *
 * <p>It assumes neither UDP nor a group. Enters and leaves: whole messages. Nothing here reads a clock.
 */
@NullMarked
package org.umbel.relay.transport;

import org.jspecify.annotations.NullMarked;
