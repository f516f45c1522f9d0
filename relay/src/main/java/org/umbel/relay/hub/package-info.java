/**
 * The node put together, whatever its role: uplinks, a hub over children, a local worker as one more child.
 *
 * <p>Enters: what a transport and a renderer have to say, with the time. Leaves: through
 * {@link org.umbel.relay.transport.Outbox}, when the node is polled. All of it belongs to one thread; only held blocks
 * may be looked up from others.
 */
@NullMarked
package org.umbel.relay.hub;

import org.jspecify.annotations.NullMarked;
