package org.umbel.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.umbel.node.process.NodeProcess;

/**
 * What nodes cost that have nothing to do: CPU time over a minute as a share of one core, and resident memory, of a
 * client that waits for leaves with its scene imported, a relay with a child, and that child, a leaf. All have settled
 * before.
 */
public final class IdleBench {
    private static final double SHARE_GOAL = 1;
    private static final double PER_CENT = 100;

    private IdleBench() {}

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) {
        final int[] numbers = Arguments.read(args, "idle [SETTLE_SECONDS [SECONDS]]", 20, 60);
        final Figures figures = new Figures("idle", System.out);
        try (Farm farm = new Farm()) {
            final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
            nodes.put("client", farm.client(List.of(Scenes.boxes().toString()), "--listen", "0"));
            final NodeProcess relay = farm.relay("relay");
            nodes.put("relay", relay);
            nodes.put("leaf", farm.leaf("leaf", relay.listening()));
            wait(numbers[0]);
            final Map<String, Long> beforeNs = new LinkedHashMap<>();
            nodes.forEach((name, node) -> beforeNs.put(name, node.cpuNs()));
            final long beganNs = System.nanoTime();
            wait(numbers[1]);
            final long ns = System.nanoTime() - beganNs;
            nodes.forEach((name, node) -> {
                final double share = PER_CENT * (node.cpuNs() - Objects.requireNonNull(beforeNs.get(name))) / ns;
                figures.add(name + "-cpu", share, "% of a core", "<=1", share <= SHARE_GOAL);
                figures.add(name + "-memory", Memory.residentMegabytes(node.pid()), "MiB", "", true);
            });
        }
        System.exit(figures.finish(System.err, Scenes.out(), "idle"));
    }

    private static void wait(final int seconds) {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long leftNs = endNs - System.nanoTime(); leftNs > 0; leftNs = endNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
