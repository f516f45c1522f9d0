package org.umbel.relay.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.blocks.CodecScenes;
import org.umbel.relay.blocks.SceneNeeds;
import org.umbel.relay.check.AcceptanceChecker;
import org.umbel.relay.check.Checker;
import org.umbel.relay.check.ConservationChecker;
import org.umbel.relay.check.EpochChecker;
import org.umbel.relay.check.Findings;
import org.umbel.relay.check.IdlenessChecker;
import org.umbel.relay.check.LinkDeathChecker;
import org.umbel.relay.check.Observed;
import org.umbel.relay.check.Picture;
import org.umbel.relay.check.QueueChecker;
import org.umbel.relay.check.SumsChecker;
import org.umbel.relay.link.Admission;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.sim.SimTotals.Count;
import org.umbel.relay.simulated.EventQueue;
import org.umbel.relay.simulated.SeededRandom;
import org.umbel.relay.simulated.SimulatedNetwork;
import org.umbel.relay.simulated.TraceHash;
import org.umbel.relay.simulated.Wire;
import org.umbel.relay.work.RangeSet;

/** The machines of a simulation, which of them run, their sessions, and the checkers around them. */
public final class Farm implements Observed {
    private static final int QUEUED_MESSAGES_MAX = 10_000;
    /** Work may be done again, and by slow workers: see {@link SimOptions#healNs}. */
    private static final double REDONE = 3;

    private final SimOptions options;
    private final SimCosts costs;
    private final SeededRandom random;
    private final long sceneSeed;
    private final boolean keyed;
    private final EventQueue events = new EventQueue();
    private final TraceHash trace = new TraceHash();
    private final Findings findings = new Findings(events::nowNs);
    private final SimTotals totals = new SimTotals();
    private final SimulatedNetwork network;
    private final List<Checker> checkers;
    private final Map<String, NodeSpec> specs = new LinkedHashMap<>();
    private final Map<String, SimProcess> processes = new LinkedHashMap<>();
    private final Map<String, SimRoot> roots = new LinkedHashMap<>();
    private final Map<SessionId, SimRoot> sessions = new HashMap<>();
    private final Consumer<String> log;
    private Script script = Script.NONE;
    private final Set<String> gone = new HashSet<>();
    private boolean healed;
    private long endNs = Long.MAX_VALUE;
    private boolean broken;

    /** With handling that takes no time. */
    Farm(final SimOptions options, final long seed, final Consumer<String> log) {
        this(options, SimCosts.NONE, seed, log);
    }

    Farm(final SimOptions options, final SimCosts costs, final long seed, final Consumer<String> log) {
        this.options = options;
        this.costs = costs;
        this.random = new SeededRandom(seed);
        this.sceneSeed = random.nextLong();
        this.keyed = (seed & 1) != 0;
        this.log = log;
        this.network = new SimulatedNetwork(events, random.split(), options.network(),
            options.encodedMessages() ? new CodecWire()
                : costs.tileBytes() > 0 ? Wire.sized(costs.tileBytes()) : Wire.OBJECTS,
            trace);
        this.checkers = List.of(new AcceptanceChecker(findings), new ConservationChecker(findings),
            new SumsChecker(findings, this), new EpochChecker(findings), new LinkDeathChecker(findings),
            new QueueChecker(findings, QUEUED_MESSAGES_MAX), new IdlenessChecker(findings, events::nowNs));
        options.nodes().forEach(spec -> specs.put(spec.name(), spec));
    }

    /** Who belongs: the nodes of every other seed's farm share a key, and say one message more in a handshake. */
    Admission admission(final long incarnation) {
        return keyed ? Admission.by(new SimulatedKeeper(sceneSeed, incarnation)) : Admission.OPEN;
    }

    /** A machine's process starts; nothing happens if it runs already. */
    public void start(final String name) {
        if (processes.containsKey(name)) {
            return;
        }
        final SimProcess process = new SimProcess(this, spec(name), random.split());
        processes.put(name, process);
        guard(process, () -> {
            if (process.spec().role() == Role.CLIENT) {
                open(name);
            }
        });
        process.wake();
    }

    private NodeSpec spec(final String name) {
        return Objects.requireNonNull(specs.get(name));
    }

    /** A machine's first start. */
    void join(final String name) {
        if (!processes.containsKey(name)) {
            totals.add(Count.JOINS, spec(name).startNs() > 0 && !roots.isEmpty() ? 1 : 0);
            note("join " + name);
            start(name);
        }
    }

    /** A killed machine comes back. */
    public void restart(final String name) {
        if (!processes.containsKey(name)) {
            totals.add(Count.RESTARTS, 1);
            note("restart " + name);
            start(name);
        }
    }

    /** A killed machine is never heard of again. */
    void leaveForGood(final String name) {
        gone.add(name);
    }

    /** Faults are over: everything is back and stays. */
    void heal() {
        healed = true;
        network.calm();
        note("heal");
        for (final String name : specs.keySet()) {
            if (!gone.contains(name)) {
                restart(name);
            }
        }
        final double rate = processes.values().stream().map(SimProcess::spec)
            .filter(spec -> spec.threads() > 0).mapToDouble(NodeSpec::rate).sum();
        final double work = (double) options.columns() * options.rows() * options.samples()
            * Math.max(1, roots.size());
        endNs = nowNs() + options.healNs() + (long) (REDONE * work / rate * 1e9);
    }

    /** Tile-samples that a child owes its parent just now, over all sessions. */
    long owed(final String parent, final String child) {
        long owed = 0;
        final SimProcess process = processes.get(parent);
        if (process != null) {
            for (final WorkView work : process.node().works()) {
                for (final WorkView.ChildView view : work.children()) {
                    final boolean isChild = process.peer(view.link())
                        .filter(peer -> peer.node().name().equals(child)).isPresent();
                    owed += isChild ? view.owed().values().stream().mapToLong(RangeSet::size).sum() : 0;
                }
            }
        }
        return owed;
    }

    /** Tile-samples in a node's buckets just now. */
    long bucketed(final String name) {
        long bucketed = 0;
        final SimProcess process = processes.get(name);
        if (process != null) {
            for (final WorkView work : process.node().works()) {
                for (int tile = 0; tile < work.tileCount(); tile++) {
                    bucketed += work.bucketed(tile).size();
                }
            }
        }
        return bucketed;
    }

    /** Ranges that a node's parent has accepted from it, as one node is told of it. */
    long accepted(final String told, final String name) {
        final SimProcess process = processes.get(told);
        return process == null ? 0
            : process.node().statuses().stream().filter(status -> status.name().equals(name))
                .mapToLong(NodeStatus::rangesAccepted).sum();
    }

    /** Report entries that a node has dropped in its current sessions for an old fence or epoch. */
    long entriesStale(final String name) {
        final SimProcess process = processes.get(name);
        return process == null ? 0 : process.works().stream().mapToLong(WorkView::entriesStale).sum();
    }

    /** Ranges freed by dead links, as the roots know it. */
    long rangesFreed() {
        return roots.values().stream().mapToLong(root -> root.session().rangesFreed()).sum();
    }

    /** When the picture must be whole. */
    long endNs() {
        return endNs;
    }

    @Override
    public long calmSinceNs() {
        return healed ? options.faultsNs() : Long.MAX_VALUE;
    }

    boolean isHealed() {
        return healed;
    }

    /** Opens a new session at a running client, in place of the one it had. */
    void open(final String client) {
        final SimRoot root = new SimRoot(this, Objects.requireNonNull(processes.get(client)), random.split());
        roots.put(client, root);
        sessions.put(root.session().id(), root);
        totals.add(Count.SESSIONS, 1);
    }

    /** Every client shows another scene. */
    void editScenes() {
        roots.values().forEach(SimRoot::editScene);
    }

    /** A machine's process dies without a word. */
    public void kill(final String name) {
        final SimProcess process = processes.remove(name);
        if (process != null) {
            totals.add(Count.KILLS, 1);
            note("kill " + name);
            roots.remove(name);
            process.die();
        }
    }

    public void pause(final String name, final long untilNs) {
        final SimProcess process = processes.get(name);
        if (process != null) {
            totals.add(Count.PAUSES, 1);
            note("pause " + name + " for " + (untilNs - nowNs()) / 1_000_000 + " ms");
            process.pause(untilNs);
        }
    }

    /** From now on a machine's worker takes so many times longer for what it begins. */
    public void slow(final String name, final double factor) {
        final SimProcess process = processes.get(name);
        if (process != null) {
            note("slow " + name + " by " + factor);
            process.slow(factor);
        }
    }

    /** Counts and logs something done to the tree from outside. */
    void injected(final Count count, final String what) {
        totals.add(count, 1);
        note(what);
    }

    public long nowNs() {
        return events.nowNs();
    }

    public EventQueue events() {
        return events;
    }

    public SimulatedNetwork network() {
        return network;
    }

    SimCosts costs() {
        return costs;
    }

    public SimOptions options() {
        return options;
    }

    Optional<SimProcess> process(final String name) {
        return Optional.ofNullable(processes.get(name));
    }

    @Override
    public List<SimProcess> nodes() {
        return List.copyOf(processes.values());
    }

    @Override
    public List<SimRoot> roots() {
        return List.copyOf(roots.values());
    }

    /** Specs of all machines, running or not. */
    public List<NodeSpec> specs() {
        return List.copyOf(specs.values());
    }

    @Override
    public Optional<Picture> picture(final SessionId session, final int epoch) {
        return Optional.ofNullable(sessions.get(session)).map(root -> root.picture(epoch));
    }

    /** Whether there is a picture, and each is whole. */
    boolean isComplete() {
        return !roots.isEmpty() && roots.values().stream().allMatch(root -> root.session().isComplete());
    }

    /** A node threw: nothing after that is worth a look. */
    boolean isBroken() {
        return broken;
    }

    List<Checker> checkers() {
        return checkers;
    }

    Findings findings() {
        return findings;
    }

    SimTotals totals() {
        return totals;
    }

    TraceHash trace() {
        return trace;
    }

    SeededRandom random() {
        return random;
    }

    void script(final Script newScript) {
        script = newScript;
    }

    SceneNeeds scenes() {
        return options.realScenes() ? new CodecScenes() : SimScene.CHEAP;
    }

    /** A version of what a client shows. */
    SimScene scene(final String client, final int version) {
        return options.realScenes() ? RealScenes.scene(sceneSeed + client.hashCode(), version)
            : SimScene.cheap(sceneSeed + client.hashCode(), version, options.sceneBlocks(),
                options.blockBytes());
    }

    /** Runs a piece of a node; what it throws breaks invariant 21 and ends the simulation. */
    void guard(final SimProcess process, final Runnable part) {
        try {
            part.run();
        } catch (final RuntimeException | AssertionError e) {
            broken = true;
            final StringBuilder where = new StringBuilder();
            for (int i = 0; i < Math.min(12, e.getStackTrace().length); i++) {
                where.append("\n    at ").append(e.getStackTrace()[i]);
            }
            findings.expect(21, false, process.name(), () -> e + where.toString());
        }
    }

    void onStep(final SimProcess process) {
        totals.add(Count.STEPS, 1);
        trace.add(nowNs(), process.name().hashCode(), totals.of(Count.STEPS.key()));
        findings.expect(21, !broken, process.name(), () -> "the process has thrown");
        if (totals.of(Count.STEPS.key()) % options.checkEverySteps() == 0 && !broken) {
            check();
        }
        script.onStep(this);
    }

    void check() {
        checkers.forEach(checker -> checker.onFull(this));
    }

    void onTile(final SimRoot root, final int epoch) {
        findings.expect(13, epoch == root.session().epoch(), root.node().name(),
            () -> "told of a tile of epoch " + epoch + " in " + root.session().epoch());
    }

    void onView(final SimRoot root, final Message.View view) {
        totals.add(Count.VIEWS, 1);
        checkers.forEach(checker -> checker.onView(root, view));
    }

    void log(final SimProcess process, final String line) {
        note(process.name() + ": " + line);
    }

    private void note(final String line) {
        log.accept("%.6f %s".formatted(nowNs() * 1e-9, line));
    }
}
