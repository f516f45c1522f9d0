package org.umbel.relay.simulated;

/**
 * How a simulated network behaves. Times in nanoseconds, probabilities per message.
 *
 * @param latencyNs            one way, of every message
 * @param jitterNs             mean of the exponentially distributed delay on top (loss shows as delay:
 *                             retransmits)
 * @param slowProbability      a message (and so what follows it on its stream) is held by up to {@code
 *                             slowNs}
 * @param slowNs               see {@code slowProbability}
 * @param blockSkewNs          extra one-way delay of the block stream, so that grants overtake blocks
 * @param bytesPerSecond       of each stream and direction
 * @param streamBytesMax       bound of what one stream holds between send and poll; beyond it sends fail
 * @param duplicateProbability a message comes a second time, later
 * @param gapProbability       a message vanishes although its counter is used: the receiver must end the link
 *                             when the next one comes; if none does, the transport ends it
 * @param malformedProbability bytes that are no message come along before a message
 * @param connectTimeoutNs     after which a dial that nobody answered fails
 * @param deathNoticeMinNs     after a kill or a cut the other side's transport notices not before this
 * @param deathNoticeMaxNs     and not after this
 */
public record NetworkOptions(long latencyNs, long jitterNs, double slowProbability, long slowNs,
                             long blockSkewNs,
                             long bytesPerSecond, int streamBytesMax, double duplicateProbability,
                             double gapProbability, double malformedProbability, long connectTimeoutNs,
                             long deathNoticeMinNs, long deathNoticeMaxNs) {
    private static final long MS = 1_000_000;

    /** A quiet local network: 0.1 ms, 1 Gbit/s, no faults. */
    public static final NetworkOptions LAN = new NetworkOptions(100_000, 50_000, 0, 0, 0, 125_000_000,
        1 << 20,
        0, 0, 0, 1_000 * MS, 500 * MS, 1_200 * MS);

    public NetworkOptions {
        if (latencyNs < 0 || jitterNs < 0 || slowNs < 0 || blockSkewNs < 0 || bytesPerSecond < 1
            || streamBytesMax < 1 || connectTimeoutNs < 1 || deathNoticeMinNs < 0
            || deathNoticeMaxNs < deathNoticeMinNs) {
            throw new IllegalArgumentException("network options out of bounds: " + this);
        }
    }
}
