package org.umbel.relay.session;

/**
 * A leaf whose sums are not those of others who rendered the same samples.
 *
 * @param incarnation of its process
 * @param name        for people
 * @param reason      what it said and who says otherwise, for people
 */
public record Liar(long incarnation, String name, String reason) {}
