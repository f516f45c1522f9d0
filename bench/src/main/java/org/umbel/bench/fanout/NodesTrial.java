package org.umbel.bench.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.umbel.bench.TestFarm;
import org.umbel.node.cli.Main;
import org.umbel.node.process.NodeProcess;

/**
 * A scene from a real client to real leaves that share its link, whatever way they find.
 *
 * @param scene     its file
 * @param leaves    how many there are
 * @param mbit      what each link carries, Mbit/s
 * @param multicast whether the network lets it through
 */
record NodesTrial(Path scene, int leaves, int mbit, boolean multicast) {
    private static final long START_SECONDS = 60;
    /** More than all hellos and what else comes before a scene. */
    private static final long BEGUN_BYTES = 256 << 10;
    private static final String SCRIPT = """
        node() {
          %1$s --bind $UMBEL_ADDRESS --insecure --no-discovery --name node-$UMBEL_INDEX --role="$@" 2>&1
          echo "ended: node-$UMBEL_INDEX"
        }
        if [ $UMBEL_INDEX != 1 ]; then
          node leaf --parent 10.231.0.1:7400 --threads 1 --no-cache
          exit
        fi
        sent() { read -r bytes < /sys/class/net/eth0/statistics/tx_bytes; }
        node client %2$s --listen 7400 --threads 0 --no-page --spp 64 --size 640x360 &
        until sent; [ $bytes -gt %3$d ]; do sleep 0.005; done
        echo begun
        until [ -e over ]; do sleep 0.05; done
        sent; echo "sent $bytes"
        wait
        """;

    /** For people and figures. */
    String name() {
        return "nodes-" + leaves + (multicast ? "" : "-no-multicast");
    }

    /** Until each leaf has said that it has the scene; no longer than that many copies could take, and some. */
    Trial.Outcome run() throws IOException {
        final long boundSeconds = START_SECONDS + 2L * leaves * Files.size(scene) * 8 / (mbit * 1_000_000L);
        final List<String> options = new ArrayList<>(List.of("--rate", Integer.toString(mbit)));
        if (!multicast) {
            options.add("--no-multicast");
        }
        options.add(Integer.toString(leaves + 1));
        final String script = SCRIPT.formatted(String.join(" ", NodeProcess.java(Main.class)), scene, BEGUN_BYTES);
        final Path folder = TestFarm.newFolder();
        try (TestFarm farm = new TestFarm(folder, options, script, boundSeconds)) {
            long begunNs = 0;
            int have = 0;
            double seconds = Double.NaN;
            for (String line = farm.readLine(); line != null; line = farm.readLine()) {
                if (line.equals("begun")) {
                    begunNs = System.nanoTime();
                } else if (line.contains("has scene ") && ++have == leaves) {
                    seconds = (System.nanoTime() - begunNs) / 1e9;
                    Files.createFile(folder.resolve("over"));
                } else if (line.startsWith("sent ")) {
                    return new Trial.Outcome(seconds, Double.parseDouble(line.split(" ")[1]), 0, "");
                } else if (line.startsWith("ended: ")) {
                    break;
                }
            }
            return Trial.Outcome.failed("%d of %d leaves had it when it ended, in %d s at most: %s".formatted(have,
                leaves, boundSeconds, farm.lastWords()));
        }
    }
}
