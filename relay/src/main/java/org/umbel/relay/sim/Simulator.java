package org.umbel.relay.sim;

import java.util.function.Consumer;
import org.umbel.relay.check.CompletionChecker;
import org.umbel.relay.sim.SimTotals.Count;
import org.umbel.relay.simulated.SeededRandom;

/**
 * Runs one simulation: faults and edits first, then everything heals, and the picture must become whole and
 * right.
 */
public final class Simulator {
    private static final long AFTERGLOW_NS = 300_000_000;
    private static final double END_SESSION_SHARE = 0.05;
    private static final double SETTINGS_SHARE = 0.1;

    private final SimOptions options;
    private final Farm farm;
    private final SeededRandom random;
    private final String scenario;
    private final long seed;

    private Simulator(final SimOptions options, final SimCosts costs, final long seed, final String scenario,
                      final Consumer<String> log) {
        this.options = options;
        this.seed = seed;
        this.scenario = scenario;
        this.farm = new Farm(options, costs, seed, log);
        this.random = farm.random().split();
    }

    public static SimResult run(final SimOptions options, final long seed) {
        return run(options, seed, Script.NONE, "custom", line -> {});
    }

    /**
     * Runs a scenario.
     *
     * @param script   what it does besides random faults
     * @param scenario its name, for the command that replays it
     * @param log      takes lines for people: faults and the nodes' own logs
     */
    public static SimResult run(final SimOptions options, final long seed, final Script script,
                                final String scenario,
                                final Consumer<String> log) {
        return run(options, SimCosts.NONE, seed, script, scenario, log);
    }

    /** The same, on processes whose handling takes time. */
    public static SimResult run(final SimOptions options, final SimCosts costs, final long seed, final Script script,
                                final String scenario, final Consumer<String> log) {
        return new Simulator(options, costs, seed, scenario, log).run(script);
    }

    private SimResult run(final Script script) {
        farm.script(script);
        for (final NodeSpec spec : options.nodes()) {
            farm.events().at(spec.startNs(), () -> farm.join(spec.name()));
        }
        scheduleEdits();
        new FaultInjector(farm, random.split()).begin();
        script.begin(farm);
        farm.events().at(options.faultsNs(), farm::heal);
        while (!farm.isBroken() && !(farm.isHealed() && farm.isComplete())
            && farm.events().runNext(farm.endNs())) {
            continue;
        }
        final long afterglowEndNs = farm.nowNs() + AFTERGLOW_NS;
        while (!farm.isBroken() && farm.events().runNext(afterglowEndNs)) {
            continue;
        }
        return result(script);
    }

    private void scheduleEdits() {
        for (int i = 1; i <= options.edits(); i++) {
            farm.events().at(options.faultsNs() * i / (options.edits() + 1), this::edit);
        }
    }

    private void edit() {
        for (final SimRoot root : farm.roots()) {
            if (options.sceneEditShare() > 0 && random.chance(END_SESSION_SHARE)) {
                root.end();
                farm.open(root.node().name());
            } else if (random.chance(options.sceneEditShare())) {
                root.editScene();
            } else if (options.sceneEditShare() > 0 && random.chance(SETTINGS_SHARE)) {
                root.changeSettings();
            } else {
                root.moveCamera();
            }
            farm.totals().add(Count.EPOCHS, 1);
        }
    }

    private SimResult result(final Script script) {
        if (!farm.isBroken()) {
            farm.check();
            final CompletionChecker completion = new CompletionChecker(farm.findings());
            farm.roots().forEach(completion::onEnd);
            script.onEnd(farm, farm.findings());
        }
        final SimTotals totals = farm.totals();
        totals.add(farm.network().totals());
        for (final SimRoot root : farm.roots()) {
            totals.add(Count.TILE_SAMPLES, root.session().tileSamplesAccepted());
            totals.add(Count.RANGES_FREED, root.session().rangesFreed());
        }
        for (final SimProcess process : farm.nodes()) {
            process.node().works().forEach(work -> totals.add(Count.STALE_ENTRIES, work.entriesStale()));
        }
        return new SimResult(seed, scenario, farm.trace().value(), farm.nowNs(), totals,
            farm.findings().checks(),
            farm.findings().violations());
    }
}
