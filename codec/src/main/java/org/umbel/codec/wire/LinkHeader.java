package org.umbel.codec.wire;

/**
 * In front of every message of a link.
 *
 * @param incarnation random number drawn when the sending process started
 * @param counter     0, 1, 2... within this link, direction and stream: seen ones are ignored, a gap kills the link
 */
public record LinkHeader(long incarnation, long counter) {}
