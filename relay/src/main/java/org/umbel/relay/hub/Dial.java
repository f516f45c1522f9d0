package org.umbel.relay.hub;

import org.umbel.codec.wire.Message.Position;

/**
 * A link that a node keeps trying to have.
 *
 * @param endpoint where somebody listens
 * @param position where the dialler stands: CHILD towards its parent; PARENT for a client that dials its gateway
 */
public record Dial(String endpoint, Position position) {}
