/**
 * Pictures of the tracer beside those of Cycles: how near each is to what is right, and what that costs.
 *
 * <p>Enters: the reference pictures of the shared folder, and Blender where it is installed. Leaves: figures.
 */
@NullMarked
package org.umbel.bench.picture;

import org.jspecify.annotations.NullMarked;
