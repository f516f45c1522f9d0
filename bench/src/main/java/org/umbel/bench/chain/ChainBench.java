package org.umbel.bench.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.umbel.bench.Arguments;
import org.umbel.bench.Figures;
import org.umbel.bench.Scenes;

/**
 * How much longer a scene takes over two and three links than over one, with real nodes: a client, relays that hold
 * nothing of it, a leaf. From when the client begins to send until the leaf has the scene. What is judged is the second
 * scene that relays and leaf are sent: the first one comes while the code of all of them is compiled, by the two cores
 * that they share here and would not share elsewhere; it is told. Needs what scripts/testfarm needs.
 */
public final class ChainBench {
    private static final String USAGE = "chain [--levels 1,2,3] [--mib 64] [--mbit 100] [--runs 3]";
    private static final double GOAL = 1.05;
    private static final double PAYLOAD = 0.949;
    private static final List<String> ORDINALS = List.of("first", "second");

    private final Figures figures = new Figures("chain", System.out);
    private final Map<Integer, List<Passage.Outcome>> outcomes = new TreeMap<>();
    private final List<Path> scenes;
    private final int mbit;

    private ChainBench(final List<Path> scenes, final int mbit) {
        this.scenes = scenes;
        this.mbit = mbit;
    }

    /** Runs the bench. */
    public static void main(final String[] args) throws IOException {
        final Arguments told = Arguments.named(args, USAGE, Set.of("levels", "mib", "mbit", "runs"), Set.of());
        final List<Integer> levels = told.list("levels", "1,2,3", "[1-8]").stream().map(Integer::valueOf).toList();
        final List<Path> scenes = new ArrayList<>();
        final ChainBench bench = new ChainBench(scenes, told.number("mbit", 100));
        try {
            for (int i = 0; i < ORDINALS.size(); i++) {
                scenes.add(Files.createTempFile("umbel-chain-", ".glb"));
                NoiseScene.write(scenes.getLast(), told.number("mib", 64), i);
            }
            // in turns: the machine is not equally fast all the time
            for (int run = 0; run < told.number("runs", 3); run++) {
                for (final int links : levels) {
                    bench.run(links);
                }
            }
            for (int i = 0; i < ORDINALS.size(); i++) {
                bench.say(i);
            }
            bench.sayBytes();
        } finally {
            for (final Path scene : scenes) {
                Files.deleteIfExists(scene);
            }
        }
        System.exit(bench.figures.finish(System.err, Scenes.out(), "chain"));
    }

    private void run(final int links) throws IOException {
        final Passage.Outcome outcome = new Passage(scenes, links, mbit).run();
        System.err.printf(Locale.ROOT, "%d links: %s s%n", links, outcome.seconds());
        if (outcome.reason().isEmpty()) {
            outcomes.computeIfAbsent(links, _ -> new ArrayList<>()).add(outcome);
        } else {
            figures.addUnmeasured("links-" + links, "s", "", outcome.reason(), false);
        }
    }

    /** Medians of the first scenes, or of the second ones. */
    private void say(final int ordinal) throws IOException {
        final double idealSeconds = Files.size(scenes.get(ordinal)) * 8 / (mbit * 1e6 * PAYLOAD);
        final boolean isJudged = ordinal == ORDINALS.size() - 1;
        final Map<Integer, Double> medians = new TreeMap<>();
        for (final Map.Entry<Integer, List<Passage.Outcome>> entry : outcomes.entrySet()) {
            final String name = ORDINALS.get(ordinal) + "-links-" + entry.getKey();
            final double seconds = entry.getValue().stream().map(outcome -> outcome.seconds().get(ordinal)).sorted()
                .toList().get(entry.getValue().size() / 2);
            medians.put(entry.getKey(), seconds);
            figures.add(name + "-share", idealSeconds / seconds, "of the link", "", true);
            final double one = medians.getOrDefault(1, Double.NaN);
            if (entry.getKey() > 1 && Double.isFinite(one)) {
                figures.add(name, seconds, "s", "links-1", one, isJudged ? "ratio<=1.05" : "",
                    !isJudged || seconds <= GOAL * one);
            } else {
                figures.add(name, seconds, "s", "", true);
            }
        }
    }

    /** What each link carried, over what was to be carried: repairs and the rest of the conversation. */
    private void sayBytes() throws IOException {
        for (final Map.Entry<Integer, List<Passage.Outcome>> entry : outcomes.entrySet()) {
            final List<Long> linkBytes = entry.getValue().getLast().linkBytes();
            final double bytes = new Passage(scenes, entry.getKey(), mbit).bytes();
            for (int link = 1; link <= linkBytes.size(); link++) {
                figures.add("links-" + entry.getKey() + "-sent-" + link, linkBytes.get(link - 1) / bytes, "bytes/byte",
                    "", true);
            }
        }
    }
}
