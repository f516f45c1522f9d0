package org.umbel.relay.sim;

import java.util.function.Consumer;
import org.umbel.relay.check.Invariant;
import org.umbel.relay.sim.SimTotals.Count;
import org.umbel.relay.simulated.SeededRandom;

/**
 * Runs one simulation: faults and edits first, then everything heals, and the picture must become whole and right; then
 * perhaps endless motion, after which it must become so again.
 */
public final class Simulator {
    private static final long AFTERGLOW_NS = 300_000_000;
    private static final double END_SESSION_SHARE = 0.05;
    private static final double SETTINGS_SHARE = 0.1;
    /** Work may be done again, and by slow workers: see {@link SimOptions.Phases}. */
    private static final double REDONE = 3;
    private static final int SPREADS = 4;

    private final SimOptions options;
    private final Farm farm;
    private final SeededRandom random;
    private final Scenario scenario;
    private final long seed;

    private Simulator(final Scenario scenario, final long seed, final Consumer<String> log) {
        this.options = scenario.options().apply(seed);
        this.seed = seed;
        this.scenario = scenario;
        this.farm = new Farm(options, seed, log);
        this.random = farm.random().split();
    }

    /**
     * Runs a scenario with a seed.
     *
     * @param log takes lines for people: faults and the nodes' own logs
     */
    public static SimResult run(final Scenario scenario, final long seed, final Consumer<String> log) {
        return new Simulator(scenario, seed, log).run(scenario.script().get());
    }

    private SimResult run(final Script script) {
        farm.script(script);
        for (final NodeSpec spec : options.nodes()) {
            farm.events().at(spec.startNs(), () -> farm.join(spec.name()));
        }
        scheduleEdits();
        new FaultInjector(farm, random.split()).begin();
        farm.watchDurations();
        script.begin(farm);
        farm.events().at(options.phases().faultsNs(), farm::heal);
        // a script may heal earlier
        while (!farm.isBroken() && !farm.isHealed() && farm.events().runNext(options.phases().faultsNs())) {
            continue;
        }
        converge();
        spread();
        move();
        runUntil(farm.nowNs() + AFTERGLOW_NS);
        return result(script);
    }

    /** Runs until every picture is whole, for as long as that may take at most. */
    private void converge() {
        final double work = (double) options.picture().tileSamples() * Math.max(1, farm.roots().size());
        final long endNs = farm.nowNs() + options.phases().healNs()
            + (long) (REDONE * work / farm.runningRate() * 1e9);
        while (!farm.isBroken() && !(farm.isHealed() && farm.isComplete()) && farm.events().runNext(endNs)) {
            continue;
        }
    }

    /** Runs until every node has the blocks that it and those below lack: a picture may be whole without some. */
    private void spread() {
        // what was sent while a link was slow comes slowly
        final long endNs = farm.nowNs() + SPREADS * options.phases().healNs();
        while (!farm.isBroken() && lacksBlocks() && farm.events().runNext(endNs)) {
            continue;
        }
        if (!farm.isBroken() && farm.isHealed()) {
            farm.findings().expect(Invariant.CONVERGENCE, !lacksBlocks(), "", () -> "blocks never came: " + farm.nodes()
                .stream().filter(process -> process.node().lacksBlocks()).map(SimProcess::name).toList());
        }
    }

    private boolean lacksBlocks() {
        return farm.nodes().stream().anyMatch(process -> process.node().lacksBlocks());
    }

    private void move() {
        if (options.edits().motionNs() > 0 && farm.isComplete()) {
            final boolean keepsUp = KeepingUp.isSure(farm);
            if (keepsUp) {
                runUntil(farm.nowNs() + Stalls.SETTLE_NS);
            }
            farm.roots().forEach(root -> root.startMotion(keepsUp));
            runUntil(farm.nowNs() + options.edits().motionNs());
            farm.roots().forEach(SimRoot::endMotion);
            converge();
        }
    }

    private void runUntil(final long untilNs) {
        while (!farm.isBroken() && farm.events().runNext(untilNs)) {
            continue;
        }
    }

    private void scheduleEdits() {
        final int edits = options.edits().count();
        for (int i = 1; i <= edits; i++) {
            farm.events().at(options.phases().faultsNs() * i / (edits + 1), this::edit);
        }
    }

    private void edit() {
        final double sceneShare = options.edits().sceneShare();
        for (final SimRoot root : farm.roots()) {
            if (sceneShare > 0 && random.chance(END_SESSION_SHARE)) {
                root.end();
                farm.open(root.node().name());
            } else if (random.chance(sceneShare)) {
                root.editScene();
            } else if (sceneShare > 0 && random.chance(SETTINGS_SHARE)) {
                root.changeSettings();
            } else {
                root.moveCamera();
            }
            farm.totals().add(Count.EPOCHS, 1);
        }
    }

    private SimResult result(final Script script) {
        if (!farm.isBroken()) {
            farm.checkAll();
            farm.checkers().onEnd(farm);
            script.onEnd(farm, farm.findings());
        }
        final SimTotals totals = farm.totals();
        totals.add(farm.network().totals());
        for (final SimRoot root : farm.roots()) {
            totals.add(Count.TILE_SAMPLES, root.session().tileSamplesAccepted());
            totals.add(Count.RANGES_FREED, root.session().rangesFreed());
        }
        for (final SimProcess process : farm.nodes()) {
            process.works().forEach(work -> totals.add(Count.STALE_ENTRIES, work.entriesStale()));
        }
        return new SimResult(seed, scenario.replayArguments(), farm.trace().value(), farm.nowNs(), totals,
            farm.findings().checks(), farm.findings().broken(), farm.findings().violations());
    }
}
