package org.umbel.bench.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.umbel.bench.TestFarm;
import org.umbel.node.cli.Main;
import org.umbel.node.process.NodeProcess;

/**
 * A scene from a client to a leaf, on a farm of its own: a client, relays and a leaf in a row.
 *
 * @param scene  its file
 * @param levels links between client and leaf
 * @param mbit   what each link carries, Mbit/s, Ethernet headers counted
 */
record Passage(Path scene, int levels, int mbit) {
    private static final long START_SECONDS = 90;
    private static final long SLOWNESS_MAX = 4;
    /** More than all hellos and what else comes before a scene; 10 ms of 100 Mbit/s. */
    private static final long BEGUN_BYTES = 128 << 10;
    private static final String HAS_SCENE = "has scene ";
    /** Each machine but the leaf says when it begins to send downwards, and at the end how many bytes it sent there. */
    private static final String SCRIPT = """
        node() {
          %1$s --bind $UMBEL_ADDRESS --insecure --no-discovery --name node-$UMBEL_INDEX --role="$@" 2>&1
          echo "ended: node-$UMBEL_INDEX"
        }
        parent="--parent 10.231.0.$((UMBEL_INDEX - 1)):7400"
        case $UMBEL_INDEX in
          1) node client %2$s --listen 7400 --threads 0 --no-page --spp 1 --size 64x64 & ;;
          %4$d) node leaf $parent --threads 1 --no-cache; exit ;;
          *) node relay $parent --listen 7400 --no-cache & ;;
        esac
        down=/sys/class/net/net2
        [ -e $down ] || down=/sys/class/net/eth0
        until read -r bytes < $down/statistics/tx_bytes && [ $bytes -gt %3$d ]; do sleep 0.005; done
        echo "begun $UMBEL_INDEX"
        until [ -e over ]; do sleep 0.02; done
        echo "carried $UMBEL_INDEX $(cat $down/statistics/tx_bytes)"
        wait
        """;

    /**
     * How it went.
     *
     * @param seconds   from when the client begins to send until the leaf has the scene; NaN: it failed
     * @param begunNs   of each link, from the client's on: how much later than the first one it began
     * @param linkBytes of each link
     * @param reason    why it failed, or empty
     */
    record Outcome(double seconds, List<Long> begunNs, List<Long> linkBytes, String reason) {}

    Outcome run() throws IOException {
        final Path folder = TestFarm.newFolder();
        final long boundSeconds = START_SECONDS + SLOWNESS_MAX * Files.size(scene) * 8 / (mbit * 1_000_000L);
        final String nets = IntStream.rangeClosed(1, levels).mapToObj(i -> i + "," + (i + 1))
            .collect(Collectors.joining("/"));
        final String script = SCRIPT.formatted(String.join(" ", NodeProcess.java(Main.class)), scene.toAbsolutePath(),
            BEGUN_BYTES, levels + 1);
        try (TestFarm farm = new TestFarm(folder, List.of("--rate", Integer.toString(mbit), "--nets", nets,
            Integer.toString(levels + 1)), script, boundSeconds)) {
            return read(farm, folder.resolve("over"), boundSeconds);
        }
    }

    private Outcome read(final TestFarm farm, final Path over, final long boundSeconds) throws IOException {
        final Map<Integer, Long> begunNs = new TreeMap<>();
        final Map<Integer, Long> linkBytes = new TreeMap<>();
        double seconds = Double.NaN;
        for (String line = farm.readLine(); line != null && !line.startsWith("ended: "); line = farm.readLine()) {
            final long nowNs = System.nanoTime();
            final String[] words = line.split(" ");
            if (words[0].equals("begun")) {
                begunNs.put(Integer.valueOf(words[1]), nowNs);
            } else if (line.contains(HAS_SCENE) && begunNs.containsKey(1)) {
                seconds = (nowNs - begunNs.get(1)) / 1e9;
                Files.createFile(over);
            } else if (words[0].equals("carried")) {
                linkBytes.put(Integer.valueOf(words[1]), Long.valueOf(words[2]));
                if (linkBytes.size() == levels) {
                    return new Outcome(seconds, begunNs.values().stream().map(ns -> ns - begunNs.get(1)).toList(),
                        List.copyOf(linkBytes.values()), "");
                }
            }
        }
        return new Outcome(Double.NaN, List.of(), List.of(), "it ended, after %d s at most: %s".formatted(boundSeconds,
            farm.lastWords()));
    }
}
