/**
 * The command line.
 *
 * <p>Enters: what a person typed. Leaves: a validated configuration for a role, or all mistakes together and exit
 * code 2. Exit code 1 is a fault of ours or of the machine.
 */
@NullMarked
package org.umbel.node.cli;

import org.jspecify.annotations.NullMarked;
