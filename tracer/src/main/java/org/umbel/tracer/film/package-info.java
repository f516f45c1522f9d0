/**
 * From positions on the film to samples, and from samples to exact sums.
 *
 * <p>Enters: uniform numbers and float radiance. Leaves: offsets inside a pixel's filter, and fixed-point integers.
 * Everything is stateless or immutable and shared by threads.
 */
@NullMarked
package org.umbel.tracer.film;

import org.jspecify.annotations.NullMarked;
