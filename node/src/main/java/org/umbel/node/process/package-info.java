/**
 * Nodes as child processes, for whoever looks at whole trees from outside: tests of processes and benches.
 *
 * <p>Enters: a node's arguments. Leaves: its words and output as they come. Nothing here survives the process that
 * started it.
 */
@NullMarked
package org.umbel.node.process;

import org.jspecify.annotations.NullMarked;
