/**
 * Who is there, when nobody was named: nodes announce themselves by DNS-SD over multicast DNS, and others choose one.
 *
 * <p>Enters: the address that this node is bound to, and what it tells of itself. Leaves: whom to dial. Announcements
 * are hearsay that anybody on the network may send: whoever is dialled is still judged at the handshake.
 */
@NullMarked
package org.umbel.node.discovery;

import org.jspecify.annotations.NullMarked;
