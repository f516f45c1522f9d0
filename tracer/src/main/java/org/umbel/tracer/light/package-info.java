/**
 * Where light comes from: emissive triangles, delta lights, the environment, and how one of them is chosen.
 *
 * <p>Enters: the placed scene. Leaves: samples with densities, in scratch objects of the caller. Tables have one
 * builder, in double and in scene order, so that they are the same on every machine; they are immutable and shared.
 */
@NullMarked
package org.umbel.tracer.light;

import org.jspecify.annotations.NullMarked;
