/**
 * Content-addressed pieces of scene data and the manifests that name them.
 *
 * <p>Enters: scenes, or blocks from a peer, never trusted. Leaves: blocks of at most 256 KiB, named by the SHA-256 of
 * their uncompressed bytes, differences between them, or a checked scene whose arrays belong to the caller. Nothing
 * here keeps state but {@link org.umbel.codec.block.SceneWriter}, which has one thread.
 *
 * <p>From the inside out: {@code ContentCuts} says where a record ends a piece, {@code Layout} and {@code BlockCodec}
 * make a block of it, {@code Manifest} lists the pieces of all records, {@code ManifestTree} cuts that list in turn;
 * {@code SceneBlocks} is the door. {@code BlockBases} and {@code BlockDelta} tell a version by the one before.
 */
@NullMarked
package org.umbel.codec.block;

import org.jspecify.annotations.NullMarked;
