package org.umbel.relay.sim;

import java.util.List;
import java.util.function.BiConsumer;
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
        this.endNs = farm.options().phases().faultsNs();
    }

    void begin() {
        repeat(faults.kills().spell().everyNs(), this::kill);
        repeat(faults.pauses().everyNs(), () -> farm.pause(anyNode(), until(faults.pauses())));
        repeat(faults.leaves().everyNs(), this::leave);
        repeat(faults.stragglers().spell().everyNs(), this::straggle);
        repeat(faults.cutEveryNs(), () -> anyLink(this::cut));
        repeat(faults.partitions().spell().everyNs(), () -> anyLink(this::partition));
        repeat(faults.clogs().everyNs(), () -> anyLink(this::clog));
        repeat(faults.slowLinks().spell().everyNs(), () -> anyLink(this::slowLink));
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
        if (process == null || process.spec().role() == Role.CLIENT && !faults.kills().rootsToo()) {
            return;
        }
        farm.kill(name);
        final long leaves = farm.specs().stream().filter(spec -> spec.role() == Role.LEAF).count();
        if (process.spec().role() == Role.LEAF && goneLeaves + 1 < leaves
            && random.chance(faults.kills().goneProbability())) {
            goneLeaves++;
            farm.leaveForGood(name);
            return;
        }
        comeBack(name, faults.kills().spell());
    }

    private void leave() {
        final String name = anyNode();
        if (farm.process(name).filter(process -> process.spec().role() == Role.LEAF).isPresent()) {
            farm.leave(name);
            comeBack(name, faults.leaves());
        }
    }

    private void comeBack(final String name, final FaultOptions.Spell spell) {
        farm.events().at(Math.max(farm.nowNs() + Math.min(RESTART_MIN_NS, endNs - farm.nowNs()), until(spell)),
            () -> farm.restart(name));
    }

    private void straggle() {
        final String name = anyNode();
        final SimProcess process = farm.process(name).orElse(null);
        if (process != null && process.spec().threads() > 0) {
            final int factor = random.between(2, Math.max(2, faults.stragglers().factorMax()));
            final long untilNs = until(faults.stragglers().spell());
            process.slow(factor, untilNs);
            farm.injected(Count.STRAGGLERS, "straggler " + name + " x" + factor + forMs(untilNs), untilNs);
        }
    }

    private void cut(final String a, final String b) {
        farm.injected(Count.CUTS, "cut " + a + " - " + b, farm.nowNs());
        farm.network().cut(a, b);
    }

    private void partition(final String a, final String b) {
        final long untilNs = until(faults.partitions().spell());
        farm.network().partition(a, b, untilNs);
        final boolean oneWay = random.chance(faults.partitions().oneWayShare());
        if (!oneWay) {
            farm.network().partition(b, a, untilNs);
        }
        farm.injected(Count.PARTITIONS, "partition " + a + (oneWay ? " -> " : " <-> ") + b + forMs(untilNs), untilNs);
    }

    private void clog(final String a, final String b) {
        final StreamKind kind = StreamKind.values()[random.nextInt(StreamKind.values().length)];
        final long untilNs = until(faults.clogs());
        farm.injected(Count.CLOGS, "clog " + kind + " " + a + " -> " + b + forMs(untilNs), untilNs);
        farm.network().clog(a, b, kind, untilNs);
    }

    private void slowLink(final String a, final String b) {
        final long untilNs = until(faults.slowLinks().spell());
        farm.injected(Count.SLOW_LINKS, "slow link " + a + " -> " + b + forMs(untilNs), untilNs);
        farm.network().slow(a, b, faults.slowLinks().bytesPerSecond(), untilNs);
    }

    private void anyLink(final BiConsumer<String, String> fault) {
        final List<String[]> pairs = farm.network().linkedHosts();
        if (!pairs.isEmpty()) {
            final String[] pair = pairs.get(random.nextInt(pairs.size()));
            fault.accept(pair[0], pair[1]);
        }
    }

    private String forMs(final long untilNs) {
        return " for " + (untilNs - farm.nowNs()) / 1_000_000 + " ms";
    }

    private long until(final FaultOptions.Spell spell) {
        return Math.min(endNs, farm.nowNs() + random.between(1, Math.max(1, spell.maxNs())));
    }

    private String anyNode() {
        return farm.specs().get(random.nextInt(farm.specs().size())).name();
    }
}
