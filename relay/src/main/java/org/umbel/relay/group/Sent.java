package org.umbel.relay.group;

/**
 * What a source has sent.
 *
 * @param datagrams all, probes and announcements too
 * @param bytes     of these, without what the link adds
 * @param repairs   shards of them that were sent because somebody lacked one
 */
public record Sent(long datagrams, long bytes, long repairs) {}
