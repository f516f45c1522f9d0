package org.umbel.bench;

import java.security.SecureRandom;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.block.SceneWriter;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.importer.ViewFile;
import org.umbel.node.session.SceneSession;
import org.umbel.relay.aeron.AeronConfig;
import org.umbel.relay.aeron.AeronTransport;
import org.umbel.relay.blocks.CodecScenes;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.transport.Outbox;
import org.umbel.topology.Endpoint;
import org.umbel.tracer.integrator.ArithmeticProfile;

/** A client without threads of its own, in this process, that notes when pixels and whole pictures come. One thread. */
final class BenchClient implements AutoCloseable, RootListener, Outbox {
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final RootListener IDLE = new RootListener() {
        @Override
        public void onTile(final SessionId session, final int epoch, final int tile) {}

        @Override
        public void onView(final Message.View view) {}
    };

    private final AeronTransport transport;
    private final TreeNode node;
    private final SecureRandom random = new SecureRandom();
    private Session session;
    private final PictureSettings settings;
    private final Message.Mode mode;
    private final BitSet seen = new BitSet();
    private @Nullable Camera camera;
    private SceneBlocks.@Nullable Written shown;
    private @Nullable SceneSession edits;
    private final ExecutorService writing =
        Executors.newSingleThreadExecutor(task -> Thread.ofPlatform().daemon().name("writing").unstarted(task));
    private long nowNs;
    /** Of this epoch and those before nothing is noted. */
    private int epochSeen;
    private long readyNs;
    private long firstNs;
    private long wholeNs;

    /**
     * What came of an edit, from the edit on.
     *
     * @param readyUs until somebody below said that the scene is ready
     * @param firstUs until the first pixels of any tile
     * @param wholeUs until all tiles had some
     */
    record Answer(long readyUs, long firstUs, long wholeUs) {}

    private BenchClient(final AeronConfig config, final List<Dial> dials, final PictureSettings settings,
                        final Message.Mode mode) {
        this.settings = settings;
        this.mode = mode;
        transport = AeronTransport.launch(config);
        node = new TreeNode(NodeConfig.of(Message.Role.CLIENT, "bench", random.nextLong(), new CodecScenes())
            .withBuild("bench", ArithmeticProfile.digest()).withListening(dials.isEmpty()).withDials(dials),
            System.nanoTime());
        session = node.openSession(new SessionId(random.nextLong(), random.nextLong()));
        session.listener(this);
    }

    /** Of a picture in pixels and samples per pixel, all else as usual. */
    static PictureSettings settings(final int width, final int height, final int samples) {
        return new PictureSettings(width, height, samples, PictureSettings.FRACTION_BITS_DEFAULT,
            PictureSettings.Filter.BLACKMAN_HARRIS, PictureSettings.BOUNCES_DEFAULT);
    }

    /** One that leaves dial. */
    static BenchClient listening(final PictureSettings settings, final Message.Mode mode) {
        return new BenchClient(AeronConfig.listening(new Endpoint("127.0.0.1", 0), System.err::println), List.of(),
            settings, mode);
    }

    /** One that dials a gateway. */
    static BenchClient dialling(final String gateway, final PictureSettings settings, final Message.Mode mode) {
        return new BenchClient(AeronConfig.dialling(System.err::println),
            List.of(new Dial(gateway, Message.Position.PARENT)), settings, mode);
    }

    /** Where others dial in, HOST:PORT. */
    String address() {
        return transport.listening().orElseThrow().toString();
    }

    /** The camera of the newest epoch. */
    Camera camera() {
        return Objects.requireNonNull(camera);
    }

    /** Shows the flight helmet and returns when its coarse picture is here. */
    void show() {
        final ViewFile view = ViewFile.read(Scenes.helmetView());
        final Scene own = SceneImporter.load(Scenes.helmet(), MaterialMode.GLTF).scene();
        show(new Scene(own.meshes(), own.images(), own.materials(), own.instances(), view.lights(),
            view.environment()), view.camera());
    }

    /** Shows a scene and returns when its coarse picture is here. */
    Answer show(final Scene scene, final Camera first) {
        final SceneWriter writer = new SceneWriter();
        final SceneBlocks.Written blocks = writer.write(scene);
        shown = blocks;
        camera = first;
        return answer(() -> {
            session.show(blocks.manifest(), blocks.blocks(), first, settings, mode, System.nanoTime());
            edits = new SceneSession(session, scene, writer, blocks, writing, transport::wake, System.nanoTime());
        });
    }

    /** Shows the first scene once more, in the same session, or in another one that is over then. */
    Answer showAgain(final boolean isElsewhere) {
        final SceneBlocks.Written blocks = Objects.requireNonNull(shown);
        if (!isElsewhere) {
            return answer(() -> session.show(blocks.manifest(), blocks.blocks(), camera(), settings, mode,
                System.nanoTime()));
        }
        final Session mine = session;
        session.listener(IDLE);
        session = node.openSession(new SessionId(random.nextLong(), random.nextLong()));
        session.listener(this);
        final Answer answer = answer(() -> session.show(blocks.manifest(), blocks.blocks(), camera(), settings, mode,
            System.nanoTime()));
        session.end(System.nanoTime());
        session = mine;
        session.listener(this);
        return answer;
    }

    /** The scene that is shown, to be edited. */
    SceneSession edits() {
        return Objects.requireNonNull(edits);
    }

    /** Moves the camera and returns when the new coarse picture is here. */
    Answer edit(final Camera moved) {
        camera = moved;
        return answer(() -> session.camera(moved, System.nanoTime()));
    }

    /** Makes an edit of the scene, in a thread of its own as people do, and returns when its coarse picture is here. */
    Answer edit(final Consumer<SceneSession> edit) {
        final SceneSession scene = edits();
        return answer(() -> Thread.ofVirtual().start(() -> edit.accept(scene)));
    }

    private Answer answer(final Runnable edit) {
        seen.clear();
        epochSeen = session.epoch();
        readyNs = 0;
        firstNs = 0;
        wholeNs = 0;
        final long beganNs = System.nanoTime();
        edit.run();
        turnUntil(() -> wholeNs != 0);
        return new Answer(TimeUnit.NANOSECONDS.toMicros(readyNs - beganNs),
            TimeUnit.NANOSECONDS.toMicros(firstNs - beganNs), TimeUnit.NANOSECONDS.toMicros(wholeNs - beganNs));
    }

    /** Turns until every sample is here. */
    void turnUntilComplete() {
        turnUntil(session::isComplete);
    }

    /** Renders the same picture as a new one; returns how long that took, in nanoseconds. */
    long again() {
        final long beganNs = System.nanoTime();
        session.camera(camera(), beganNs);
        turnUntilComplete();
        return System.nanoTime() - beganNs;
    }

    /** Turns for a while. */
    void turnFor(final long ns) {
        final long endNs = System.nanoTime() + ns;
        turnUntil(() -> System.nanoTime() - endNs >= 0);
    }

    private void turnUntil(final BooleanSupplier isDone) {
        final long endNs = System.nanoTime() + WAIT_NS;
        while (!isDone.getAsBoolean()) {
            turn();
            if (System.nanoTime() - endNs > 0) {
                throw new IllegalStateException("nothing came: " + seen.cardinality() + " of "
                    + settings.grid().tileCount() + " tiles, links " + node.links());
            }
        }
    }

    private void turn() {
        nowNs = System.nanoTime();
        final int workCount = transport.poll(node, nowNs);
        if (edits != null) {
            edits.poll(nowNs);
        }
        node.poll(this, nowNs);
        final WorkView work = node.work(session.id());
        if (readyNs == 0 && session.epoch() > epochSeen && work != null
            && work.children().stream().anyMatch(WorkView.ChildView::ready)) {
            readyNs = System.nanoTime();
        }
        transport.idle(workCount, node.nextDeadlineNs());
    }

    @Override
    public void onTile(final SessionId id, final int epoch, final int tile) {
        if (edits != null) {
            edits.onTile(id, epoch, tile);
        }
        see(epoch, tile);
    }

    @Override
    public void onView(final Message.View view) {
        if (edits != null) {
            edits.onView(view);
        }
        see(view.epoch(), view.tile());
    }

    private void see(final int epoch, final int tile) {
        if (epoch <= epochSeen) {
            return;
        }
        final long atNs = System.nanoTime();
        seen.set(tile);
        firstNs = firstNs == 0 ? atNs : firstNs;
        wholeNs = wholeNs == 0 && seen.cardinality() == settings.grid().tileCount() ? atNs : wholeNs;
    }

    @Override
    public long dial(final String endpoint) {
        return transport.dial(endpoint, nowNs);
    }

    @Override
    public boolean send(final long link, final LinkHeader header, final Message message) {
        return transport.send(link, header, message, nowNs);
    }

    @Override
    public void close(final long link) {
        transport.close(link, nowNs);
    }

    @Override
    public void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
        throw new IllegalStateException("nothing is rendered here");
    }

    @Override
    public void begin(final SessionId id, final int epoch, final BlockId manifest, final Camera newCamera,
                      final PictureSettings settings) {}

    @Override
    public void render(final SessionId id, final int epoch, final long fence, final int tile,
                       final SampleRange range) {
        throw new IllegalStateException("nothing is rendered here");
    }

    @Override
    public void abandon(final SessionId session, final int epoch, final long fence, final int tile,
                        final SampleRange range) {}

    @Override
    public void preview(final SessionId id, final int epoch, final int tile, final int grid) {
        throw new IllegalStateException("nothing is rendered here");
    }

    @Override
    public void cancel(final SessionId id) {}

    @Override
    public void log(final String line) {
        System.err.println(line);
    }

    @Override
    public void close() {
        writing.shutdownNow();
        transport.close();
    }
}
