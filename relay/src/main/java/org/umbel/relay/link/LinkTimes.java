package org.umbel.relay.link;

/**
 * Times of a link.
 *
 * @param heartbeatNs between heartbeats
 * @param deadAfterNs silence that ends it
 */
public record LinkTimes(long heartbeatNs, long deadAfterNs) {
    private static final long RETRY_NS = 1_000_000L;

    long retryAtNs(final long nowNs) {
        return nowNs + RETRY_NS;
    }
}
