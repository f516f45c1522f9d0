package org.umbel.relay.group;

/**
 * The measures of a group, the same at its source and its sinks but for the rate.
 *
 * @param bytesPerSecond   ceiling of the rate, counted with {@code overheadBytes} for each datagram
 * @param datagramBytes    largest datagram: what fits a packet
 * @param overheadBytes    what the link adds to each datagram: 42 of UDP, IP and Ethernet
 * @param generationShards data shards of a full generation
 * @param windowBytes      what the source keeps for repair, and so what a sink keeps at most
 * @param messageBytesMax  largest message
 * @param times            how long it waits
 */
public record GroupOptions(long bytesPerSecond, int datagramBytes, int overheadBytes, int generationShards,
                           int windowBytes, int messageBytesMax, GroupTimes times) {
    /** Data shards that a generation has at least, however low the rate, unless less was asked for. */
    static final int GENERATION_SHARDS_MIN = 16;

    private static final int DATAGRAM_BYTES = 1408;
    private static final int OVERHEAD_BYTES = 42;
    private static final int GENERATION_SHARDS = 192;
    private static final int WINDOW_BYTES = 8 << 20;
    private static final int MESSAGE_BYTES_MAX = 512 << 10;

    public GroupOptions {
        require(bytesPerSecond > 0, "bytesPerSecond", bytesPerSecond);
        require(datagramBytes >= 128 && datagramBytes <= 65_507, "datagramBytes", datagramBytes);
        require(overheadBytes >= 0, "overheadBytes", overheadBytes);
        require(generationShards > 0 && generationShards < Report.COMPLETE, "generationShards", generationShards);
        require(messageBytesMax > 0, "messageBytesMax", messageBytesMax);
        require(windowBytes >= 2L * messageBytesMax, "windowBytes", windowBytes);
        final int shardsMin = Math.min(generationShards, GENERATION_SHARDS_MIN);
        require(messageBytesMax / (datagramBytes - Header.BYTES - Frames.DATA_OFFSET) / shardsMin
            < Header.GENERATIONS_MAX / 2, "messageBytesMax", messageBytesMax);
    }

    private static void require(final boolean isRight, final String name, final long value) {
        if (!isRight) {
            throw new IllegalArgumentException(name + " " + value);
        }
    }

    /** For a LAN and the packets that pass everywhere. */
    public static GroupOptions of(final long bytesPerSecond) {
        return new GroupOptions(bytesPerSecond, DATAGRAM_BYTES, OVERHEAD_BYTES, GENERATION_SHARDS, WINDOW_BYTES,
            MESSAGE_BYTES_MAX, GroupTimes.LAN);
    }

    /** The part of a datagram that parity is made of. */
    int shardBytes() {
        return datagramBytes - Header.BYTES;
    }

    /** Shards of the window. */
    int windowShards() {
        return windowBytes / shardBytes();
    }
}
