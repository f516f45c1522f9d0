package org.umbel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long nodes that were told nothing take to find one another: a client and three leaves, each with a network
 * namespace of its own on one bridge, from the start of the last process as a person starts it, {@code scripts/node},
 * until the client says "3 leaves". Last comes the client, one leaf, or all three leaves at once, which share this
 * machine's cores; who was there before has had two seconds, and does little. Median of the runs; needs what
 * scripts/testfarm needs.
 */
public final class DiscoveryBench {
    private static final double GOAL_SECONDS = 3;
    private static final String STARTS = "the last one starts";
    private static final String MET = ", 3 leaves";
    /** Every node writes its words to a file of its own; whoever comes last waits for the others' words. */
    private static final String SCRIPT = """
        await() { until grep -qs "$1" "${@:2}"; do sleep 0.01; done; }
        last() { sleep 2; echo '%2$s'; }
        node() { %1$s --bind $UMBEL_ADDRESS --insecure --farm-name bench "$@"; }
        if [ $UMBEL_INDEX = 1 ]; then
          if [ %3$s = client ]; then
            for i in 2 3 4; do await 'looks for a farm' %4$s/leaf-$i; done
            last
          fi
          node --name client --role=client %5$s --threads 0 --spp 4096 --no-page 2>&1 | tee %4$s/client
        else
          case %3$s in
            leaf) if [ $UMBEL_INDEX = 4 ]; then await '2 leaves' %4$s/client; last; fi ;;
            leaves)
              await 'waiting for leaves' %4$s/client
              if [ $UMBEL_INDEX = 2 ]; then last; else sleep 2; fi ;;
          esac
          node --name leaf-$UMBEL_INDEX --role=leaf --threads 1 --duty 10 > %4$s/leaf-$UMBEL_INDEX 2>&1
        fi
        """;

    private DiscoveryBench() {}

    /** Runs the bench. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final int runs = Arguments.read(args, "discovery [RUNS]", 5)[0];
        final Figures figures = new Figures("discovery", System.out);
        for (final String last : List.of("client", "leaf", "leaves")) {
            final List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                seconds.add(meet(last));
                System.err.printf(Locale.ROOT, "%s %.2f s%n", last, seconds.getLast());
            }
            final double median = seconds.stream().sorted().toList().get(runs / 2);
            figures.add("met-" + last + "-last", median, "s", "<=3", median <= GOAL_SECONDS);
        }
        System.exit(figures.finish(System.err, Scenes.out(), "discovery"));
    }

    private static double meet(final String last) throws IOException, InterruptedException {
        final Path folder = Files.createTempDirectory("umbel-discovery-");
        final Process farm = new ProcessBuilder(Scenes.script("testfarm").toString(), "4", "--", "bash", "-c",
            SCRIPT.formatted(Scenes.script("node"), STARTS, last, folder, Scenes.boxes()))
            .redirectErrorStream(true).start();
        try (BufferedReader said = farm.inputReader(StandardCharsets.UTF_8)) {
            final List<String> lines = new ArrayList<>();
            long beganNs = 0;
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                lines.add(line);
                if (line.equals(STARTS)) {
                    beganNs = System.nanoTime();
                } else if (beganNs != 0 && line.endsWith(MET)) {
                    return (System.nanoTime() - beganNs) / 1e9;
                }
            }
            throw new IllegalStateException("they did not meet:\n" + String.join("\n", lines));
        } finally {
            // Not destroyForcibly: it ends its nodes by itself, and then is waited for.
            farm.destroy();
            farm.waitFor();
            try (Stream<Path> files = Files.list(folder)) {
                for (final Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }
}
