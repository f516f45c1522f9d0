package org.umbel.bench;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.node.process.ChaosFarm;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.sim.NodeSpec;

/**
 * A picture of the flight helmet on real processes on loopback, a gateway and polite leaves of one thread, beside what
 * the simulator says that it takes; the client is this process. The tree has rendered the same picture before until its
 * leaves' code was compiled. From the edit to the last samples.
 */
final class RealRun {
    private static final PictureSettings SETTINGS = BenchClient.settings(640, 360, 32);
    /** Of a core, for each leaf: two of them and those who pass on their work fit two cores. */
    private static final int DUTY_PERCENT = 45;
    private static final int DUTY_PERCENT_OF_FOUR = 40;
    /** For each leaf: about 20 seconds of CPU time, after which nothing hot is compiled any more. */
    private static final int WARM_PICTURES = 4;
    private static final int TIMED_PICTURES = 3;
    private static final double LOOPBACK_MS = 0.2;
    private static final long SEED = 1;
    private static final double NS_PER_SECOND = 1e9;

    private RealRun() {}

    /** What the simulator says, and what came of it: the median of a few pictures. */
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
        return new ScalingCase(nodes, SETTINGS.grid().columns(), SETTINGS.grid().rows(), SETTINGS.samples(),
            LOOPBACK_MS, Mode.FINAL, calibration.costs(), 1).run(SEED).warmSeconds();
    }

    private static double measured(final int leaves, final int duty) {
        try (ChaosFarm farm = new ChaosFarm(name -> List.of(), List.of("--threads", "1", "--duty",
            Integer.toString(duty)))) {
            farm.startTree(0, leaves);
            try (BenchClient client = BenchClient.dialling(farm.address("gateway"), SETTINGS, Mode.FINAL)) {
                client.show();
                client.turnUntilComplete();
                for (int i = 0; i < WARM_PICTURES * leaves; i++) {
                    client.again();
                }
                final List<Long> ns = new ArrayList<>();
                for (int i = 0; i < TIMED_PICTURES; i++) {
                    ns.add(client.again());
                }
                System.err.println("real, " + leaves + " leaves: " + ns + " ns");
                return ns.stream().sorted().toList().get(TIMED_PICTURES / 2) / NS_PER_SECOND;
            }
        }
    }
}
