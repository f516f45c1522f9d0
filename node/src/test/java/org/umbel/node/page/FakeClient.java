package org.umbel.node.page;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.Message.SceneProgress;
import org.umbel.node.output.ToneCurve;

/** A client's thread with a fake session and a farm of three leaves, of which one waits and one can be killed. */
final class FakeClient implements AutoCloseable {
    static final Camera HOME = new Camera(new float[] {0.5f, 0.3f, 4}, new float[3], new float[] {0, 1, 0}, 40);
    static final PictureSettings SETTINGS = new PictureSettings(480, 270, 16, 16, PictureSettings.Filter.BOX, 4);
    private static final float GRAIN = 0.2f;
    private static final long TURN_NS = 2_000_000;
    private static final int TILES_PER_TURN = 6;

    private final FakeSession session = new FakeSession(SETTINGS, HOME, GRAIN);
    private final Thread thread = Thread.ofPlatform().daemon().name("fake client").unstarted(this::run);
    private final SessionStudio studio;
    private volatile boolean isLeafGone;
    private volatile boolean isClosed;
    private int epoch;
    private int coarseNext;
    private int exactNext;

    FakeClient() {
        studio = new SessionStudio(session, SETTINGS,
            new About("Stripes", () -> "Local network farm", "", HOME, 0, ToneCurve.PBR_NEUTRAL),
            this::statuses, () -> {}, FakeScene::new, 2, System.nanoTime());
        session.listener(studio);
        thread.start();
    }

    Studio studio() {
        return studio;
    }

    void killLeaf() {
        isLeafGone = true;
    }

    private void run() {
        while (!isClosed) {
            turn();
            studio.poll(System.nanoTime());
            LockSupport.parkNanos(TURN_NS);
        }
    }

    private void turn() {
        final int tiles = SETTINGS.grid().tileCount();
        if (epoch != session.epoch()) {
            epoch = session.epoch();
            coarseNext = 0;
        }
        for (int i = 0; i < 4 * TILES_PER_TURN && coarseNext < tiles; i++) {
            session.arriveCoarse(coarseNext++, 8);
        }
        for (int i = 0; i < TILES_PER_TURN && coarseNext == tiles; i++) {
            exactNext = (exactNext + 1) % tiles;
            session.arrive(exactNext, 4);
        }
    }

    private List<NodeStatus> statuses() {
        final List<NodeStatus> all = new ArrayList<>();
        all.add(new NodeStatus(1, 0, "studio", Role.CLIENT, "rendering", 0, 0, 0, 0, 0));
        all.add(new NodeStatus(2, 1, "gateway", Role.RELAY, "rendering", 0, 900, 300, 300, 0));
        all.add(new NodeStatus(3, 2, "leaf-1", Role.LEAF, "rendering", 8, 600, 200, 200, 0));
        all.add(new NodeStatus(4, 2, "leaf-2", Role.LEAF, isLeafGone ? "gone" : "rendering", 4, 300, 100, 100, 0));
        all.add(new NodeStatus(5, 2, "leaf-3", Role.LEAF, "receives the scene", 4, 0, 0, 0, 0,
            new SceneProgress(68, 80, 11_200_000)));
        return all;
    }

    @Override
    public void close() {
        isClosed = true;
        studio.close();
        LockSupport.unpark(thread);
    }
}
