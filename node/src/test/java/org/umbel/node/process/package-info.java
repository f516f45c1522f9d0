/** Whole trees of real processes on loopback: what only processes can show. Slow beside unit tests, each bounded. */
package org.umbel.node.process;
