package org.umbel.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbel.node.process.Chaos;
import org.umbel.node.process.ChaosFarm;
import org.umbel.node.process.NodeProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What becomes of pictures while processes of the tree are killed, paused, restarted and joined by others, on loopback
 * that loses up to a tenth of its datagrams: a gateway, two relays, eight leaves of one thread at a low duty, so that
 * two cores are enough; flight helmet, 320x180.
 *
 * <p>Besides, on a good network: two of eight leaves killed in the middle, beside the undisturbed picture of the same
 * run; and a relay killed for good, all leaves being below it: how long until the first of what they do reaches the
 * client again, by way of their grandparent.
 */
public final class ChaosBench {
    private static final String USAGE =
        "chaos [--minutes N] [--seed N] [--spp N] [--rounds N] [--every-ms N] [--duty PERCENT]";
    private static final int LEAVES = 8;
    private static final int RELAYS = 2;
    private static final int HEAP_MEGABYTES = 1024;
    /** Eight of them take 1.6 cores. */
    private static final int DUTY = 20;
    private static final double LOSS_MAX = 0.1;
    private static final int WARM_PICTURES = 3;
    private static final double KILLED_GOAL = 1.4;
    private static final double ORPHANS_GOAL_SECONDS = 3;
    private static final int KILLED_AT_PERCENT = 50;
    private static final int RELAY_KILLED_AT_PERCENT = 20;
    /** What was on its way when the relay died has come by then. */
    private static final long DRAINED_NS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final Pattern PROGRESS =
        Pattern.compile("\"event\":\"progress\",\"tileSamples\":(\\d+),\"total\":(\\d+)");

    private final Figures figures = new Figures("chaos", System.out);
    private final List<String> leafArgs;
    private final int samples;
    private final Arguments arguments;

    private ChaosBench(final Arguments arguments) {
        this.arguments = arguments;
        this.samples = arguments.number("spp", 96);
        final int duty = arguments.number("duty", DUTY);
        this.leafArgs = duty >= 100 ? List.of("--threads", "1")
            : List.of("--threads", "1", "--duty", Integer.toString(duty));
    }

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) {
        final ChaosBench bench = new ChaosBench(Arguments.named(args, USAGE,
            Set.of("minutes", "seed", "spp", "rounds", "every-ms", "duty"), Set.of()));
        bench.leavesKilled();
        bench.relayKilled();
        bench.faults();
        System.exit(bench.figures.finish(System.err, Scenes.out(), "chaos"));
    }

    private List<String> picture(final int times) {
        final List<String> picture = new ArrayList<>(Scenes.helmetArgs());
        picture.addAll(List.of("--size", "320x180", "--spp", Integer.toString(times * samples)));
        return picture;
    }

    private void faults() {
        final Chaos.Report report = Chaos.run(new Chaos.Options(arguments.number("seed", 1),
            60 * arguments.number("minutes", 10), RELAYS, LEAVES, leafArgs, picture(1),
            arguments.number("every-ms", 3000), LOSS_MAX), System.err::println);
        figures.add("pictures-finished", report.pictureSeconds().size(), "pictures", ">=1",
            !report.pictureSeconds().isEmpty());
        figures.add("hash-mismatches", report.mismatches(), "pictures", "0", report.mismatches() == 0);
        figures.add("longest-picture", Collections.max(report.pictureSeconds()), "s", "", true);
        for (final Map.Entry<Chaos.Fault, Integer> fault : new TreeMap<>(report.faults()).entrySet()) {
            figures.add(fault.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-'), fault.getValue(),
                "times", ">=1", fault.getValue() > 0);
        }
    }

    /** The two take turns on one tree, which is warm; the dead come back in between and are warmed again. */
    private void leavesKilled() {
        final List<Double> calm = new ArrayList<>();
        final List<Double> hurt = new ArrayList<>();
        try (ChaosFarm farm = new ChaosFarm(name -> List.of(), leafArgs)) {
            farm.startTree(RELAYS, LEAVES);
            warm(farm);
            for (int round = 0; round < arguments.number("rounds", 3); round++) {
                calm.add(seconds(farm, false));
                hurt.add(seconds(farm, true));
                farm.names("", false).forEach(farm::restart);
                warm(farm);
            }
        }
        final double ratio = median(hurt) / median(calm);
        figures.add("two-of-eight-killed", median(hurt), "s", "undisturbed", median(calm), "<=1.4 x",
            ratio <= KILLED_GOAL);
    }

    /** All hold the scene, and their code is compiled. */
    private void warm(final ChaosFarm farm) {
        for (int i = 0; i < WARM_PICTURES; i++) {
            seconds(farm, false);
        }
    }

    private double seconds(final ChaosFarm farm, final boolean kills) {
        try (NodeProcess client = client(farm, 1)) {
            if (kills) {
                awaitPercent(client, KILLED_AT_PERCENT);
                farm.kill("leaf-0");
                farm.kill("leaf-3");
            }
            final JsonNode summary = JsonMapper.builder().build().readTree(client.result());
            final JsonNode seconds = summary.get("seconds");
            return seconds.get("complete").asDouble() - seconds.get("import").asDouble();
        }
    }

    private void relayKilled() {
        final List<Double> all = new ArrayList<>();
        for (int round = 0; round < arguments.number("rounds", 3); round++) {
            try (ChaosFarm farm = new ChaosFarm(name -> List.of(), leafArgs)) {
                farm.startTree(1, LEAVES);
                try (NodeProcess client = client(farm, 8)) {
                    awaitPercent(client, RELAY_KILLED_AT_PERCENT);
                    farm.kill("relay-0");
                    final long killedNs = System.nanoTime();
                    LockSupport.parkNanos(DRAINED_NS);
                    client.skipOutput();
                    client.awaitOutput(PROGRESS);
                    all.add((System.nanoTime() - killedNs) * 1e-9);
                }
            }
        }
        final double worst = Collections.max(all);
        figures.add("orphans-back-at-work", worst, "s, worst of " + all.size(), "<=3", worst <= ORPHANS_GOAL_SECONDS);
    }

    private NodeProcess client(final ChaosFarm farm, final int times) {
        final List<String> args = new ArrayList<>(List.of("--role=client", "--json", "--progress-json", "--farm",
            farm.address("gateway")));
        args.addAll(picture(times));
        return NodeProcess.start("client", HEAP_MEGABYTES, args);
    }

    private static void awaitPercent(final NodeProcess client, final int percent) {
        Matcher progress = client.awaitOutput(PROGRESS);
        while (100 * Long.parseLong(progress.group(1)) < percent * Long.parseLong(progress.group(2))) {
            progress = client.awaitOutput(PROGRESS);
        }
    }

    private static double median(final List<Double> values) {
        final List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
