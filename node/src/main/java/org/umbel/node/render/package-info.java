/**
 * The local worker: the render threads of one process, and as many that prepare scenes for them.
 *
 * <p>Enters, on the node's thread: scenes to load, pictures to begin, ranges and previews to render. Leaves, drained on
 * the node's thread: exact sums, coarse views, and word of what failed. Sums belong to whoever drained them.
 */
@NullMarked
package org.umbel.node.render;

import org.jspecify.annotations.NullMarked;
