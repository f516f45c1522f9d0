package org.umbel.relay.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.check.ObservedRoot;
import org.umbel.relay.check.Picture;
import org.umbel.relay.session.RenderPlan;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.TileResult;
import org.umbel.relay.simulated.SeededRandom;

/** A person at a client: opens a session, edits it, watches it, and remembers what each epoch was to show. */
final class SimRoot implements ObservedRoot, RootListener {
    /** As the page does it: an epoch of endless motion lives until it was shown, within these bounds. */
    private static final long EPOCH_MIN_NS = 30_000_000;
    private static final long EPOCH_MAX_NS = 500_000_000;

    private final Farm farm;
    private final SimProcess process;
    private final SeededRandom random;
    private final Session session;
    /** By epoch - 1. */
    private final List<Picture> pictures = new ArrayList<>();
    /** Both from {@link #begin} on. */
    @SuppressWarnings("NullAway.Init")
    private SimScene scene;
    private Camera camera;
    private PictureSettings settings;
    private int sceneVersion;
    @SuppressWarnings("NullAway.Init")
    private Screen screen;
    private long epochNs;
    private long movingSinceNs = Long.MAX_VALUE;
    private boolean moving;

    SimRoot(final Farm farm, final SimProcess process, final SeededRandom random) {
        this.farm = farm;
        this.process = process;
        this.random = random;
        this.session = process.node().openSession(new SessionId(random.nextLong(), random.nextLong()));
        session.listener(this);
        camera = nextCamera();
        final PictureOptions picture = farm.options().picture();
        settings = settings(picture.columns(), picture.rows(), picture.samples());
    }

    /** What a root keeps of its session on disk. */
    record Snapshot(Camera camera, PictureSettings settings, int sceneVersion, List<TileResult> done) {}

    /** A copy of what there is of the picture. */
    Snapshot snapshot() {
        final List<TileResult> done = new ArrayList<>();
        for (int tile = 0; tile < picture().tileCount(); tile++) {
            final TileSums sums = session.sums(tile);
            if (sums != null) {
                done.add(new TileResult(tile, session.accepted(tile), sums.copy()));
            }
        }
        return new Snapshot(camera, settings, sceneVersion, done);
    }

    /** Shows the first picture. */
    void begin() {
        show(RenderPlan.of(farm.options().picture().mode()));
    }

    /** Goes on where another root was. */
    void begin(final Snapshot snapshot) {
        camera = snapshot.camera;
        settings = snapshot.settings;
        sceneVersion = snapshot.sceneVersion;
        show(RenderPlan.of(farm.options().picture().mode()).withDone(snapshot.done));
    }

    private void show(final RenderPlan plan) {
        scene = farm.scenes().scene(process.name(), sceneVersion);
        session.show(scene.manifest(), scene.blocks(), camera, settings, plan, process.nowNs());
        remember();
    }

    @Override
    public SimProcess node() {
        return process;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Picture picture() {
        return pictures.getLast();
    }

    @Override
    public long movingSinceNs() {
        return movingSinceNs;
    }

    /** What an epoch was to show, or null. */
    @Nullable
    Picture picture(final int epoch) {
        return epoch >= 1 && epoch <= pictures.size() ? pictures.get(epoch - 1) : null;
    }

    void moveCamera() {
        camera = nextCamera();
        session.camera(camera, process.nowNs());
        remember();
    }

    void editScene() {
        sceneVersion++;
        begin();
    }

    /** Back to what was shown before, or on to what was not. */
    void showScene(final int version) {
        sceneVersion = version;
        begin();
    }

    /** Another size and number of samples, never more than the options say. */
    void changeSettings() {
        final PictureOptions picture = farm.options().picture();
        settings = settings(random.between(1, picture.columns()), random.between(1, picture.rows()),
            random.between(1, picture.samples()));
        session.settings(settings, picture.mode(), process.nowNs());
        remember();
    }

    void end() {
        session.end(process.nowNs());
        process.wake();
    }

    /**
     * Moves the camera without an end.
     *
     * @param keepsUp whether the tree should show each epoch at once
     */
    void startMotion(final boolean keepsUp) {
        moving = true;
        moveOn();
        movingSinceNs = keepsUp ? farm.nowNs() : Long.MAX_VALUE;
    }

    void endMotion() {
        moving = false;
        movingSinceNs = Long.MAX_VALUE;
    }

    private void moveOn() {
        moveCamera();
        final int epoch = session.epoch();
        farm.events().after(EPOCH_MIN_NS, () -> moveOnIf(epoch, screen.isWhole()));
        farm.events().after(EPOCH_MAX_NS, () -> moveOnIf(epoch, true));
    }

    private void moveOnIf(final int epoch, final boolean ready) {
        if (moving && ready && epoch == session.epoch() && !process.isPaused()) {
            moveOn();
        }
    }

    @Override
    public void onTile(final SessionId id, final int epoch, final int tile) {
        farm.checkers().onTile(this, epoch, tile);
        cover(tile);
    }

    @Override
    public void onView(final Message.View view) {
        farm.totals().add(SimTotals.Count.VIEWS, 1);
        farm.checkers().onView(this, view);
        cover(view.tile());
    }

    @Override
    public void onTainted(final SessionId id, final int epoch, final String liar) {
        remember();
    }

    private void cover(final int tile) {
        if (screen.cover(tile)) {
            farm.totals().add(SimTotals.Count.SHOWN, 1);
            farm.checkers().onShown(this);
            final int epoch = session.epoch();
            farm.events().at(epochNs + EPOCH_MIN_NS, () -> moveOnIf(epoch, true));
        }
    }

    private void remember() {
        while (pictures.size() < session.epoch()) {
            pictures.add(new Picture(scene.manifest(), camera, settings, farm.options().picture().planeLength()));
        }
        screen = new Screen(settings.grid().tileCount());
        epochNs = farm.nowNs();
        process.wake();
    }

    private static PictureSettings settings(final int columns, final int rows, final int samples) {
        return new PictureSettings(columns * TileSums.TILE_EDGE, rows * TileSums.TILE_EDGE, samples,
            PictureSettings.FRACTION_BITS_DEFAULT, PictureSettings.Filter.BOX,
            PictureSettings.BOUNCES_DEFAULT);
    }

    private Camera nextCamera() {
        final float x = (float) random.nextDouble();
        return new Camera(new float[] {x, 1, 5}, new float[] {0, 1, 0}, new float[] {0, 1, 0}, 40);
    }
}
