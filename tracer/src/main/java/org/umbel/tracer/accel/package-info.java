/**
 * The two-level acceleration structure: an 8-wide tree per mesh, one over the instances, and the walks
 * through them.
 *
 * <p>Meshes and instances enter, {@link org.umbel.tracer.accel.SceneAccel} leaves: immutable, shared by all
 * threads, its memory off-heap and freed by the garbage collector. Structures of meshes are made once for each content
 * ({@link org.umbel.tracer.accel.MeshAccelCache}), and their shapes may come from a store that is not believed. A
 * {@link org.umbel.tracer.accel.Traversal}
 * belongs to one thread and allocates nothing per ray, be it asked for one or for eight from one point.
 *
 * <p><b>Hits do not depend on the structure.</b> Whether a ray hits a triangle, and at which t, is one pure
 * function of ray, instance and triangle ({@link org.umbel.tracer.kernel.TriangleTest}). Its t is clamped to
 * the slab interval of the triangle's own box and of its instance's box. The slab test is monotone in the
 * planes, so that every box that encloses an accepted hit is entered, whatever tree the builder made; among
 * accepted hits the least (t, instance, primitive) wins, whatever the order of the walk.
 */
@NullMarked
package org.umbel.tracer.accel;

import org.jspecify.annotations.NullMarked;
