package org.umbel.relay.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.check.ObservedNode;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.simulated.SeededRandom;
import org.umbel.relay.simulated.SimulatedTransport;
import org.umbel.relay.transport.Outbox;
import org.umbel.relay.transport.Transport;

/**
 * One process of a machine, from its start to its death: a node, its transport, its worker, and the thin
 * agent that drives them as the real one does. Its clock has an origin of its own, like {@code
 * System.nanoTime}.
 */
final class SimProcess implements ObservedNode {
    private static final long SPIN_NS = 50_000;
    private static final long CLOCK_ORIGIN_MAX_NS = 1L << 50;

    private final Farm farm;
    private final NodeSpec spec;
    private final SeededRandom random;
    private final long incarnation;
    private final long clockOriginNs;
    private final SimulatedTransport transport;
    private final VirtualWorker worker;
    private final TreeNode node;
    private long stepCount;
    private boolean stepScheduled;
    private long pausedUntilNs;
    private long busyUntilNs;
    /** What this step has cost so far. */
    private double stepNs;
    private boolean dead;

    SimProcess(final Farm farm, final NodeSpec spec, final SeededRandom random) {
        this.farm = farm;
        this.spec = spec;
        this.random = random;
        this.incarnation = random.nextLong();
        this.clockOriginNs = random.between(-CLOCK_ORIGIN_MAX_NS, CLOCK_ORIGIN_MAX_NS);
        this.transport = farm.network().attach(spec.name(), spec.listening(), this::wake);
        this.worker = new VirtualWorker(farm.events(), random.split(), spec, farm.options(), farm.scenes(),
            this::wake);
        final NodeConfig config = NodeConfig.of(spec.role(), spec.name(), incarnation, farm.scenes())
            .withThreads(spec.threads()).withPlaneLength(farm.options().planeLength())
            .withListening(spec.listening())
            .withDials(spec.dials()).withLimits(farm.options().limits())
            .withAdmission(farm.admission(incarnation));
        this.node = new TreeNode(config, nowNs());
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
    public List<LinkView> links() {
        return node.links();
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

    SimulatedTransport transport() {
        return transport;
    }

    /** This process's clock. */
    long nowNs() {
        return farm.events().nowNs() + clockOriginNs;
    }

    /** The agent is to look, after the time that it may be parked. */
    void wake() {
        if (!stepScheduled && !dead) {
            stepScheduled = true;
            final long parkedNs = random.between(0, farm.options().parkMaxNs());
            farm.events().after(Math.max(parkedNs, busyUntilNs - farm.events().nowNs()), () -> {
                stepScheduled = false;
                step();
            });
        }
    }

    /** Stands still until then; what arrives waits. */
    void pause(final long untilNs) {
        pausedUntilNs = Math.max(pausedUntilNs, untilNs);
    }

    boolean isPaused() {
        return pausedUntilNs > farm.events().nowNs();
    }

    /** Its worker takes so many times longer from now on. */
    void slow(final double factor) {
        worker.slow(factor);
    }

    /** Dies without a word. */
    void die() {
        dead = true;
        worker.die();
        farm.network().kill(transport);
    }

    private void step() {
        if (dead) {
            return;
        }
        if (isPaused()) {
            stepScheduled = true;
            farm.events().at(pausedUntilNs, () -> {
                stepScheduled = false;
                step();
            });
            return;
        }
        stepCount++;
        stepNs = 0;
        farm.guard(this, () -> {
            transport.poll(new Ears(), nowNs());
            stepNs += worker.drain(node, nowNs()) * farm.costs().rangeNs();
            node.poll(new Drain(), nowNs());
            busyUntilNs = farm.events().nowNs() + (long) stepNs;
            farm.checkers().forEach(c -> c.onStepped(this));
            scheduleTimer(node.nextDeadlineNs());
        });
        if (transport.isReadable()) {
            wake();
        }
        farm.onStep(this);
    }

    private void scheduleTimer(final long deadlineNs) {
        if (deadlineNs == Long.MAX_VALUE) {
            return;
        }
        final long expected = stepCount;
        farm.events().after(Math.max(SPIN_NS + (long) stepNs, deadlineNs - nowNs()), () -> {
            if (stepCount == expected) {
                step();
            }
        });
    }

    /** What arrives, with the checkers around it. */
    private final class Ears implements Transport.Handler {
        @Override
        public void onAccepted(final long link, final String remote, final long nowNs) {
            node.onAccepted(link, remote, nowNs);
        }

        @Override
        public void onMessage(final long link, final LinkHeader header, final Message message,
                              final long nowNs) {
            final boolean duplicate = transport.isDuplicate();
            stepNs += farm.costs().receivedNs(message);
            farm.checkers().forEach(c -> c.beforeMessage(SimProcess.this, link, header, message, duplicate));
            node.onMessage(link, header, message, nowNs);
            farm.checkers().forEach(c -> c.afterMessage(SimProcess.this, link, header, message, duplicate));
        }

        @Override
        public void onMalformed(final long link, final String remote, final String reason, final long nowNs) {
            node.onMalformed(link, remote, reason, nowNs);
        }

        @Override
        public void onDown(final long link, final String reason, final long nowNs) {
            farm.checkers().forEach(c -> c.beforeDown(SimProcess.this, link));
            node.onDown(link, reason, nowNs);
        }
    }

    /** What the node wants done. */
    private final class Drain implements Outbox {
        @Override
        public long dial(final String endpoint) {
            return transport.dial(endpoint, nowNs());
        }

        @Override
        public boolean send(final long link, final LinkHeader header, final Message message) {
            final boolean sent = transport.send(link, header, message, nowNs());
            if (sent) {
                stepNs += farm.costs().sentNs(message);
                farm.checkers().forEach(c -> c.onSent(SimProcess.this, link, header, message));
            }
            return sent;
        }

        @Override
        public void close(final long link) {
            transport.close(link, nowNs());
        }

        @Override
        public void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
            worker.load(manifest, lookup);
        }

        @Override
        public void begin(final SessionId session, final int epoch, final BlockId manifest,
                          final Camera camera,
                          final PictureSettings settings) {
            worker.begin(session, epoch, manifest, camera, settings);
        }

        @Override
        public void render(final SessionId session, final int epoch, final long fence, final int tile,
                           final SampleRange range) {
            worker.render(session, epoch, fence, tile, range);
        }

        @Override
        public void abandon(final SessionId session, final int epoch, final long fence, final int tile,
                            final SampleRange range) {
            worker.abandon(session, epoch, fence, tile, range);
        }

        @Override
        public void preview(final SessionId session, final int epoch, final int tile, final int grid) {
            worker.preview(session, epoch, tile, grid);
        }

        @Override
        public void cancel(final SessionId session) {
            worker.cancel(session);
        }

        @Override
        public void log(final String line) {
            farm.log(SimProcess.this, line);
        }
    }
}
