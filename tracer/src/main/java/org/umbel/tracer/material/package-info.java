/**
 * What a ray finds where it hits: the placed mesh with its attributes, the material with its textures, and how it
 * scatters light.
 *
 * <p>Enters: hits as (instance, primitive, u, v). Leaves: a {@link org.umbel.tracer.material.Surface}, and scattered
 * directions with weights and densities. Surfaces and scattering functions are scratch objects of one thread, written
 * in place, so that a path allocates nothing; meshes and materials are immutable and shared.
 */
@NullMarked
package org.umbel.tracer.material;

import org.jspecify.annotations.NullMarked;
