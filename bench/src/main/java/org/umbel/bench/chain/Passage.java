package org.umbel.bench.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.umbel.bench.TestFarm;
import org.umbel.node.cli.Main;
import org.umbel.node.process.NodeProcess;

/**
 * Two scenes, one after the other, each from a client of its own to the same leaf, on a farm of its own: a client,
 * relays and a leaf in a row. All processes have just begun when the first scene comes, so that their code is not
 * compiled; with the second only the client is new.
 *
 * @param scenes their two files
 * @param levels links between client and leaf
 * @param mbit   what each link carries, Mbit/s, Ethernet headers counted
 */
record Passage(List<Path> scenes, int levels, int mbit) {
    private static final long START_SECONDS = 120;
    private static final long SLOWNESS_MAX = 5;
    /** More than all hellos and what else comes before a scene; 10 ms of 100 Mbit/s. */
    private static final long BEGUN_BYTES = 128 << 10;
    /**
     * Otherwise the compilers of four processes take more of two shared cores, for the whole of a scene's way, than all
     * else that these do; they would not share them elsewhere. Only hashing is compiled as usual: without the
     * processor's instructions for it, which no other code is given, it is half of what a relay does.
     */
    private static final String DIRECTIVES = """
        [{match: ["sun/security/provider/*.*"], c2: {Exclude: false}}, {match: ["*.*"], c2: {Exclude: true}}]
        """;
    private static final String HAS_SCENE = "has scene ";
    /** The client says when it begins to send a scene, all but the leaf at the end how much they sent downwards. */
    private static final String SCRIPT = """
        node() {
          %1$s --bind $UMBEL_ADDRESS --insecure --no-discovery --name node-$UMBEL_INDEX --role="$@" 2>&1
          echo "ended: node-$UMBEL_INDEX"
        }
        sent() { read -r bytes < $down/statistics/tx_bytes; }
        await_begin() { until sent; [ $bytes -gt $1 ]; do sleep 0.005; done; echo begun; }
        client() {
          sent; await_begin $((bytes + %3$d)) &
          node client $1 --listen 7400 --threads 0 --no-page --spp 1 --size 64x64
        }
        parent="--parent 10.231.0.$((UMBEL_INDEX - 1)):7400"
        down=/sys/class/net/net2
        [ -e $down ] || down=/sys/class/net/eth0
        case $UMBEL_INDEX in
          1) for scene in %2$s; do client $scene; done & ;;
          %4$d) node leaf $parent --threads 1 --no-cache; exit ;;
          *) node relay $parent --listen 7400 --no-cache & ;;
        esac
        until [ -e over ]; do sleep 0.5; done
        sent; echo "carried $UMBEL_INDEX $bytes"
        wait
        """;

    /**
     * How it went.
     *
     * @param seconds   of each scene, from when the client begins to send until the leaf has it; fewer: it failed
     * @param linkBytes of each link, of both scenes
     * @param reason    why it failed, or empty
     */
    record Outcome(List<Double> seconds, List<Long> linkBytes, String reason) {}

    Outcome run() throws IOException {
        final Path folder = TestFarm.newFolder();
        final long boundSeconds = START_SECONDS + SLOWNESS_MAX * bytes() * 8 / (mbit * 1_000_000L);
        final String nets = IntStream.rangeClosed(1, levels).mapToObj(i -> i + "," + (i + 1))
            .collect(Collectors.joining("/"));
        final List<String> java = new ArrayList<>(NodeProcess.java(Main.class));
        java.addAll(1, List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:CompilerDirectivesFile="
            + Files.writeString(folder.resolve("directives"), DIRECTIVES)));
        final String script = SCRIPT.formatted(String.join(" ", java),
            scenes.stream().map(Path::toString).collect(Collectors.joining(" ")), BEGUN_BYTES, levels + 1);
        try (TestFarm farm = new TestFarm(folder, List.of("--rate", Integer.toString(mbit), "--nets", nets,
            Integer.toString(levels + 1)), script, boundSeconds)) {
            return read(farm, folder.resolve("over"), boundSeconds);
        }
    }

    /** Of both scenes. */
    long bytes() throws IOException {
        long bytes = 0;
        for (final Path scene : scenes) {
            bytes += Files.size(scene);
        }
        return bytes;
    }

    private Outcome read(final TestFarm farm, final Path over, final long boundSeconds) throws IOException {
        final List<Double> seconds = new ArrayList<>();
        final Map<Integer, Long> linkBytes = new TreeMap<>();
        long begunNs = 0;
        for (String line = farm.readLine(); line != null; line = farm.readLine()) {
            final long nowNs = System.nanoTime();
            final String[] words = line.split(" ");
            if (line.equals("begun")) {
                begunNs = nowNs;
            } else if (line.contains(HAS_SCENE)) {
                seconds.add((nowNs - begunNs) / 1e9);
                if (seconds.size() == scenes.size()) {
                    Files.createFile(over);
                }
            } else if (words[0].equals("carried")) {
                linkBytes.put(Integer.valueOf(words[1]), Long.valueOf(words[2]));
                if (linkBytes.size() == levels) {
                    return new Outcome(seconds, List.copyOf(linkBytes.values()), "");
                }
            } else if (line.startsWith("ended: ") && (!line.endsWith("-1") || seconds.isEmpty())) {
                break;
            }
        }
        return new Outcome(seconds, List.of(), "it ended, after %d s at most: %s".formatted(boundSeconds,
            farm.lastWords()));
    }
}
