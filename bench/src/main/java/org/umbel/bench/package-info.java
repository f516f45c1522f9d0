/**
 * Measurements beside peers in the same run, and the rules of the house's architecture (in the tests).
 *
 * <p>Each bench has a main that prints one JSON line per figure on standard output, a table on standard error,
 * writes the lines to {@code out/bench/}, and ends with 1 when a goal is missed
 * ({@link org.umbel.bench.Figures}). Classes ending in Jmh are JMH cases. Nothing depends on this module.
 */
@NullMarked
package org.umbel.bench;

import org.jspecify.annotations.NullMarked;
