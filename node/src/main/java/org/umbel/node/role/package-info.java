/**
 * The three roles of a process, put together from a tree node, a transport and a local worker.
 *
 * <p>Enters: a validated configuration. Leaves: rendered pictures (client), or service until told to end (relay, leaf).
 * One thread owns the node and polls everything; see {@link org.umbel.node.role.NodeAgent}.
 */
@NullMarked
package org.umbel.node.role;

import org.jspecify.annotations.NullMarked;
