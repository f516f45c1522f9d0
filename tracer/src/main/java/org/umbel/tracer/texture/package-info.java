/**
 * Texels: decoding, mip levels, lookups.
 *
 * <p>Enters: encoded images from the scene's blocks, which may come from anybody. Leaves: filtered linear values.
 * {@link org.umbel.tracer.texture.ImageDecoder} alone touches a foreign format, and checks sizes first. Textures are
 * immutable and shared by threads; results go to arrays of the caller.
 */
@NullMarked
package org.umbel.tracer.texture;

import org.jspecify.annotations.NullMarked;
