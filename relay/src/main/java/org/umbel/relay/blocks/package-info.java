/**
 * Scene blocks on their way down: what is held, who wants what, and who is sent what.
 *
 * <p>Enters: blocks from the parent, the importer or the disk, wants from children. Leaves: for each block one look at
 * the disk, then one want towards the parent; one message to the group when several of its members want it, else one
 * copy per child; and unasked, what is pushed. Blocks are immutable and shared; the store may be read by any thread,
 * the rest belongs to the node's.
 */
@NullMarked
package org.umbel.relay.blocks;

import org.jspecify.annotations.NullMarked;
