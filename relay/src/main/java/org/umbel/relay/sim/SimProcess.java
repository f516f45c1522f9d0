package org.umbel.relay.sim;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.check.Checker;
import org.umbel.relay.check.Checker.Rendered;
import org.umbel.relay.check.ObservedNode;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.simulated.SeededRandom;
import org.umbel.relay.simulated.SimulatedTransport;
import org.umbel.relay.transport.Transport;

/**
 * One process of a machine, from its start to its death: a node, its transport, its worker, and the thin
 * agent that drives them as the real one does. Its clock has an origin of its own, like {@code
 * System.nanoTime}.
 */
final class SimProcess implements ObservedNode, Transport.Handler, VirtualWorker.Agent {
    private static final long SPIN_NS = 50_000;
    private static final long CLOCK_ORIGIN_MAX_NS = 1L << 50;

    private final Farm farm;
    private final NodeSpec spec;
    private final SeededRandom random;
    private final Checker checkers;
    private final SimCosts costs;
    private final long incarnation;
    private final long clockOriginNs;
    private final SimulatedTransport transport;
    private final @Nullable VirtualWorker worker;
    private final TreeNode node;
    private final SimOutbox outbox;
    /** The disk's answers that the agent has not seen. */
    private final Queue<Runnable> fetched = new ArrayDeque<>();
    private final Runnable onWake = this::onWake;
    private final Runnable onTimer = this::onTimer;
    private boolean stepScheduled;
    /** Virtual time of the one timer that counts, and when the node wants to be called at the latest. */
    private long timerNs = Long.MAX_VALUE;
    private long wantedNs = Long.MAX_VALUE;
    private long pausedUntilNs;
    private long busyUntilNs;
    /** What this turn has cost so far. */
    private double turnNs;
    private boolean dead;

    SimProcess(final Farm farm, final NodeSpec spec, final SeededRandom random) {
        this.farm = farm;
        this.spec = spec;
        this.random = random;
        this.checkers = farm.checkers();
        this.costs = farm.options().machine().costs();
        this.incarnation = random.nextLong();
        this.clockOriginNs = random.between(-CLOCK_ORIGIN_MAX_NS, CLOCK_ORIGIN_MAX_NS);
        this.transport = farm.network().attach(spec.name(), spec.listening(), this::wake);
        this.worker = spec.threads() == 0 ? null : new VirtualWorker(farm.events(), random.split(), spec,
            farm.options(), farm.scenes().needs(), farm.scenes().costs(), this::wake, () -> farm.isLiar(spec.name()));
        this.node = new TreeNode(farm.config(spec, incarnation), nowNs());
        this.outbox = new SimOutbox(this, farm, transport, worker);
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public long incarnation() {
        return incarnation;
    }

    @Override
    public List<WorkView> works() {
        return node.works();
    }

    @Override
    public @Nullable WorkView work(final SessionId session) {
        return node.work(session);
    }

    @Override
    public List<LinkView> links() {
        return node.links();
    }

    @Override
    public double rate() {
        return spec.threads() == 0 ? 0 : spec.rate();
    }

    @Override
    public boolean isLeaf() {
        return spec.role() == Role.LEAF;
    }

    @Override
    public long blockBytesBeyond() {
        return spec.role() != Role.RELAY || spec.threads() > 0 ? 0
            : node.blockBytes() - 2 * farm.options().limits().blockStoreBytesMax() - Block.COMPRESSED_BYTES_MAX;
    }

    TreeNode node() {
        return node;
    }

    @Override
    public Optional<Peer> peer(final long link) {
        return transport.peer(link).flatMap(end -> farm.process(end.host())
            .filter(process -> process.transport == end.transport())
            .map(process -> new Peer(process, end.link())));
    }

    NodeSpec spec() {
        return spec;
    }

    /** This process's clock. */
    long nowNs() {
        return farm.events().nowNs() + clockOriginNs;
    }

    /** The agent is to look, after the time that it may be parked. */
    void wake() {
        if (!stepScheduled && !dead) {
            stepScheduled = true;
            final long parkedNs =
                random.between(0,
                    node.isPatient(nowNs()) ? TreeNode.PATIENCE_NS : farm.options().machine().parkMaxNs());
            farm.events().at(Math.max(farm.nowNs() + parkedNs, busyUntilNs), onWake);
        }
    }

    private void onWake() {
        stepScheduled = false;
        step();
    }

    /** Stands still until then; what arrives waits. */
    void pause(final long untilNs) {
        pausedUntilNs = Math.max(pausedUntilNs, untilNs);
    }

    @Override
    public boolean isPaused() {
        return pausedUntilNs > farm.nowNs();
    }

    /** Its renderer is slower by a factor until then. */
    void slow(final double factor, final long untilNs) {
        if (worker != null) {
            worker.slow(factor, untilNs);
        }
    }

    /** Dies without a word. */
    void die() {
        end();
        farm.network().kill(transport);
    }

    /** Ends as a program that is told to: its links are closed. */
    void leave() {
        end();
        farm.network().leave(transport);
    }

    private void end() {
        dead = true;
        if (worker != null) {
            worker.die();
        }
    }

    private void step() {
        if (dead) {
            return;
        }
        if (isPaused()) {
            if (!stepScheduled) {
                stepScheduled = true;
                farm.events().at(pausedUntilNs, onWake);
            }
            return;
        }
        farm.guard(this, this::turn);
        if (transport.isReadable()) {
            wake();
        }
        farm.onStep(this);
    }

    /** One turn of the agent. */
    private void turn() {
        final long nowNs = nowNs();
        turnNs = 0;
        transport.poll(this, nowNs);
        if (worker != null) {
            turnNs += worker.drain(this) * costs.rangeNs();
        }
        for (Runnable answer = fetched.poll(); answer != null; answer = fetched.poll()) {
            answer.run();
        }
        node.poll(outbox, nowNs);
        busyUntilNs = farm.nowNs() + (long) turnNs;
        checkers.onStepped(this);
        final long deadlineNs = node.nextDeadlineNs();
        wantedNs = deadlineNs == Long.MAX_VALUE ? Long.MAX_VALUE
            : farm.nowNs() + Math.max(SPIN_NS + (long) turnNs, deadlineNs - nowNs);
        scheduleTimer();
    }

    private void scheduleTimer() {
        if (wantedNs < timerNs) {
            timerNs = wantedNs;
            farm.events().at(wantedNs, onTimer);
        }
    }

    private void onTimer() {
        if (farm.nowNs() != timerNs) {
            // an earlier one took its place
            return;
        }
        timerNs = Long.MAX_VALUE;
        if (wantedNs <= farm.nowNs()) {
            step();
        } else {
            scheduleTimer();
        }
    }

    // what arrives, with the checkers around it

    @Override
    public void onAccepted(final long link, final String remote, final long nowNs) {
        node.onAccepted(link, remote, nowNs);
    }

    @Override
    public void onMessage(final long link, final LinkHeader header, final Message message, final long nowNs) {
        final boolean duplicate = transport.isDuplicate();
        turnNs += costs.receivedNs(message);
        checkers.beforeMessage(this, link, header, message, duplicate);
        node.onMessage(link, header, message, nowNs);
        checkers.afterMessage(this, link, header, message, duplicate);
    }

    @Override
    public void onMalformed(final long link, final String remote, final String reason, final long nowNs) {
        node.onMalformed(link, remote, reason, nowNs);
    }

    @Override
    public void onMember(final long link, final long nowNs) {
        node.onMember(link, nowNs);
    }

    @Override
    public void onReceived(final long link, final long number, final long nowNs) {
        node.onReceived(link, number, nowNs);
    }

    @Override
    public void onLeft(final long link, final String reason, final long nowNs) {
        node.onLeft(link, reason, nowNs);
    }

    @Override
    public void onHeard(final long link, final Block block, final long nowNs) {
        node.onHeard(link, block, nowNs);
    }

    @Override
    public void onDown(final long link, final String reason, final long nowNs) {
        node.onDown(link, reason, nowNs);
    }

    // what the renderer has done

    @Override
    public void onLoaded(final BlockId manifest) {
        node.onLoaded(manifest, nowNs());
    }

    @Override
    public void onRendered(final Rendered r) {
        checkers.beforeRendered(this, r);
        node.onRendered(r.session(), r.epoch(), r.fence(), r.tile(), r.range(), r.sums(), nowNs());
        checkers.afterRendered(this, r);
    }

    @Override
    public void onAbandoned(final SessionId session, final int epoch, final long fence, final int tile,
                            final SampleRange range) {
        node.onAbandoned(session, epoch, fence, tile, range, nowNs());
    }

    @Override
    public void onPreview(final SessionId session, final int epoch, final int tile, final int grid,
                          final short[] rgb) {
        node.onPreview(session, epoch, tile, grid, rgb, nowNs());
    }

    // what the outbox needs

    /** The turn takes so much longer. */
    void spend(final double ns) {
        turnNs += ns;
    }

    /** The agent's next turn begins with this. */
    void later(final Runnable answer) {
        fetched.add(answer);
        wake();
    }
}
