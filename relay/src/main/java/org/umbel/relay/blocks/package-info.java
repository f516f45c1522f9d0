/**
 * Scene blocks on their way down: what is held, who wants what, and who is sent what.
 *
 * <p>Enters: blocks from the parent or the importer, wants from children. Leaves: one want per block towards the
 * parent, one copy per child that wants it. Blocks are immutable and shared; the store may be read by any thread, the
 * rest belongs to the node's.
 */
@NullMarked
package org.umbel.relay.blocks;

import org.jspecify.annotations.NullMarked;
