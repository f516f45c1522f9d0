/**
 * Content-addressed pieces of scene data and the manifests that name them.
 *
 * <p>Enters: scenes, or blocks from a peer, never trusted. Leaves: blocks of at most 256 KiB, named by the SHA-256 of
 * their uncompressed bytes, or a checked scene whose arrays belong to the caller. Nothing here keeps state.
 */
@NullMarked
package org.umbel.codec.block;

import org.jspecify.annotations.NullMarked;
