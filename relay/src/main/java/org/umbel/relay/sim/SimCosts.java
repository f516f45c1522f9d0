package org.umbel.relay.sim;

import org.umbel.codec.wire.Message;

/**
 * What handling costs the one agent thread of a simulated process, and how large the sums of a real tile are. A process
 * is busy for that long before it looks again. Measured on real nodes by {@code scripts/bench calibrate}.
 *
 * @param messageNs per message received or sent, whatever it is
 * @param mergeNs   per report more: decoding a tile and adding it to what is there
 * @param packNs    per report sent: a tile to bytes
 * @param rangeNs   per range finished by the local worker or reported by a child: granted, owed and accepted
 * @param byteNs    per byte received or sent
 * @param tileBytes of the sums of a tile on the wire; 0: what the simulated sums would take
 */
public record SimCosts(double messageNs, double mergeNs, double packNs, double rangeNs, double byteNs,
                       int tileBytes) {
    /** Handling takes no time. */
    public static final SimCosts NONE = new SimCosts(0, 0, 0, 0, 0, 0);

    double receivedNs(final Message message) {
        return messageNs + byteNs * bytes(message)
            + (message instanceof Message.Report report ? mergeNs + rangeNs * report.ranges().size() : 0);
    }

    double sentNs(final Message message) {
        return messageNs + byteNs * bytes(message) + (message instanceof Message.Report ? packNs : 0);
    }

    private int bytes(final Message message) {
        return switch (message) {
            case Message.Report _ -> tileBytes;
            case Message.BlockData data -> data.block().compressed().length;
            case Message.View view -> Short.BYTES * view.rgb().length;
            default -> 0;
        };
    }
}
