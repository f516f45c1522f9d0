/** The node put together: uplinks, children, a local worker. */
package org.umbel.relay.hub;
