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
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;
import org.umbel.relay.simulated.SeededRandom;

/** A person at a client: opens a session, edits it, and remembers what each epoch was to show. */
final class SimRoot implements ObservedRoot {
    private final Farm farm;
    private final SimProcess process;
    private final SeededRandom random;
    private final Session session;
    /** By epoch - 1. */
    private final List<Picture> pictures = new ArrayList<>();
    private SimScene scene;
    private Camera camera;
    private PictureSettings settings;
    private int sceneVersion;

    SimRoot(final Farm farm, final SimProcess process, final SeededRandom random) {
        this.farm = farm;
        this.process = process;
        this.random = random;
        this.session = process.node().openSession(new SessionId(random.nextLong(), random.nextLong()));
        session.listener(new RootListener() {
            @Override
            public void onTile(final SessionId id, final int epoch, final int tile) {
                farm.onTile(SimRoot.this, epoch);
            }

            @Override
            public void onView(final Message.View view) {
                farm.onView(SimRoot.this, view);
            }
        });
        camera = nextCamera();
        settings = settings(farm.options().columns(), farm.options().rows(), farm.options().samples());
        showScene();
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
        showScene();
    }

    /** Another size and number of samples, never more than the options say. */
    void changeSettings() {
        final SimOptions options = farm.options();
        settings = settings(random.between(1, options.columns()), random.between(1, options.rows()),
            random.between(1, options.samples()));
        session.settings(settings, options.mode(), process.nowNs());
        remember();
    }

    void end() {
        session.end(process.nowNs());
        process.wake();
    }

    private void showScene() {
        scene = farm.scene(process.name(), sceneVersion);
        session.show(scene.manifest(), scene.blocks(), camera, settings, farm.options().mode(),
            process.nowNs());
        remember();
    }

    private void remember() {
        while (pictures.size() < session.epoch()) {
            pictures.add(new Picture(scene.manifest(), camera, settings, farm.options().planeLength()));
        }
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
