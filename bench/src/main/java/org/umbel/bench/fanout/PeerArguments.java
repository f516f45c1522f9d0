package org.umbel.bench.fanout;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A peer's command line: {@code send|receive ADDRESS RECEIVERS MIB MBIT}.
 *
 * @param isSender  which side it is
 * @param address   of its own interface
 * @param receivers how many there are
 * @param mib       how much is sent
 * @param mbit      what the links carry, Mbit/s, Ethernet headers counted
 */
public record PeerArguments(boolean isSender, String address, int receivers, int mib, int mbit) {
    /** Read from a main's arguments. */
    public static PeerArguments of(final String[] args) {
        if (args.length != 5 || !args[0].equals("send") && !args[0].equals("receive")) {
            throw new IllegalArgumentException("send|receive ADDRESS RECEIVERS MIB MBIT");
        }
        return new PeerArguments(args[0].equals("send"), args[1], Integer.parseInt(args[2]),
            Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    }

    /** All that is sent, in order. */
    public List<byte[]> blocks() {
        return IntStream.range(0, Blocks.count(mib)).mapToObj(Blocks::block).toList();
    }
}
