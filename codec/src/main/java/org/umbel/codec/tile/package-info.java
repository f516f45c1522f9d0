/**
 * Sample sums of one tile and the ranges that they are the sum over, and both as bytes.
 *
 * <p>Enters: samples as fixed-point numbers. Leaves: bytes on the wire and the picture's hash. Arrays inside a
 * {@link org.umbel.codec.tile.TileSums} belong to whoever created it.
 */
@NullMarked
package org.umbel.codec.tile;

import org.jspecify.annotations.NullMarked;
