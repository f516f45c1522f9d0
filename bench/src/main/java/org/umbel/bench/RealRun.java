package org.umbel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.node.process.ChaosFarm;
import org.umbel.node.process.NodeProcess;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.sim.NodeSpec;

/**
 * One picture of the flight helmet on real processes on loopback, a client, a gateway and polite leaves of one thread,
 * beside what the simulator says that it takes. The leaves have rendered it once before: they hold the scene, and their
 * code is compiled. From the first samples that the client accepted to the last.
 */
final class RealRun {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int SAMPLES = 32;
    /** Of a core, for each leaf: two of them and those who pass on their work fit two cores. */
    private static final int DUTY_PERCENT = 45;
    private static final int DUTY_PERCENT_OF_FOUR = 40;
    private static final double LOOPBACK_MS = 0.2;
    private static final long SEED = 1;
    private static final int HEAP_MEGABYTES = 1024;
    private static final double NS_PER_SECOND = 1e9;
    private static final Pattern PROGRESS =
        Pattern.compile("\"event\":\"progress\",\"tileSamples\":(\\d+),\"total\":(\\d+)");

    private RealRun() {}

    /** What the simulator says, and what came of it. */
    record Times(double predictedSeconds, double measuredSeconds) {}

    static Times of(final int leaves, final Calibration calibration) {
        final int duty = leaves < 4 ? DUTY_PERCENT : DUTY_PERCENT_OF_FOUR;
        return new Times(predicted(leaves, duty, calibration), measured(leaves, duty));
    }

    private static double predicted(final int leaves, final int duty, final Calibration calibration) {
        final double rate = duty / 100.0 * NS_PER_SECOND / calibration.tileSampleNs();
        final List<NodeSpec> nodes = new ArrayList<>();
        nodes.add(new NodeSpec("client", Role.CLIENT, List.of(new Dial("gateway", Position.PARENT)), false, 0, 0, 0));
        nodes.add(new NodeSpec("gateway", Role.RELAY, List.of(), true, 0, 0, 0));
        for (int i = 0; i < leaves; i++) {
            nodes.add(new NodeSpec("leaf" + i, Role.LEAF, List.of(new Dial("gateway", Position.CHILD)), false, 1,
                rate, 0));
        }
        final ScalingCase scene = new ScalingCase(nodes, Math.ceilDiv(WIDTH, TileSums.TILE_EDGE),
            Math.ceilDiv(HEIGHT, TileSums.TILE_EDGE), SAMPLES, LOOPBACK_MS, Mode.FINAL, calibration.costs(), 1);
        return scene.run(SEED).cold() * scene.idealSeconds();
    }

    private static double measured(final int leaves, final int duty) {
        try (ChaosFarm farm = new ChaosFarm(name -> List.of(), List.of("--threads", "1", "--duty",
            Integer.toString(duty)))) {
            farm.startTree(0, leaves);
            seconds(farm);
            return seconds(farm);
        }
    }

    private static double seconds(final ChaosFarm farm) {
        final List<String> args = new ArrayList<>(List.of("--role=client", "--json", "--progress-json", "--farm",
            farm.address("gateway"), "--size", WIDTH + "x" + HEIGHT, "--spp", Integer.toString(SAMPLES)));
        args.addAll(Scenes.helmetArgs());
        try (NodeProcess client = NodeProcess.start("client", HEAP_MEGABYTES, args)) {
            Matcher progress = client.awaitOutput(PROGRESS);
            final long beganNs = System.nanoTime();
            while (!progress.group(1).equals(progress.group(2))) {
                progress = client.awaitOutput(PROGRESS);
            }
            return (System.nanoTime() - beganNs) / NS_PER_SECOND;
        }
    }
}
