package org.umbel.node.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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
import org.umbel.node.render.SceneSource;
import org.umbel.node.render.TracerScenes;
import org.umbel.relay.blocks.CodecScenes;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.simulated.EventQueue;
import org.umbel.relay.simulated.NetworkOptions;
import org.umbel.relay.simulated.SeededRandom;
import org.umbel.relay.simulated.SimulatedNetwork;
import org.umbel.relay.simulated.SimulatedTransport;
import org.umbel.relay.simulated.TraceHash;
import org.umbel.relay.simulated.Wire;
import org.umbel.relay.transport.Outbox;

/**
 * A client, a relay and leaves in one thread, with a clock that is moved by hand: the nodes are the product's, and so
 * is what renders; only links and time are made up. A leaf does one thing in a millisecond.
 */
final class LiveTree {
    private static final long MS = 1_000_000L;

    private final EventQueue events = new EventQueue();
    private final List<Member> members = new ArrayList<>();
    /** Blocks as they went over any link. */
    final List<Message.BlockData> carried = new ArrayList<>();
    private final SimulatedNetwork network = new SimulatedNetwork(events, new SeededRandom(1), NetworkOptions.LAN,
        this::carry, new TraceHash());

    private Wire.Carried carry(final LinkHeader header, final Message message) {
        if (message instanceof Message.BlockData data) {
            carried.add(data);
        }
        return Wire.OBJECTS.carry(header, message);
    }

    /** A relay, and a client and leaves that dial it; the client's node. */
    TreeNode grow(final int leaves) {
        add("relay", Role.RELAY, 0, List.of());
        for (int i = 0; i < leaves; i++) {
            add("leaf-" + i, Role.LEAF, 1, List.of(new Dial("relay", Position.CHILD)));
        }
        return add("client", Role.CLIENT, 0, List.of(new Dial("relay", Position.PARENT)));
    }

    private TreeNode add(final String name, final Role role, final int threads, final List<Dial> dials) {
        final Member member = new Member(NodeConfig.of(role, name, 100 + members.size(), new CodecScenes())
            .withThreads(threads).withListening(dials.isEmpty()).withDials(dials));
        members.add(member);
        return member.node;
    }

    long nowNs() {
        return events.nowNs();
    }

    /** Moves on until it is so; fails when it has not become so within a minute of the tree's time. */
    void runUntil(final BooleanSupplier isDone, final Runnable everyMs) {
        final long endNs = nowNs() + 60_000 * MS;
        while (!isDone.getAsBoolean()) {
            if (nowNs() > endNs) {
                throw new AssertionError("it never came so");
            }
            step(everyMs);
        }
    }

    private void step(final Runnable everyMs) {
        final long nextNs = nowNs() + MS;
        events.at(nextNs, () -> {});
        while (events.runNext(nextNs)) {
            // all that is due by then
        }
        everyMs.run();
        members.forEach(Member::turn);
    }

    /** A node with its links and its renderer. */
    private final class Member implements Outbox {
        private final TreeNode node;
        private final SimulatedTransport transport;
        private final SceneSource source = new TracerScenes();
        private final Map<BlockId, SceneSource.Prepared> scenes = new HashMap<>();
        private final Map<SessionId, SceneSource.TileWork> pictures = new HashMap<>();
        private final Map<SessionId, Integer> epochs = new HashMap<>();
        private final Queue<Runnable> work = new ArrayDeque<>();

        Member(final NodeConfig config) {
            node = new TreeNode(config, nowNs());
            transport = network.attach(config.name(), config.listening(), () -> {});
        }

        void turn() {
            transport.poll(node, nowNs());
            if (!work.isEmpty()) {
                work.poll().run();
            }
            node.poll(this, nowNs());
        }

        @Override
        public long dial(final String endpoint) {
            return transport.dial(endpoint, nowNs());
        }

        @Override
        public boolean send(final long link, final LinkHeader header, final Message message) {
            return transport.send(link, header, message, nowNs());
        }

        @Override
        public void close(final long link) {
            transport.close(link, nowNs());
        }

        @Override
        public void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
            work.add(() -> {
                scenes.put(manifest, source.prepare(manifest, lookup));
                node.onLoaded(manifest, nowNs());
            });
        }

        @Override
        public void begin(final SessionId session, final int epoch, final BlockId manifest, final Camera camera,
                          final PictureSettings settings) {
            pictures.put(session, scenes.get(manifest).work(camera, settings));
            epochs.put(session, epoch);
        }

        @Override
        public void render(final SessionId session, final int epoch, final long fence, final int tile,
                           final SampleRange range) {
            work.add(() -> {
                if (epochs.get(session) == epoch) {
                    final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
                    pictures.get(session).render(tile, range, sums, () -> false);
                    node.onRendered(session, epoch, fence, tile, range, sums, nowNs());
                }
            });
        }

        @Override
        public void abandon(final SessionId session, final int epoch, final long fence, final int tile,
                            final SampleRange range) {
            // it is rendered in its turn, as by a renderer that has begun it
        }

        @Override
        public void preview(final SessionId session, final int epoch, final int tile, final int grid) {
            work.add(() -> {
                final int edge = TileSums.TILE_EDGE / grid;
                node.onPreview(session, epoch, tile, grid, new short[3 * edge * edge], nowNs());
            });
        }

        @Override
        public void cancel(final SessionId session) {
            epochs.put(session, -1);
        }

        @Override
        public void log(final String line) {}
    }
}
