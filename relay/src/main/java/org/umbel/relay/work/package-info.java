/** Grants on their way down: what is free, what each child owes, whose home a tile is. */
package org.umbel.relay.work;
