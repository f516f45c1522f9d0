/**
 * Changed files and messages, fed to everything that reads what others wrote.
 *
 * <p>Enters: a seed, a time, and files to begin with. Leaves: for each reader how many inputs it took and refused, and
 * every input that it answered in any other way, kept in a file.
 */
@NullMarked
package org.umbel.bench.fuzz;

import org.jspecify.annotations.NullMarked;
