package org.umbel.relay.sim;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.check.Checker;
import org.umbel.relay.check.Checkers;
import org.umbel.relay.check.Findings;
import org.umbel.relay.check.Observed;
import org.umbel.relay.check.Picture;
import org.umbel.relay.check.Soundness;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.sim.SimTotals.Count;
import org.umbel.relay.simulated.EventQueue;
import org.umbel.relay.simulated.SeededRandom;
import org.umbel.relay.simulated.SimulatedNetwork;
import org.umbel.relay.simulated.TraceHash;
import org.umbel.relay.simulated.Wire;

/** The machines of a simulation, which of them run, their sessions, and the checkers around them. */
public final class Farm implements Observed {
    private final SimOptions options;
    private final SeededRandom random;
    private final Mistrust mistrust;
    private final EventQueue events = new EventQueue();
    private final TraceHash trace = new TraceHash();
    private final Findings findings = new Findings(events::nowNs);
    private final Soundness soundness = new Soundness(findings);
    private final Checkers checkers = Checkers.of(findings, this);
    private final SimTotals totals = new SimTotals();
    private final Stalls stalls = new Stalls(events::nowNs);
    private final Probe probe = new Probe(this);
    private final SimulatedNetwork network;
    private final Map<String, NodeSpec> specs = new LinkedHashMap<>();
    private final Map<String, SimProcess> processes = new LinkedHashMap<>();
    private final Map<String, SimRoot> roots = new LinkedHashMap<>();
    private final Map<String, SimRoot.Snapshot> snapshots = new HashMap<>();
    private final Map<SessionId, SimRoot> sessions = new HashMap<>();
    private final SimScenes scenes;
    private final Consumer<String> log;
    private final Set<String> gone = new HashSet<>();
    private @Nullable List<SimProcess> running = List.of();
    private final Set<SimProcess> moved = new LinkedHashSet<>();
    private Script script = Script.NONE;
    private int stepsUntilCheck;
    private boolean healed;

    Farm(final SimOptions options, final long seed, final Consumer<String> log) {
        this.options = options;
        this.random = new SeededRandom(seed);
        final long sceneSeed = random.nextLong();
        this.scenes = new SimScenes(options, sceneSeed);
        this.mistrust = new Mistrust(options.machine().mistrusting(), seed, sceneSeed);
        this.log = log;
        final boolean encoded = options.machine().encodedMessages();
        final int tileBytes = options.machine().costs().tileBytes();
        final Wire wire = encoded ? new CodecWire(random.split(), soundness)
            : tileBytes > 0 ? Wire.sized(tileBytes) : Wire.OBJECTS;
        this.network = new SimulatedNetwork(events, random.split(), options.network(),
            (header, message) -> carry(wire, encoded, header, message), trace);
        this.stepsUntilCheck = options.checking().everySteps();
        options.nodes().forEach(spec -> specs.put(spec.name(), spec));
    }

    private Wire.Carried carry(final Wire wire, final boolean encoded, final LinkHeader header,
                               final Message message) {
        final Wire.Carried carried = wire.carry(header, message);
        checkers.onCarried(message, carried.message(), encoded ? carried.bytes() : 0);
        return carried;
    }

    NodeConfig config(final NodeSpec spec, final long incarnation) {
        return mistrust
            .apply(NodeConfig.of(spec.role(), spec.name(), incarnation, scenes.needs()).withBuild("dev", spec.profile())
                .withThreads(spec.threads()).withPlaneLength(options.picture().planeLength())
                .withListening(spec.listening()).withDials(spec.dials()).withLimits(options.limits()), incarnation);
    }

    /** Before the first event: every report of a leaf is audited, and this one's are false. */
    void lie(final String leaf) {
        mistrust.lie(leaf);
    }

    boolean isLiar(final String name) {
        return mistrust.isLiar(name);
    }

    /** A machine's process starts; nothing happens if it runs already. */
    public void start(final String name) {
        if (processes.containsKey(name)) {
            return;
        }
        stalls.add(nowNs());
        final SimProcess process = new SimProcess(this, Objects.requireNonNull(specs.get(name)), random.split());
        processes.put(name, process);
        running = null;
        guard(process, () -> {
            if (process.spec().role() == Role.CLIENT) {
                open(name);
            }
        });
        process.wake();
    }

    /** A machine's first start. */
    void join(final String name) {
        if (!processes.containsKey(name)) {
            totals.add(Count.JOINS, Objects.requireNonNull(specs.get(name)).startNs() > 0 && !roots.isEmpty() ? 1 : 0);
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
    }

    boolean isHealed() {
        return healed;
    }

    /** Tile-samples per second of all renderers that run. */
    double runningRate() {
        return processes.values().stream().mapToDouble(SimProcess::rate).sum();
    }

    /**
     * Opens a new session at a running client, in place of the one it had; it goes on from a snapshot if there is one.
     */
    void open(final String client) {
        final SimRoot root = new SimRoot(this, Objects.requireNonNull(processes.get(client)), random.split());
        roots.put(client, root);
        sessions.put(root.session().id(), root);
        totals.add(Count.SESSIONS, 1);
        final SimRoot.Snapshot snapshot = snapshots.remove(client);
        if (snapshot == null) {
            root.begin();
        } else {
            root.begin(snapshot);
        }
    }

    /** What the next root of this client goes on from. */
    void keepSnapshot(final String client) {
        snapshots.put(client, Objects.requireNonNull(roots.get(client)).snapshot());
    }

    /** Every client shows another scene. */
    void editScenes() {
        roots.values().forEach(SimRoot::editScene);
    }

    /** A machine's process dies without a word. */
    public void kill(final String name) {
        end(name, Count.KILLS, "kill ", SimProcess::die);
    }

    /** A machine's process ends and says so. */
    void leave(final String name) {
        end(name, Count.LEAVES, "leave ", SimProcess::leave);
    }

    private void end(final String name, final Count count, final String what, final Consumer<SimProcess> how) {
        final SimProcess process = processes.remove(name);
        if (process != null) {
            stalls.add(nowNs());
            running = null;
            totals.add(count, 1);
            note(what + name);
            roots.remove(name);
            how.accept(process);
        }
    }

    public void pause(final String name, final long untilNs) {
        final SimProcess process = processes.get(name);
        if (process != null) {
            injected(Count.PAUSES, "pause " + name + " for " + (untilNs - nowNs()) / 1_000_000 + " ms", untilNs);
            process.pause(untilNs);
        }
    }

    /** From now on a machine's worker takes so many times longer. */
    public void slow(final String name, final double factor) {
        final SimProcess process = processes.get(name);
        if (process != null) {
            injected(Count.STRAGGLERS, "straggler " + name + " x" + factor, nowNs());
            process.slow(factor, Long.MAX_VALUE);
        }
    }

    /** Counts and logs something done to the tree from outside, that lasts until then. */
    void injected(final Count count, final String what, final long untilNs) {
        stalls.add(untilNs);
        totals.add(count, 1);
        note(what);
    }

    void onLinkDeath() {
        stalls.add(nowNs());
    }

    @Override
    public long nowNs() {
        return events.nowNs();
    }

    @Override
    public long calmSinceNs() {
        return healed ? options.phases().faultsNs() : Long.MAX_VALUE;
    }

    @Override
    public long stalledNs() {
        return stalls.stalledNs();
    }

    @Override
    public long delayMaxNs() {
        return options.network().delayMaxNs() + options.machine().parkMaxNs();
    }

    public EventQueue events() {
        return events;
    }

    public SimulatedNetwork network() {
        return network;
    }

    public SimOptions options() {
        return options;
    }

    Probe probe() {
        return probe;
    }

    Optional<SimProcess> process(final String name) {
        return Optional.ofNullable(processes.get(name));
    }

    @Override
    public List<SimProcess> nodes() {
        if (running == null) {
            running = List.copyOf(processes.values());
        }
        return running;
    }

    @Override
    public Collection<SimProcess> moved() {
        return moved;
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
        final SimRoot root = sessions.get(session);
        return root == null ? Optional.empty() : Optional.ofNullable(root.picture(epoch));
    }

    /** A worker's picture; the root's own when it is the same, so that a farm computes each sample once. */
    Picture shared(final SessionId session, final int epoch, final Picture picture) {
        return picture(session, epoch).filter(picture::isSame).orElse(picture);
    }

    /** Whether there is a picture, and each is whole. */
    boolean isComplete() {
        for (final SimRoot root : roots.values()) {
            if (!root.session().isComplete()) {
                return false;
            }
        }
        return !roots.isEmpty();
    }

    /** A node threw: nothing after that is worth a look. */
    boolean isBroken() {
        return soundness.isBroken();
    }

    Checker checkers() {
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

    SimScenes scenes() {
        return scenes;
    }

    /** Runs a piece of a node; what it throws ends the simulation. */
    void guard(final SimProcess process, final Runnable part) {
        soundness.guard(process.name(), part);
    }

    void onStep(final SimProcess process) {
        totals.add(Count.STEPS, 1);
        trace.add(nowNs(), process.name().hashCode(), totals.of(Count.STEPS));
        moved.add(process);
        if (--stepsUntilCheck == 0 && !isBroken()) {
            stepsUntilCheck = options.checking().everySteps();
            check();
        }
        script.onStep(this);
    }

    /** A full check of what has moved since the last one. */
    private void check() {
        moved.removeIf(process -> processes.get(process.name()) != process);
        checkers.onFull(this);
        moved.clear();
    }

    /** A full check of everything. */
    void checkAll() {
        moved.addAll(nodes());
        check();
    }

    /** Looks at what lasts, from now on. */
    void watchDurations() {
        events.after(options.checking().everyNs(), () -> {
            checkers.onTick(this);
            watchDurations();
        });
    }

    void log(final SimProcess process, final String line) {
        note(process.name() + ": " + line);
    }

    private void note(final String line) {
        log.accept("%.6f %s".formatted(nowNs() * 1e-9, line));
    }
}
