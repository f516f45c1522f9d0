/**
 * Pictures as files, how two pictures differ, and a picture without its grain, for looking at.
 *
 * <p>Enters: linear pixels, or a PNG, EXR or PFM file. Leaves: a file that is whole or absent, or a
 * {@link org.umbel.node.output.Picture} whose pixels its holder owns. Off-heap memory lives only inside a
 * call.
 */
@NullMarked
package org.umbel.node.output;

import org.jspecify.annotations.NullMarked;
