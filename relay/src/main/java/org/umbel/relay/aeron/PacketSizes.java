package org.umbel.relay.aeron;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How large packets to each host are: as large as told, until it shows that they do not come through; then as small as
 * passes wherever IPv6 does. Sizes are of UDP payloads, as Aeron counts; in words for people IP headers are counted.
 */
final class PacketSizes {
    /** Passes on nearly every path; nothing larger is ever sent. */
    static final int USUAL_BYTES = 1408;
    /** Every path that carries IPv6 carries packets of 1,280. Small messages, such as heartbeats, are never larger. */
    static final int SMALL_BYTES = 1152;
    /** Headers of UDP and IP. */
    private static final int IPV4_BYTES = 28;
    private static final int IPV6_BYTES = 48;
    /** Aeron's frames begin at multiples of this. */
    private static final int ALIGNMENT = 32;

    private final int usualBytes;
    private final Consumer<String> log;
    private final Map<String, Integer> byHost = new HashMap<>();

    /**
     * Nothing is known of any host.
     *
     * @param usualBytes largest payload
     */
    PacketSizes(final int usualBytes, final Consumer<String> log) {
        this.usualBytes = usualBytes;
        this.log = log;
    }

    /** The largest payload that makes packets of at most so many bytes, whichever IP it is. */
    static int payloadOf(final int packetBytes) {
        return Math.min(USUAL_BYTES, (packetBytes - IPV6_BYTES) / ALIGNMENT * ALIGNMENT);
    }

    /** Largest payload of a stream to a destination, HOST:PORT. */
    int bytes(final String destination, final WireStream wire) {
        return Math.min(wire.packetBytesMax(), byHost.getOrDefault(host(destination), usualBytes));
    }

    /** Nothing of a stream comes through: smaller packets will be tried, and people are told. Why the link ends. */
    String onHopeless(final String destination, final WireStream wire, final long bytesAgain) {
        final int bytes = bytes(destination, wire);
        final int header = destination.startsWith("[") ? IPV6_BYTES : IPV4_BYTES;
        final String what = String.format(Locale.ROOT, "packets of %,d bytes do not pass this path", bytes + header);
        if (bytes <= SMALL_BYTES) {
            return what + ". Find what does pass (ping -M do -s BYTES) and give it to both sides: --mtu BYTES";
        }
        byHost.put(host(destination), SMALL_BYTES);
        log.accept(wire.kind() + " to " + destination + String.format(Locale.ROOT,
            ": %,d bytes were sent again and nothing of them arrived, while small messages did: %s. None of more than"
                + " %,d is sent there from now on; with --mtu %d, on both sides, none is from the start",
            bytesAgain, what, SMALL_BYTES + header, SMALL_BYTES + IPV6_BYTES));
        return what;
    }

    private static String host(final String destination) {
        return destination.substring(0, destination.lastIndexOf(':'));
    }
}
