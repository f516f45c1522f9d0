package org.umbel.bench.fanout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.umbel.bench.TestFarm;
import org.umbel.node.process.NodeProcess;

/**
 * One sending to all receivers, on a farm of its own.
 *
 * @param peer      by whom
 * @param receivers how many there are
 * @param mib       how much is sent
 * @param mbit      what each link carries, Mbit/s
 * @param loss      per cent, independent at each machine; "0": none
 * @param freezes   whether the last receiver stands still from the middle on, and is not waited for
 */
record Trial(Peers peer, int receivers, int mib, int mbit, String loss, boolean freezes) {
    /** Of a link's bits, what can be payload: 1,376 bytes of the 1,450 of a packet. */
    private static final double PAYLOAD = 0.949;
    private static final long START_SECONDS = 40;
    private static final long SLOWNESS_MAX = 4;
    /** Machine 1 ends when all others have, so that nothing that they say is lost. */
    private static final String SCRIPT = """
        if [ $UMBEL_INDEX = 1 ]; then
          nice -n -10 %1$s send $UMBEL_ADDRESS %2$s || exit
          for i in $(seq 2 $((%3$d + 1))); do until [ -e ended-$i ]; do sleep 0.01; done; done
          printf '\nsent %%d\n' "$(cat /sys/class/net/eth0/statistics/tx_bytes)"
        else
          %1$s receive $UMBEL_ADDRESS %2$s &
          if [ $UMBEL_INDEX = %4$d ]; then
            until [ $(cat /sys/class/net/eth0/statistics/rx_bytes) -gt %5$d ]; do sleep 0.01; done
            kill -STOP $!
          fi
          wait $! || echo "failed: receiver $UMBEL_INDEX"
          touch ended-$UMBEL_INDEX
        fi
        """;

    /**
     * How it went.
     *
     * @param seconds   from the sender's first byte until the last one waited for has proved all; NaN: it failed
     * @param linkBytes over the sender's link, from it; NaN where not counted
     * @param pausedMs  the longest that one of its processes is known to have stood still, milliseconds
     * @param reason    why it failed, or empty
     */
    record Outcome(double seconds, double linkBytes, double pausedMs, String reason) {
        static Outcome failed(final String reason) {
            return new Outcome(Double.NaN, Double.NaN, 0, reason);
        }

        boolean isDone() {
            return reason.isEmpty();
        }
    }

    /** Of the link: what was sent once, over what it could have carried in that time. */
    double share(final Outcome outcome) {
        return storedBytes() * 8 / (outcome.seconds() * mbit * 1e6 * PAYLOAD);
    }

    double storedBytes() {
        return (double) Blocks.count(mib) * Blocks.BYTES;
    }

    /** What goes before. */
    private long warmBytes() {
        return peer == Peers.GROUP ? (long) GroupPeer.WARM_MIB << 20 : 0;
    }

    /** For people and figures. */
    String name() {
        return peer.name().toLowerCase(Locale.ROOT) + "-" + receivers + "-loss" + loss + (freezes ? "-frozen" : "");
    }

    /** Sends; never longer than a bound that no peer should come near. */
    Outcome run() throws IOException {
        final double idealSeconds = storedBytes() * 8 / (mbit * 1e6) * (peer == Peers.TCP ? receivers : 1);
        final long boundSeconds = START_SECONDS + Math.round(SLOWNESS_MAX * idealSeconds);
        final List<String> options = new ArrayList<>(List.of("--rate", Integer.toString(mbit)));
        if (Double.parseDouble(loss) > 0) {
            options.addAll(List.of("--loss", loss));
        }
        options.add(Integer.toString(receivers + 1));
        final Path folder = TestFarm.newFolder();
        final List<String> java = new ArrayList<>(NodeProcess.java(FanoutBench.class));
        java.set(java.size() - 1, peer.program());
        java.add(1, "-Djava.io.tmpdir=" + folder);
        final String script = SCRIPT.formatted(String.join(" ", java), receivers + " " + mib + " " + mbit, receivers,
            freezes ? receivers + 1 : 0, warmBytes() + (long) storedBytes() / 2);
        try (TestFarm farm = new TestFarm(folder, options, script, boundSeconds)) {
            return read(farm, boundSeconds);
        }
    }

    private Outcome read(final TestFarm farm, final long boundSeconds) throws IOException {
        final int expected = receivers - (freezes ? 1 : 0);
        long beginNs = 0;
        long doneNs = Long.MIN_VALUE;
        int done = 0;
        double pausedMs = 0;
        double bytesBefore = 0;
        for (String line = farm.readLine(); line != null; line = farm.readLine()) {
            final String[] words = line.split(" ");
            if (words[0].equals("begin")) {
                beginNs = Long.parseLong(words[1]);
            } else if (words[0].equals("done")) {
                done++;
                doneNs = Math.max(doneNs, Long.parseLong(words[1]));
            } else if (words[0].equals("before")) {
                bytesBefore = Double.parseDouble(words[1]);
            } else if (words[0].equals("paused")) {
                pausedMs = Math.max(pausedMs, Double.parseDouble(words[1]));
            } else if (words[0].equals("failed:")) {
                break;
            }
            final boolean isOver = words[0].equals("sent");
            if (beginNs != 0 && done == expected && (freezes || isOver)) {
                return new Outcome((doneNs - beginNs) / 1e9,
                    isOver ? Double.parseDouble(words[1]) - bytesBefore : Double.NaN,
                    pausedMs, "");
            }
        }
        return Outcome.failed("%d of %d receivers were done when it ended, in %d s at most: %s".formatted(done,
            expected, boundSeconds, farm.lastWords()));
    }
}
