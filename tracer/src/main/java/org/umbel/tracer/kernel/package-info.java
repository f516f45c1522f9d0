/**
 * Ray kernels: eight boxes or eight triangles against one ray, each beside its scalar twin, and one triangle against
 * eight rays, in 256-bit vectors.
 *
 * <p>Layouts and ray constants enter, lane masks leave. Kernels own no memory: nodes and blocks are addresses
 * in off-heap segments of the caller, scratch is the caller's array. They allocate nothing, pass no vector to a
 * method that is not inlined, and use only operations that round once, so that vector lanes, scalar twin, interpreter and
 * compiled code agree in every bit.
 */
@NullMarked
package org.umbel.tracer.kernel;

import org.jspecify.annotations.NullMarked;
