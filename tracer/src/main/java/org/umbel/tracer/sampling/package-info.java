/**
 * Random numbers and distributions, every one a pure function of its arguments: hashes, the Owen-scrambled Sobol
 * sampler, own polynomials for sine and cosine, discrete and filter distributions.
 *
 * <p>Enters: pixel, sample index, dimension. Leaves: floats in [0, 1) and directions. Nothing here allocates after
 * construction; tables are immutable and shared by threads.
 */
@NullMarked
package org.umbel.tracer.sampling;

import org.jspecify.annotations.NullMarked;
