package org.umbel.relay.simulated;

/**
 * How a simulated network behaves. Begin with {@link #LAN} and derive. Times in nanoseconds, probabilities per message.
 *
 * @param delays           how long messages are under way
 * @param mishaps          what happens to messages besides
 * @param group            what becomes of what is sent to all
 * @param bytesPerSecond   of each stream and direction
 * @param streamBytesMax   bound of what one stream holds between send and poll; beyond it sends fail
 * @param connectTimeoutNs after which a dial that nobody answered fails
 * @param deathNoticeMinNs after a kill or a cut the other side's transport notices not before this
 * @param deathNoticeMaxNs and not after this
 */
public record NetworkOptions(Delays delays, Mishaps mishaps, Group group, long bytesPerSecond, int streamBytesMax,
                             long connectTimeoutNs, long deathNoticeMinNs, long deathNoticeMaxNs) {
    private static final long MS = 1_000_000;
    /** Below it a burst of views holds up what comes after it by this. */
    private static final long NARROW_BYTES_PER_SECOND = 1_000_000;
    private static final long NARROW_NS = 1_000 * MS;

    /** A quiet local network: 0.1 ms, 1 Gbit/s, no faults. */
    public static final NetworkOptions LAN = new NetworkOptions(
        new Delays(100_000, 50_000, Jitter.EXPONENTIAL, 0, 0, 0), Mishaps.NONE, Group.NONE, 125_000_000, 1 << 20,
        1_000 * MS,
        500 * MS, 1_200 * MS);

    /** The distribution of the delay on top of the latency; all have the same mean. */
    public enum Jitter {
        /** Between nothing and twice the mean. */
        UNIFORM,
        /** Most small, few large, none beyond ten times the mean. */
        EXPONENTIAL,
        /** A Pareto distribution (shape 2): mostly none, now and then fifty times the mean. */
        HEAVY_TAILED
    }

    /**
     * How long messages are under way, one way.
     *
     * @param latencyNs       of every message
     * @param jitterNs        mean of what comes on top (loss shows as delay: retransmits)
     * @param jitter          its distribution
     * @param slowProbability a message (and so what follows it on its stream) is held by up to {@code slowNs}
     * @param slowNs          see {@code slowProbability}
     * @param blockSkewNs     extra delay of the block stream, so that grants overtake blocks
     */
    public record Delays(long latencyNs, long jitterNs, Jitter jitter, double slowProbability, long slowNs,
                         long blockSkewNs) {
        public Delays {
            if (latencyNs < 0 || jitterNs < 0 || slowNs < 0 || blockSkewNs < 0) {
                throw new IllegalArgumentException("a delay below nothing");
            }
        }

        public Delays withLatency(final long newLatencyNs, final long newJitterNs) {
            return new Delays(newLatencyNs, newJitterNs, jitter, slowProbability, slowNs, blockSkewNs);
        }

        public Delays withJitter(final Jitter newJitter) {
            return new Delays(latencyNs, jitterNs, newJitter, slowProbability, slowNs, blockSkewNs);
        }

        public Delays withSlow(final double probability, final long newSlowNs) {
            return new Delays(latencyNs, jitterNs, jitter, probability, newSlowNs, blockSkewNs);
        }

        public Delays withBlockSkew(final long newBlockSkewNs) {
            return new Delays(latencyNs, jitterNs, jitter, slowProbability, slowNs, newBlockSkewNs);
        }

        long maxNs() {
            return latencyNs + blockSkewNs + (slowProbability > 0 ? slowNs : 0) + switch (jitter) {
                case UNIFORM -> 2 * jitterNs;
                case EXPONENTIAL -> 10 * jitterNs;
                case HEAVY_TAILED -> 50 * jitterNs;
            };
        }

        long draw(final SeededRandom random) {
            return latencyNs + switch (jitter) {
                case UNIFORM -> (long) (2 * jitterNs * random.nextDouble());
                case EXPONENTIAL -> random.exponential(jitterNs);
                case HEAVY_TAILED -> random.heavyTailed(jitterNs);
            };
        }
    }

    /**
     * What happens to messages besides delay.
     *
     * @param duplicateProbability a message comes a second time, later
     * @param ghostProbability     a message comes a second time when the two hosts have another link, under the number
     *                             of the old one: duplication across a reconnect
     * @param gapProbability       a message vanishes although its counter is used: the receiver must end the link when
     *                             the next one comes; if none does, the transport ends it
     * @param malformedProbability bytes that are no message come along before a message
     */
    public record Mishaps(double duplicateProbability, double ghostProbability, double gapProbability,
                          double malformedProbability) {
        public static final Mishaps NONE = new Mishaps(0, 0, 0, 0);
    }

    /**
     * What becomes of messages for all.
     *
     * @param blockedProbability a child never hears the group
     * @param leaveProbability   per message and member: the member leaves within 0.4 seconds
     * @param spoiltProbability  per message and member: it comes with other bytes than were sent
     * @param mangledProbability per message and member: what comes is no message, or another block
     */
    public record Group(double blockedProbability, double leaveProbability, double spoiltProbability,
                        double mangledProbability) {
        /** There is no group. */
        public static final Group NONE = new Group(1, 0, 0, 0);
    }

    public NetworkOptions {
        if (bytesPerSecond < 1 || streamBytesMax < 1 || connectTimeoutNs < 1 || deathNoticeMinNs < 0
            || deathNoticeMaxNs < deathNoticeMinNs) {
            throw new IllegalArgumentException("network options out of bounds");
        }
    }

    /** The longest that a message may be under way, one way, while nothing holds it. */
    public long delayMaxNs() {
        return delays.maxNs() + (bytesPerSecond < NARROW_BYTES_PER_SECOND ? NARROW_NS : 0);
    }

    public NetworkOptions withDelays(final Delays newDelays) {
        return new NetworkOptions(newDelays, mishaps, group, bytesPerSecond, streamBytesMax, connectTimeoutNs,
            deathNoticeMinNs, deathNoticeMaxNs);
    }

    public NetworkOptions withMishaps(final Mishaps newMishaps) {
        return new NetworkOptions(delays, newMishaps, group, bytesPerSecond, streamBytesMax, connectTimeoutNs,
            deathNoticeMinNs, deathNoticeMaxNs);
    }

    public NetworkOptions withGroup(final Group newGroup) {
        return new NetworkOptions(delays, mishaps, newGroup, bytesPerSecond, streamBytesMax, connectTimeoutNs,
            deathNoticeMinNs, deathNoticeMaxNs);
    }

    public NetworkOptions withStreams(final long newBytesPerSecond, final int newStreamBytesMax) {
        return new NetworkOptions(delays, mishaps, group, newBytesPerSecond, newStreamBytesMax, connectTimeoutNs,
            deathNoticeMinNs, deathNoticeMaxNs);
    }

    public NetworkOptions withDeathNotice(final long newMinNs, final long newMaxNs) {
        return new NetworkOptions(delays, mishaps, group, bytesPerSecond, streamBytesMax, connectTimeoutNs, newMinNs,
            newMaxNs);
    }
}
