/** Scene blocks on their way down: what is held, who wants what, who is sent what. */
package org.umbel.relay.blocks;
