/**
 * Blocks on disk, so that tomorrow only what changed travels; and the shapes of built structures, so that a restarted
 * leaf need not build them again (decision 23). And a small file of hints
 * ({@link org.umbel.node.store.HintFile}), of which nothing depends on being right.
 *
 * <p>Enters: blocks to keep, names of blocks to find; what is found on the disk is trusted no more than a peer. Leaves:
 * blocks whose bytes have been shown to be what their name says, or word that there is none. A
 * {@link org.umbel.node.store.BlockFolder} is shared by all processes of a machine at the same time and keeps no index
 * that has to be true; a {@link org.umbel.node.store.BlockDisk} is the thread that does its work, so that a node's own
 * thread never waits for a disk. Nothing here ever keeps a node from working: a disk that is full, read-only, or broken
 * is told once, and then blocks travel as if there were no disk. Decision 20 says why the files are as they are.
 */
@NullMarked
package org.umbel.node.store;

import org.jspecify.annotations.NullMarked;
