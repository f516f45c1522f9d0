/**
 * The wavefront path integrator: batches of paths of one tile go through the stages generate, intersect, shade and
 * shadow, until none is alive.
 *
 * <p>Enters: a scene's records, a camera, settings, (tile, sample range). Leaves: exact sums, a coarse preview, or what
 * is seen first ({@link org.umbel.tracer.integrator.FeatureRenderer}).
 * {@link org.umbel.tracer.integrator.PreparedScene} is immutable and shared; a
 * {@link org.umbel.tracer.integrator.TileRenderer} and everything in it belong to one thread, allocated once. A sample
 * is a pure function of (scene content, camera, settings, pixel, sample index): nothing of batch, tile, thread or
 * order enters it.
 */
@NullMarked
package org.umbel.tracer.integrator;

import org.jspecify.annotations.NullMarked;
