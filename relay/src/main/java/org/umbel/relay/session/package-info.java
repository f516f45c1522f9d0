/** A session at one node: its epoch and its work, and at the root its picture. */
package org.umbel.relay.session;
