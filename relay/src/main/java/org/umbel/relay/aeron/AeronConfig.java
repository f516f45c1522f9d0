package org.umbel.relay.aeron;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.umbel.codec.wire.Message;
import org.umbel.topology.Endpoint;

/**
 * How a process uses Aeron.
 *
 * @param listen        where others dial in; port 0 asks for a free one; empty for who only dials
 * @param dialTimeoutNs a dial without an answer fails after this
 * @param livenessNs    a silent stream is dead after this; the core's heartbeats are usually faster
 * @param linksMax      links at a time; further hellos are ignored
 * @param storage       folders for the driver's term buffers, tried in this order; best in memory
 * @param log           lines for people, limited in rate; called from the agent's and the driver's thread
 * @param groupBytesPerSecond ceiling of what this process sends to all its children at once; 0: it does not
 * @param packetBytesMax largest UDP payload that is sent, a multiple of 32; see {@link #withPackets}
 * @param members       whose hello deserves an answer: nothing at all is sent to others
 */
public record AeronConfig(Optional<Endpoint> listen, long dialTimeoutNs, long livenessNs, int linksMax,
                          List<Path> storage, Consumer<String> log, long groupBytesPerSecond,
                          int packetBytesMax, Predicate<Message.Hello> members) {
    /** A dial without an answer fails after this. */
    public static final long DIAL_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(2);
    /** Long enough for five processes on two busy cores. */
    public static final long LIVENESS_NS = TimeUnit.SECONDS.toNanos(2);
    /** More than the 64 direct children of the design plus diallers from above. */
    public static final int LINKS_MAX = 128;
    /** The smallest packet that may be asked for, headers of IP and UDP counted: every IPv4 path carries it. */
    public static final int PACKET_BYTES_MIN = 576;
    /** The largest. None is that large: the usual one has 1,436 bytes. */
    public static final int PACKET_BYTES_MAX = 1500;

    public AeronConfig {
        storage = List.copyOf(storage);
        // Aeron wants liveness above its status interval, and a timer of 100 ms decides it
        if (dialTimeoutNs <= 0 || livenessNs < TimeUnit.MILLISECONDS.toNanos(500) || linksMax < 1
            || storage.isEmpty() || packetBytesMax < PacketSizes.payloadOf(PACKET_BYTES_MIN)) {
            throw new IllegalArgumentException("timeouts too short, no links or no folder: " + storage);
        }
    }

    /** For who only dials. */
    public static AeronConfig dialling(final Consumer<String> log) {
        return new AeronConfig(Optional.empty(), DIAL_TIMEOUT_NS, LIVENESS_NS, LINKS_MAX,
            DriverFolder.storageDefault(), log, 0, PacketSizes.USUAL_BYTES, hello -> true);
    }

    /** For who listens, and may dial too. */
    public static AeronConfig listening(final Endpoint listen, final Consumer<String> log) {
        return new AeronConfig(Optional.of(listen), DIAL_TIMEOUT_NS, LIVENESS_NS, LINKS_MAX,
            DriverFolder.storageDefault(), log, 0, PacketSizes.USUAL_BYTES, hello -> true);
    }

    /** The same for members only. */
    public AeronConfig withMembers(final Predicate<Message.Hello> newMembers) {
        return new AeronConfig(listen, dialTimeoutNs, livenessNs, linksMax, storage, log, groupBytesPerSecond,
            packetBytesMax, newMembers);
    }

    /** The same with another pace of what is sent to all children at once; 0: nothing is. */
    public AeronConfig withGroup(final long newBytesPerSecond) {
        return new AeronConfig(listen, dialTimeoutNs, livenessNs, linksMax, storage, log, newBytesPerSecond,
            packetBytesMax, members);
    }

    /** The same that sends no packets of more bytes, headers of IP and UDP counted; see {@link #PACKET_BYTES_MIN}. */
    public AeronConfig withPackets(final int newBytesMax) {
        return new AeronConfig(listen, dialTimeoutNs, livenessNs, linksMax, storage, log, groupBytesPerSecond,
            PacketSizes.payloadOf(newBytesMax), members);
    }
}
