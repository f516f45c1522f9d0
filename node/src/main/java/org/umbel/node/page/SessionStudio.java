package org.umbel.node.page;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.SessionId;
import org.umbel.node.output.Picture;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;

/**
 * A studio over a session. The node's thread makes it, tells it what the session's root tells and calls {@link #poll}
 * in every turn; what others want is queued for that thread.
 */
public final class SessionStudio implements Studio, RootListener {
    private static final long STATE_EVERY_NS = 200_000_000;
    /** During endless motion each epoch lives until its coarse picture is whole and shown, but not longer than this. */
    private static final long EPOCH_MAX_NS = 500_000_000;
    /** Faster than screens are drawn, nobody could tell the difference. */
    private static final long EPOCH_MIN_NS = 30_000_000;

    private final Session session;
    private final About about;
    private final Supplier<List<NodeStatus>> statuses;
    private final Runnable wake;
    private final ConcurrentLinkedQueue<Runnable> wishes = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Camera> wantedCamera = new AtomicReference<>();
    private final List<PictureWatch> watches = new ArrayList<>();
    private final EpochTimes times = new EpochTimes();
    private final NodeRates rates = new NodeRates();
    /** The constructor publishes the first one. */
    @SuppressWarnings("NullAway.Init")
    private volatile StudioState state;
    private Camera camera;
    @SuppressWarnings("NullAway.Init")
    private ShownPicture picture;
    private long stateNs;
    private String held = "";

    /**
     * @param session  already shows something
     * @param settings what it shows
     * @param statuses of all nodes, asked on the node's thread
     * @param wake     called by any thread: the next {@link #poll} is to come at once
     */
    public SessionStudio(final Session session, final PictureSettings settings, final About about,
                         final Supplier<List<NodeStatus>> statuses, final Runnable wake, final long nowNs) {
        this.session = session;
        this.about = about;
        this.statuses = statuses;
        this.wake = wake;
        this.camera = about.home();
        begin(settings, nowNs);
    }

    /** Leaves the camera where it is, whatever people want, until {@link #release}; why is told as a notice. */
    public void hold(final String why) {
        held = why;
    }

    /** Lets the camera go. */
    public void release() {
        held = "";
    }

    private void begin(final PictureSettings settings, final long nowNs) {
        picture = new ShownPicture(session, settings);
        times.begin(nowNs);
        watches.forEach(watch -> watch.begin(picture));
        publish(nowNs);
    }

    /**
     * What is wanted is done, and what is new is told. On the node's thread, in every turn.
     *
     * @return whether the session may have been told something
     */
    public boolean poll(final long nowNs) {
        boolean isTold = false;
        if (session.epoch() != picture.epoch()) {
            // a liar's sums were in it, and the root began the same picture again; or somebody else edits
            camera = session.camera().orElse(camera);
            begin(picture.settings(), nowNs);
        }
        for (Runnable wish = wishes.poll(); wish != null; wish = wishes.poll()) {
            wish.run();
            isTold = true;
        }
        times.at(picture.isBegun(), session.tileSamplesAccepted(), session.isComplete(), nowNs);
        watches.forEach(watch -> watch.poll(picture, session.isComplete(), nowNs));
        if (isTimeToMove(nowNs)) {
            // a page knows nothing of lenses
            camera = wantedCamera.getAndSet(null).as(camera);
            session.camera(camera, nowNs);
            begin(picture.settings(), nowNs);
            isTold = true;
        } else if (nowNs - stateNs >= STATE_EVERY_NS && !watches.isEmpty()) {
            publish(nowNs);
        }
        return isTold;
    }

    /** An epoch lives until its coarse picture has been shown to all: else endless motion would show nothing. */
    private boolean isTimeToMove(final long nowNs) {
        final long ageNs = nowNs - times.beganNs();
        return held.isEmpty() && wantedCamera.get() != null && (ageNs >= EPOCH_MAX_NS || session.isComplete()
            || ageNs >= EPOCH_MIN_NS && watches.stream().allMatch(watch -> watch.isServed(nowNs)));
    }

    private void publish(final long nowNs) {
        stateNs = nowNs;
        final List<NodeStatus> nodes = statuses.get();
        rates.at(nodes, nowNs);
        final PictureSettings settings = picture.settings();
        final boolean isComplete = session.isComplete();
        state = new StudioState(about, picture.epoch(), settings, camera,
            session.tileSamplesAccepted() / (double) picture.tileCount(), times.seconds(nowNs), times.firstPixelsMs(),
            times.tileSamplesPerSecond(nowNs) * picture.pixelsPerTile(), isComplete,
            TreeWords.farm(about.farm().get(), nodes), held.isEmpty() ? about.notice() : held,
            TreeWords.nodes(nodes, rates, picture.pixelsPerTile(), isComplete));
        watches.forEach(watch -> watch.watcher().onState(state));
    }

    private void wish(final Runnable wish) {
        wishes.add(wish);
        wake.run();
    }

    @Override
    public void onTile(final SessionId id, final int epoch, final int tile) {
        if (epoch == picture.epoch()) {
            picture.onTile(tile);
            watches.forEach(watch -> watch.changed(tile));
        }
    }

    @Override
    public void onView(final Message.View view) {
        if (picture.onView(view)) {
            watches.forEach(watch -> watch.changed(view.tile()));
        }
    }

    @Override
    public StudioState state() {
        return state;
    }

    @Override
    public void camera(final Camera newCamera) {
        wantedCamera.set(newCamera);
        wake.run();
    }

    @Override
    public Watch watch(final Watcher watcher) {
        final PictureWatch watch = new PictureWatch(watcher);
        wish(() -> {
            watches.add(watch);
            watch.begin(picture);
            watch.repaint(picture);
            watcher.onState(state);
        });
        return new Watch() {
            @Override
            public void ready() {
                wish(watch::ready);
            }

            @Override
            public void repaint() {
                wish(() -> watch.repaint(picture));
            }

            @Override
            public void close() {
                wish(() -> watches.remove(watch));
            }
        };
    }

    @Override
    public CompletableFuture<Picture> picture() {
        final CompletableFuture<Picture> copy = new CompletableFuture<>();
        wish(() -> copy.complete(picture.copy()));
        return copy;
    }
}
