package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.blocks.SceneNeeds;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.transport.Outbox;
import org.umbel.relay.work.RangeSet;

/** Nodes in one process with time advanced by hand: links without loss, renderers that count instead of tracing. */
final class MiniNet {
    static final long MS = 1_000_000L;
    static final int PLANE = 2;
    static final SessionId SESSION = new SessionId(0x5e55, 1);
    static final Camera CAMERA = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);

    /** A manifest's bytes are the ids that it names. */
    static final SceneNeeds SCENES = new SceneNeeds() {
        @Override
        public List<BlockId> missing(final BlockId manifest, final Function<BlockId, Block> lookup) {
            final Block block = lookup.apply(manifest);
            if (block == null) {
                return List.of(manifest);
            }
            final List<BlockId> missing = new ArrayList<>();
            final ByteBuffer ids = ByteBuffer.wrap(block.compressed());
            while (ids.hasRemaining()) {
                final BlockId id = new BlockId(ids.getLong(), ids.getLong(), ids.getLong(), ids.getLong());
                if (lookup.apply(id) == null) {
                    missing.add(id);
                }
            }
            return missing;
        }

        @Override
        public boolean isGenuine(final Block block) {
            return BlockId.of(block.compressed()).equals(block.id());
        }
    };

    private record Event(long atNs, long order, Runnable run) {}

    /** For peers that are added later. */
    SceneNeeds scenes = SCENES;
    final Map<String, Peer> peers = new LinkedHashMap<>();
    final List<Message> carried = new ArrayList<>();
    private final PriorityQueue<Event> events =
        new PriorityQueue<>(Comparator.comparingLong(Event::atNs).thenComparingLong(Event::order));
    private final long latencyNs;
    private long order;
    private long nextLink = 1;
    long nowNs = 1000 * MS;

    MiniNet(final long latencyNs) {
        this.latencyNs = latencyNs;
    }

    Peer add(final NodeConfig config) {
        final Peer peer = new Peer(config);
        peers.put(config.name(), peer);
        return peer;
    }

    Peer client(final String gateway) {
        final NodeConfig config = config(Role.CLIENT, "client", 0);
        return add(gateway.isEmpty() ? config.withListening(true)
            : config.withDials(List.of(new Dial(gateway, Position.PARENT))));
    }

    Peer relay(final String name, final String parent) {
        final NodeConfig config = config(Role.RELAY, name, 0).withListening(true);
        return add(parent.isEmpty() ? config : config.withDials(List.of(new Dial(parent, Position.CHILD))));
    }

    Peer leaf(final String name, final String parent) {
        return add(config(Role.LEAF, name, 2).withDials(List.of(new Dial(parent, Position.CHILD))));
    }

    NodeConfig config(final Role role, final String name, final int threads) {
        return NodeConfig.of(role, name, 100 + nextLink++ * 1000 + name.hashCode(), scenes).withThreads(threads)
            .withPlaneLength(PLANE);
    }

    void at(final long atNs, final Runnable run) {
        events.add(new Event(atNs, order++, run));
    }

    void run(final long forNs) {
        final long endNs = nowNs + forNs;
        while (nowNs < endNs) {
            nowNs += MS;
            while (!events.isEmpty() && events.peek().atNs() <= nowNs) {
                events.poll().run().run();
            }
            List.copyOf(peers.values()).stream().filter(peer -> peer.pausedUntilNs <= nowNs)
                .forEach(peer -> peer.node.poll(peer, nowNs));
            peers.values().forEach(peer -> peer.node.works().forEach(MiniNet::checkAccounts));
        }
    }

    /** Free + owed + held + bucketed + passed on is what was received; plus() fails on any overlap. */
    private static void checkAccounts(final WorkView work) {
        for (int tile = 0; tile < work.tileCount(); tile++) {
            RangeSet sum = work.free(tile).plus(work.held(tile)).plus(work.bucketed(tile)).plus(work.passedOn(tile));
            for (final WorkView.ChildView child : work.children()) {
                sum = sum.plus(child.owed().getOrDefault(tile, RangeSet.EMPTY));
            }
            // at every step of every test: nothing is built for those that hold
            if (!sum.equals(work.received(tile))) {
                assertThat(sum).as("tile " + tile).isEqualTo(work.received(tile));
            }
        }
    }

    /** Ends a process without a word; the others hear of it only by silence. */
    void kill(final String name) {
        peers.remove(name).dead = true;
    }

    static Block block(final byte[] bytes) {
        return new Block(BlockId.of(bytes), bytes.length, bytes);
    }

    /** A manifest and its blocks. */
    static List<Block> scene(final int seed, final int count) {
        final List<Block> blocks = new ArrayList<>();
        final ByteBuffer ids = ByteBuffer.allocate(32 * count);
        for (int i = 0; i < count; i++) {
            final Block block = block(new byte[] {(byte) seed, (byte) i, 7});
            blocks.add(block);
            ids.put(block.id().bytes());
        }
        blocks.addFirst(block(ids.array()));
        return blocks;
    }

    static PictureSettings settings(final int width, final int height, final int samples) {
        return new PictureSettings(width, height, samples, 16, PictureSettings.Filter.BOX, 8);
    }

    Session show(final Peer client, final PictureSettings settings) {
        return show(client, SESSION, settings);
    }

    Session show(final Peer client, final SessionId id, final PictureSettings settings) {
        final Session session = client.node.openSession(id);
        final List<Block> scene = scene(1, 10);
        session.show(scene.getFirst().id(), scene, CAMERA, settings, Message.Mode.INTERACTIVE, nowNs);
        return session;
    }

    /** The sum of the reference over samples [first, end). */
    static TileSums reference(final int tile, final int first, final int end) {
        final TileSums sums = new TileSums(PLANE);
        for (int sample = first; sample < end; sample++) {
            for (int i = 0; i < sums.sums().length; i++) {
                long h = (tile * 0x9e3779b97f4a7c15L + sample) * 0xbf58476d1ce4e5b9L + i;
                h = (h ^ h >>> 29) * 0x94d049bb133111ebL;
                sums.sums()[i] += h >>> 24;
            }
            sums.bad()[0] += sample & 1;
        }
        return sums;
    }

    /** Whether every tile's sums are those of the samples that it claims. */
    static boolean isExact(final Session session, final int tiles) {
        for (int tile = 0; tile < tiles; tile++) {
            final RangeSet accepted = session.accepted(tile);
            final TileSums sums = session.sums(tile);
            final TileSums all = new TileSums(PLANE);
            for (final SampleRange r : accepted.aligned()) {
                all.add(reference(tile, r.first(), r.end()));
            }
            if (sums == null ? !accepted.isEmpty() : !sums.equals(all)) {
                return false;
            }
        }
        return true;
    }

    /** A process: a node with its side of the links and a renderer that takes 1 ms a tile-sample per thread. */
    final class Peer implements Outbox {
        final NodeConfig config;
        final TreeNode node;
        final List<String> log = new ArrayList<>();
        final Map<Long, Peer> remotes = new HashMap<>();
        final Map<Long, Long> remoteIds = new HashMap<>();
        final List<SampleRange> rendered = new ArrayList<>();
        final List<SampleRange> abandoned = new ArrayList<>();
        boolean isDeafToRecalls;
        /** What it keeps, if it has a disk; another process may have the same. */
        Optional<Map<BlockId, Block>> disk = Optional.empty();
        /** What the disk was asked for. */
        final List<BlockId> fetched = new ArrayList<>();
        private final List<Object> rendering = new ArrayList<>();
        /** Tiles on the coarsest grid. */
        final List<Integer> previews = new ArrayList<>();
        /** Of all previews. */
        final List<Integer> grids = new ArrayList<>();
        boolean dead;
        int begun;
        int cancelled;
        long nsPerTileSample = MS / 2;
        /** Until then nothing is polled, and what comes waits. */
        long pausedUntilNs;
        /** Asked for each message before it is sent: false, and its stream is full. */
        Predicate<Message> hasRoom = message -> true;
        /** What becomes of a message on its way out. */
        UnaryOperator<Message> altered = UnaryOperator.identity();
        /** Why scenes cannot be loaded; empty while they can. */
        String loadFailure = "";
        int loads;
        /** What preparing a scene takes. */
        long loadNs = latencyNs;
        /** When the last range was done. */
        long renderedNs;
        private long busyUntilNs;

        Peer(final NodeConfig config) {
            this.config = config;
            this.node = new TreeNode(config, nowNs);
        }

        @Override
        public long dial(final String endpoint) {
            final long mine = nextLink++;
            final Peer other = peers.get(endpoint);
            if (other == null) {
                later(() -> node.onDown(mine, "nobody there", nowNs));
                return mine;
            }
            final long theirs = nextLink++;
            connect(mine, other, theirs);
            other.connect(theirs, this, mine);
            other.later(() -> other.node.onAccepted(theirs, config.name(), nowNs));
            return mine;
        }

        private void connect(final long mine, final Peer other, final long theirs) {
            remotes.put(mine, other);
            remoteIds.put(mine, theirs);
        }

        private void later(final Runnable run) {
            at(nowNs + latencyNs, () -> whenAwake(run));
        }

        private void whenAwake(final Runnable run) {
            if (pausedUntilNs > nowNs) {
                at(pausedUntilNs, () -> whenAwake(run));
            } else if (!dead) {
                run.run();
            }
        }

        @Override
        public boolean send(final long link, final LinkHeader header, final Message sent) {
            if (!hasRoom.test(sent)) {
                return false;
            }
            final Peer other = remotes.get(link);
            final Message message = altered.apply(sent);
            if (other != null) {
                carried.add(message);
                final long theirs = remoteIds.get(link);
                other.later(() -> {
                    if (other.remotes.containsKey(theirs)) {
                        other.node.onMessage(theirs, header, message, nowNs);
                    }
                });
            }
            return true;
        }

        @Override
        public void close(final long link) {
            final Peer other = remotes.remove(link);
            if (other != null) {
                final long theirs = remoteIds.get(link);
                other.later(() -> other.node.onDown(theirs, "closed by " + config.name(), nowNs));
            }
        }

        @Override
        public boolean mayHold(final BlockId id) {
            return disk.isPresent() && disk.get().containsKey(id);
        }

        @Override
        public void fetch(final BlockId id) {
            fetched.add(id);
            later(() -> Optional.ofNullable(disk.orElseThrow().get(id))
                .ifPresentOrElse(block -> node.onFetched(block, nowNs), () -> node.onAbsent(id, nowNs)));
        }

        @Override
        public void keep(final Block block) {
            disk.ifPresent(blocks -> blocks.put(block.id(), block));
        }

        @Override
        public void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
            if (!scenes.missing(manifest, lookup).isEmpty()) {
                throw new AssertionError("blocks are missing");
            }
            loads++;
            final String failure = loadFailure;
            at(nowNs + loadNs, () -> whenAwake(() -> {
                if (failure.isEmpty()) {
                    node.onLoaded(manifest, nowNs);
                } else {
                    node.onLoadFailed(manifest, failure, nowNs);
                }
            }));
        }

        @Override
        public void begin(final SessionId session, final int epoch, final BlockId manifest, final Camera camera,
                          final PictureSettings settings) {
            begun++;
            // what is under way still comes, late and void; what is another session's is in the way of the new
            if (rendering.stream().allMatch(piece -> ((List<?>) piece).getFirst().equals(session))) {
                busyUntilNs = nowNs;
            }
        }

        @Override
        public void render(final SessionId session, final int epoch, final long fence, final int tile,
                           final SampleRange range) {
            rendered.add(range);
            final Object piece = List.of(session, epoch, fence, tile, range);
            rendering.add(piece);
            busyUntilNs = Math.max(busyUntilNs, nowNs) + range.count() * nsPerTileSample;
            at(busyUntilNs, () -> whenAwake(() -> {
                renderedNs = nowNs;
                if (!rendering.remove(piece)) {
                    return;
                }
                node.onRendered(session, epoch, fence, tile, range, reference(tile, range.first(), range.end()),
                    nowNs);
            }));
        }

        @Override
        public void abandon(final SessionId session, final int epoch, final long fence, final int tile,
                            final SampleRange range) {
            if (!isDeafToRecalls && rendering.remove(List.of(session, epoch, fence, tile, range))) {
                abandoned.add(range);
                later(() -> node.onAbandoned(session, epoch, fence, tile, range, nowNs));
            }
        }

        @Override
        public void preview(final SessionId session, final int epoch, final int tile, final int grid) {
            if (grid == 8) {
                previews.add(tile);
            }
            grids.add(grid);
            later(() -> node.onPreview(session, epoch, tile, grid, new short[3 * (32 / grid) * (32 / grid)], nowNs));
        }

        @Override
        public void cancel(final SessionId session) {
            cancelled++;
        }

        @Override
        public void log(final String line) {
            log.add(line);
        }
    }
}
