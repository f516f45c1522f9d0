/**
 * Content-addressed pieces of scene data and the manifests that name them.
 *
 * <p>Enters: flat record bytes. Leaves: blocks of at most 256 KiB, named by the SHA-256 of their uncompressed bytes.
 */
package org.umbel.codec.block;
