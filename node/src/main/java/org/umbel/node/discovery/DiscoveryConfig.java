package org.umbel.node.discovery;

/**
 * How a node looks around.
 *
 * @param address the local address whose network is looked at: that which the node is bound to
 * @param farm    only nodes of a farm of this name are met; empty: of any
 * @param seeks   whether this node dials whom it finds; otherwise it is only found
 */
public record DiscoveryConfig(String address, String farm, boolean seeks) {}
