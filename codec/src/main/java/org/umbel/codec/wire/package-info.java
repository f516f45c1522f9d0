/**
 * The messages of a link, as records and as SBE bytes.
 *
 * <p>Enters: bytes from a peer, never trusted. Leaves: a {@link org.umbel.codec.wire.Message} whose every number was
 * checked against its limits, or a reason to refuse. Records own their arrays; nobody writes them after construction.
 */
@NullMarked
package org.umbel.codec.wire;

import org.jspecify.annotations.NullMarked;
