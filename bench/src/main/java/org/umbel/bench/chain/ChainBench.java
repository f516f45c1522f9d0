package org.umbel.bench.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.umbel.bench.Arguments;
import org.umbel.bench.Figures;
import org.umbel.bench.Scenes;

/**
 * How much longer a scene takes over two and three links than over one, with real nodes: a client, relays that hold
 * nothing, a leaf. From when the client begins to send until the leaf has the scene. Needs what scripts/testfarm needs.
 */
public final class ChainBench {
    private static final String USAGE = "chain [--levels 1,2,3] [--mib 64] [--mbit 100] [--runs 3]";
    private static final double GOAL = 1.05;
    private static final double PAYLOAD = 0.949;

    private ChainBench() {}

    /** Runs the bench. */
    public static void main(final String[] args) throws IOException {
        final Arguments told = Arguments.named(args, USAGE, Set.of("levels", "mib", "mbit", "runs"), Set.of());
        final List<Integer> levels = told.list("levels", "1,2,3", "[1-8]").stream().map(Integer::valueOf).toList();
        final int mbit = told.number("mbit", 100);
        final Figures figures = new Figures("chain", System.out);
        final Path scene = Files.createTempFile("umbel-chain-", ".glb");
        try {
            NoiseScene.write(scene, told.number("mib", 64));
            final List<List<Passage.Outcome>> outcomes = new ArrayList<>();
            levels.forEach(_ -> outcomes.add(new ArrayList<>()));
            // in turns: the machine is not equally fast all the time
            for (int run = 0; run < told.number("runs", 3); run++) {
                for (int i = 0; i < levels.size(); i++) {
                    final Passage.Outcome outcome = new Passage(scene, levels.get(i), mbit).run();
                    System.err.println(levels.get(i) + " links: " + outcome);
                    outcomes.get(i).add(outcome);
                }
            }
            final double idealSeconds = Files.size(scene) * 8 / (mbit * 1e6 * PAYLOAD);
            double oneSeconds = Double.NaN;
            for (int i = 0; i < levels.size(); i++) {
                final double seconds = say(figures, "links-" + levels.get(i), outcomes.get(i), idealSeconds,
                    Files.size(scene));
                if (levels.get(i) == 1) {
                    oneSeconds = seconds;
                } else if (Double.isFinite(oneSeconds) && Double.isFinite(seconds)) {
                    figures.add("links-" + levels.get(i) + "-beside-1", seconds, "s", "links-1", oneSeconds,
                        "ratio<=1.05", seconds <= GOAL * oneSeconds);
                }
            }
        } finally {
            Files.deleteIfExists(scene);
        }
        System.exit(figures.finish(System.err, Scenes.out(), "chain"));
    }

    /** The median's figures; its seconds, or NaN. */
    private static double say(final Figures figures, final String name, final List<Passage.Outcome> outcomes,
                              final double idealSeconds, final long bytes) {
        final List<Passage.Outcome> done = outcomes.stream().filter(outcome -> outcome.reason().isEmpty())
            .sorted((a, b) -> Double.compare(a.seconds(), b.seconds())).toList();
        outcomes.stream().filter(outcome -> !outcome.reason().isEmpty())
            .forEach(outcome -> figures.addUnmeasured(name, "s", "", outcome.reason(), false));
        if (done.isEmpty()) {
            return Double.NaN;
        }
        final Passage.Outcome median = done.get(done.size() / 2);
        figures.add(name, median.seconds(), "s", "", true);
        figures.add(name + "-share", idealSeconds / median.seconds(), "of the link", "", true);
        for (int link = 0; link < median.linkBytes().size(); link++) {
            figures.add(name + "-link-" + (link + 1) + "-sent", (double) median.linkBytes().get(link) / bytes,
                "bytes/byte", "", true);
        }
        return median.seconds();
    }
}
