package org.umbel.relay.sim;

import java.util.List;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.StreamKind;
import org.umbel.relay.sim.SimTotals.Count;
import org.umbel.relay.simulated.SeededRandom;

/** Draws the random faults of a simulation's first phase. Every fault is over at the end of that phase. */
final class FaultInjector {
    private static final long RESTART_MIN_NS = 50_000_000;

    private final Farm farm;
    private final FaultOptions faults;
    private final SeededRandom random;
    private final long endNs;
    private int goneLeaves;

    FaultInjector(final Farm farm, final SeededRandom random) {
        this.farm = farm;
        this.faults = farm.options().faults();
        this.random = random;
        this.endNs = farm.options().faultsNs();
    }

    void begin() {
        repeat(faults.killEveryNs(), this::kill);
        repeat(faults.pauseEveryNs(), this::pause);
        repeat(faults.cutEveryNs(), this::cut);
        repeat(faults.partitionEveryNs(), this::partition);
        repeat(faults.clogEveryNs(), this::clog);
        repeat(faults.strangerEveryNs(), () -> farm.network().stranger(anyNode()));
    }

    private void repeat(final long everyNs, final Runnable fault) {
        if (everyNs > 0) {
            final long delayNs = Math.max(1, random.exponential(everyNs));
            if (farm.nowNs() + delayNs < endNs) {
                farm.events().after(delayNs, () -> {
                    fault.run();
                    repeat(everyNs, fault);
                });
            }
        }
    }

    private void kill() {
        final String name = anyNode();
        final SimProcess process = farm.process(name).orElse(null);
        if (process == null || process.spec().role() == Role.CLIENT && !faults.rootsToo()) {
            return;
        }
        farm.kill(name);
        final long leaves = farm.specs().stream().filter(spec -> spec.role() == Role.LEAF).count();
        if (process.spec().role() == Role.LEAF && goneLeaves + 1 < leaves
            && random.chance(faults.goneProbability())) {
            goneLeaves++;
            farm.leaveForGood(name);
            return;
        }
        final long restartNs = Math.min(endNs, farm.nowNs() + random.between(RESTART_MIN_NS,
            Math.max(RESTART_MIN_NS, faults.restartMaxNs())));
        farm.events().at(restartNs, () -> farm.restart(name));
    }

    private void pause() {
        farm.pause(anyNode(), until(faults.pauseMaxNs()));
    }

    private void cut() {
        final List<String[]> pairs = farm.network().linkedHosts();
        if (!pairs.isEmpty()) {
            final String[] pair = pairs.get(random.nextInt(pairs.size()));
            farm.injected(Count.CUTS, "cut " + pair[0] + " - " + pair[1]);
            farm.network().cut(pair[0], pair[1]);
        }
    }

    private void partition() {
        final List<String[]> pairs = farm.network().linkedHosts();
        if (!pairs.isEmpty()) {
            final String[] pair = pairs.get(random.nextInt(pairs.size()));
            final long untilNs = until(faults.partitionMaxNs());
            farm.network().partition(pair[0], pair[1], untilNs);
            final boolean oneWay = random.chance(faults.oneWayShare());
            if (!oneWay) {
                farm.network().partition(pair[1], pair[0], untilNs);
            }
            farm.injected(Count.PARTITIONS,
                "partition " + pair[0] + (oneWay ? " -> " : " <-> ") + pair[1] + " for "
                    + (untilNs - farm.nowNs()) / 1_000_000 + " ms");
        }
    }

    private void clog() {
        final List<String[]> pairs = farm.network().linkedHosts();
        if (!pairs.isEmpty()) {
            final String[] pair = pairs.get(random.nextInt(pairs.size()));
            final StreamKind kind = StreamKind.values()[random.nextInt(StreamKind.values().length)];
            farm.injected(Count.CLOGS, "clog " + kind + " " + pair[0] + " -> " + pair[1]);
            farm.network().clog(pair[0], pair[1], kind, until(faults.clogMaxNs()));
        }
    }

    private long until(final long maxNs) {
        return Math.min(endNs, farm.nowNs() + random.between(1, Math.max(1, maxNs)));
    }

    private String anyNode() {
        return farm.specs().get(random.nextInt(farm.specs().size())).name();
    }
}
