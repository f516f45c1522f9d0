/**
 * The shape of a tree: who is whose parent, and where.
 *
 * <p>Enters: what a person says about machines. Leaves: validated records, or problems with their place and remedy.
 */
@NullMarked
package org.umbel.topology;

import org.jspecify.annotations.NullMarked;
