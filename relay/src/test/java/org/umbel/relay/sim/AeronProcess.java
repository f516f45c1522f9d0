package org.umbel.relay.sim;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.aeron.AeronConfig;
import org.umbel.relay.aeron.AeronTransport;
import org.umbel.relay.check.Picture;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.transport.Outbox;
import org.umbel.topology.Endpoint;

/** A node over Aeron with the simulator's cheap renderer, held back to its rate by real time. */
final class AeronProcess implements Outbox {
    private static final short[][] PREVIEWS = new short[9][];

    private final TreeNode node;
    private final AeronTransport transport;
    private final int planeLength;
    private final double tileSamplesPerNs;
    private final Map<SessionId, Picture> begun = new HashMap<>();
    private final ArrayDeque<Job> jobs = new ArrayDeque<>();
    private long lastStepNs = System.nanoTime();
    private double budget;

    static {
        for (final int grid : new int[] {1, 2, 4, 8}) {
            PREVIEWS[grid] = new short[3 * (TileSums.TILE_EDGE / grid) * (TileSums.TILE_EDGE / grid)];
        }
    }

    /** Work that costs so many tile-samples. */
    private record Job(SessionId session, double tileSamples, Object piece, Consumer<Long> answer) {}

    AeronProcess(final NodeSpec spec, final List<Dial> dials, final int planeLength) {
        final Consumer<String> silent = line -> {};
        this.transport = AeronTransport.launch(spec.listening()
            ? AeronConfig.listening(new Endpoint("127.0.0.1", 0), silent) : AeronConfig.dialling(silent));
        this.planeLength = planeLength;
        this.tileSamplesPerNs = spec.rate() * 1e-9;
        final NodeConfig config = NodeConfig
            .of(spec.role(), spec.name(), spec.name().hashCode(), SimScene.CHEAP)
            .withThreads(spec.threads()).withPlaneLength(planeLength).withListening(spec.listening());
        this.node = new TreeNode(config.withDials(dials), System.nanoTime());
    }

    TreeNode node() {
        return node;
    }

    String endpoint() {
        return transport.listening().orElseThrow().toString();
    }

    void step() {
        final long nowNs = System.nanoTime();
        transport.poll(node, nowNs);
        budget = Math.min(budget + (nowNs - lastStepNs) * tileSamplesPerNs, 64);
        lastStepNs = nowNs;
        while (!jobs.isEmpty() && budget >= jobs.peek().tileSamples) {
            final Job job = jobs.poll();
            budget -= job.tileSamples;
            job.answer.accept(nowNs);
        }
        node.poll(this, nowNs);
    }

    void close() {
        transport.close();
    }

    @Override
    public long dial(final String endpoint) {
        return transport.dial(endpoint, System.nanoTime());
    }

    @Override
    public boolean send(final long link, final LinkHeader header, final Message message) {
        return transport.send(link, header, message, System.nanoTime());
    }

    @Override
    public void close(final long link) {
        transport.close(link, System.nanoTime());
    }

    @Override
    public void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
        jobs.add(new Job(new SessionId(0, 0), 0, "", nowNs -> node.onLoaded(manifest, nowNs)));
    }

    @Override
    public void begin(final SessionId session, final int epoch, final BlockId manifest, final Camera camera,
                      final PictureSettings settings) {
        cancel(session);
        begun.put(session, new Picture(manifest, camera, settings, planeLength));
    }

    @Override
    public void render(final SessionId session, final int epoch, final long fence, final int tile,
                       final SampleRange range) {
        jobs.add(new Job(session, range.count(), List.of(epoch, fence, tile, range), nowNs -> {
            final TileSums sums = new TileSums(planeLength);
            begun.get(session).add(tile, range.first(), range.end(), sums);
            node.onRendered(session, epoch, fence, tile, range, sums, nowNs);
        }));
    }

    @Override
    public void abandon(final SessionId session, final int epoch, final long fence, final int tile,
                        final SampleRange range) {
        final Object piece = List.of(epoch, fence, tile, range);
        if (jobs.removeIf(job -> job.session.equals(session) && job.piece.equals(piece))) {
            jobs.addFirst(new Job(session, 0, "",
                nowNs -> node.onAbandoned(session, epoch, fence, tile, range, nowNs)));
        }
    }

    @Override
    public void preview(final SessionId session, final int epoch, final int tile, final int grid) {
        jobs.add(new Job(session, 1.0 / (grid * grid), "",
            nowNs -> node.onPreview(session, epoch, tile, grid, PREVIEWS[grid], nowNs)));
    }

    @Override
    public void cancel(final SessionId session) {
        jobs.removeIf(job -> job.session.equals(session));
    }

    @Override
    public void log(final String line) {
        // the test's own assertions say what matters
    }
}
