/**
 * One link of the tree: hello, counters, heartbeats, the queues of what is to be sent, and dialling again.
 *
 * <pre>
 *   DIALLED ----------- welcome ------> OPEN ---- silence, gap, bad message, transport ----> DOWN
 *   HELLO_AWAITED ----- hello --------> OPEN
 *   HELLO_AWAITED ----- hello, key ---> PROOF_AWAITED ---- proof ----> OPEN
 *   HELLO_AWAITED ----- bad hello ----> REFUSING ---- refusal sent, silence ----> DOWN
 *   DIALLED, HELLO_AWAITED, PROOF_AWAITED ---- silence, refusal, no proof, transport ----> DOWN
 * </pre>
 *
 * <p>Enters: messages of one link with their headers. Leaves: the same in the other direction, each stream in order. A
 * queued message belongs to nobody any more: no one writes its arrays.
 */
@NullMarked
package org.umbel.relay.link;

import org.jspecify.annotations.NullMarked;
