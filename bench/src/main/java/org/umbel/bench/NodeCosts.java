package org.umbel.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.relay.aeron.AeronConfig;
import org.umbel.relay.aeron.AeronTransport;
import org.umbel.relay.blocks.CodecScenes;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.session.Session;
import org.umbel.relay.transport.Outbox;
import org.umbel.relay.transport.Transport;
import org.umbel.topology.Endpoint;

/**
 * One node of a chain whose CPU time is measured: the state machines, the transport and the agent's loop as they are in
 * a process, on a thread of this one. Its worker renders nothing: it answers at once with real sums. When a picture is
 * whole, the next is shown.
 */
final class NodeCosts implements Outbox, Transport.Handler, AutoCloseable {
    private static final int ANSWERS_PER_TURN = 8;
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final int THREADS = 2;
    /** Of the picture in pixels, and its samples: many tiles that are soon done, so that there is much to report. */
    private static final int EDGE = 2048;
    private static final int SAMPLES = 16;

    private final AeronTransport transport;
    private final TreeNode node;
    private final List<TileSums> pool;
    private final ArrayDeque<Runnable> answers = new ArrayDeque<>();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong reportsReceived = new AtomicLong();
    private final AtomicLong reportsSent = new AtomicLong();
    private final AtomicLong ranges = new AtomicLong();
    private final Thread thread;
    private Optional<Session> root = Optional.empty();
    private volatile boolean ended;
    private long nowNs;
    private int next;

    /**
     * Counts so far.
     *
     * @param cpuNs           of the node's thread
     * @param messages        received and sent
     * @param reportsReceived of them
     * @param reportsSent     of them
     * @param ranges          finished by its worker, or reported to it
     */
    record Counts(long cpuNs, long messages, long reportsReceived, long reportsSent, long ranges) {
        Counts since(final Counts begin) {
            return new Counts(cpuNs - begin.cpuNs, messages - begin.messages, reportsReceived - begin.reportsReceived,
                reportsSent - begin.reportsSent, ranges - begin.ranges);
        }
    }

    private NodeCosts(final Message.Role role, final Optional<String> parent, final List<TileSums> pool) {
        this.pool = pool;
        final boolean listens = role != Message.Role.LEAF;
        transport = AeronTransport.launch(listens
            ? AeronConfig.listening(new Endpoint("127.0.0.1", 0), System.err::println)
            : AeronConfig.dialling(System.err::println));
        node = new TreeNode(NodeConfig.of(role, role.name(), new SecureRandom().nextLong(), new CodecScenes())
            .withListening(listens).withThreads(listens ? 0 : THREADS)
            .withDials(parent.map(address -> List.of(new Dial(address, Message.Position.CHILD))).orElse(List.of())),
            System.nanoTime());
        if (role == Message.Role.CLIENT) {
            show();
        }
        thread = Thread.ofPlatform().daemon().name(role.name()).unstarted(this::run);
    }

    /** A client, a relay below it and a leaf below that, working; close each. */
    static List<NodeCosts> chain(final List<TileSums> pool) {
        final List<NodeCosts> chain = new ArrayList<>();
        final NodeCosts client = new NodeCosts(Message.Role.CLIENT, Optional.empty(), pool);
        final NodeCosts relay = new NodeCosts(Message.Role.RELAY, Optional.of(client.address()), pool);
        chain.add(client);
        chain.add(relay);
        chain.add(new NodeCosts(Message.Role.LEAF, Optional.of(relay.address()), pool));
        chain.forEach(node -> node.thread.start());
        return chain;
    }

    private String address() {
        return transport.listening().orElseThrow().toString();
    }

    private void show() {
        final SceneBlocks.Written blocks =
            SceneBlocks.write(SceneImporter.load(Scenes.boxes(), MaterialMode.GLTF).scene());
        final PictureSettings settings = new PictureSettings(EDGE, EDGE, SAMPLES,
            PictureSettings.FRACTION_BITS_DEFAULT, PictureSettings.Filter.BOX, PictureSettings.BOUNCES_DEFAULT);
        final Session session = node.openSession(new SessionId(1, 2));
        session.show(blocks.manifest(), blocks.blocks(), camera(0), settings, Message.Mode.FINAL, System.nanoTime());
        root = Optional.of(session);
    }

    private static Camera camera(final int epoch) {
        return new Camera(new float[] {epoch, 1, 5}, new float[3], new float[] {0, 1, 0}, 40);
    }

    Counts counts() {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new Counts(threads.getThreadCpuTime(thread.threadId()), messages.get(), reportsReceived.get(),
            reportsSent.get(), ranges.get());
    }

    private void run() {
        long dueNs = System.nanoTime();
        while (!ended) {
            nowNs = System.nanoTime();
            if (root.isPresent() && root.get().isComplete()) {
                root.get().camera(camera(root.get().epoch()), nowNs);
                dueNs = nowNs;
            }
            int work = transport.poll(this, nowNs);
            for (int i = 0; i < ANSWERS_PER_TURN && !answers.isEmpty(); i++) {
                answers.poll().run();
                work++;
            }
            if (work > 0 || nowNs - dueNs >= 0) {
                node.poll(this, nowNs);
                dueNs = Math.min(node.nextDeadlineNs(), nowNs + QUIET_NS);
            }
            transport.idle(work + answers.size(), dueNs);
        }
        transport.close();
    }

    static void rest(final long ns) {
        final long endNs = System.nanoTime() + ns;
        for (long leftNs = ns; leftNs > 0; leftNs = endNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }

    @Override
    public void onAccepted(final long link, final String remote, final long atNs) {
        node.onAccepted(link, remote, atNs);
    }

    @Override
    public void onMessage(final long link, final LinkHeader header, final Message message, final long atNs) {
        messages.incrementAndGet();
        if (message instanceof Message.Report report) {
            ranges.addAndGet(report.ranges().size());
            reportsReceived.incrementAndGet();
        }
        node.onMessage(link, header, message, atNs);
    }

    @Override
    public void onMalformed(final long link, final String remote, final String reason, final long atNs) {
        node.onMalformed(link, remote, reason, atNs);
    }

    @Override
    public void onDown(final long link, final String reason, final long atNs) {
        node.onDown(link, reason, atNs);
    }

    @Override
    public long dial(final String endpoint) {
        return transport.dial(endpoint, nowNs);
    }

    @Override
    public boolean send(final long link, final LinkHeader header, final Message message) {
        final boolean sent = transport.send(link, header, message, nowNs);
        if (sent) {
            messages.incrementAndGet();
            if (message instanceof Message.Report) {
                reportsSent.incrementAndGet();
            }
        }
        return sent;
    }

    @Override
    public void close(final long link) {
        transport.close(link, nowNs);
    }

    @Override
    public void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
        answers.add(() -> node.onLoaded(manifest, nowNs));
    }

    @Override
    public void begin(final SessionId session, final int epoch, final BlockId manifest, final Camera camera,
                      final PictureSettings settings) {}

    @Override
    public void render(final SessionId session, final int epoch, final long fence, final int tile,
                       final SampleRange range) {
        answers.add(() -> {
            ranges.incrementAndGet();
            node.onRendered(session, epoch, fence, tile, range, pool.get(next++ % pool.size()).copy(), nowNs);
        });
    }

    @Override
    public void abandon(final SessionId session, final int epoch, final long fence, final int tile,
                        final SampleRange range) {}

    @Override
    public void preview(final SessionId session, final int epoch, final int tile, final int grid) {
        final int edge = TileSums.TILE_EDGE / grid;
        answers.add(() -> node.onPreview(session, epoch, tile, grid, new short[3 * edge * edge], nowNs));
    }

    @Override
    public void cancel(final SessionId session) {}

    @Override
    public void log(final String line) {
        System.err.println(line);
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
