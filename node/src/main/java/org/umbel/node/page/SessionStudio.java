package org.umbel.node.page;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.SessionId;
import org.umbel.node.render.SceneSource;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;

/**
 * A studio over a session. The node's thread makes it, tells it what the session's root tells and calls {@link #poll}
 * in every turn; what others want is queued for that thread.
 */
public final class SessionStudio implements Studio, RootListener, AutoCloseable {
    private static final long STATE_EVERY_NS = 200_000_000;
    /** During endless motion each epoch lives until its coarse picture is whole and shown, but not longer than this. */
    private static final long EPOCH_MAX_NS = 500_000_000;
    /** Faster than screens are drawn, nobody could tell the difference. */
    private static final long EPOCH_MIN_NS = 30_000_000;

    private final Session session;
    private final About about;
    private final Supplier<List<NodeStatus>> statuses;
    private final DenoisedView denoised;
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
     * @param scene    what is shown, for those who want the picture without its grain; asked by another thread
     * @param threads  that may filter, at least 1
     */
    public SessionStudio(final Session session, final PictureSettings settings, final About about,
                         final Supplier<List<NodeStatus>> statuses, final Runnable wake,
                         final Supplier<SceneSource.Prepared> scene, final int threads, final long nowNs) {
        this.session = session;
        this.about = about;
        this.statuses = statuses;
        this.wake = wake;
        this.denoised = new DenoisedView(scene, threads, wake);
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
        denoised.begin(picture, nowNs);
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
        final boolean isWanted = watches.stream().anyMatch(PictureWatch::isDenoised);
        if (denoised.poll(picture, camera, isWanted, session.isComplete(), nowNs)) {
            for (int tile = 0; tile < picture.tileCount(); tile++) {
                tell(tile, true);
            }
        }
        watches.forEach(watch -> watch.poll(picture, denoised, session.isComplete(), nowNs));
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
            TreeWords.farm(about.farm().get(), nodes), held.isEmpty() ? about.notice() : held, denoised.problem(),
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
            denoised.changed(tile);
            tell(tile, false);
        }
    }

    /** Who sees a tile without its grain does not see what has not been filtered. */
    private void tell(final int tile, final boolean isFiltered) {
        final boolean isHeld = denoised.has(tile);
        watches.stream().filter(watch -> watch.isDenoised() && isHeld ? isFiltered : !isFiltered)
            .forEach(watch -> watch.changed(tile));
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
            watch.repaint(picture, false);
            watcher.onState(state);
        });
        return new Watch() {
            @Override
            public void ready() {
                wish(watch::ready);
            }

            @Override
            public void repaint(final boolean isDenoised) {
                wish(() -> watch.repaint(picture, isDenoised));
            }

            @Override
            public void close() {
                wish(() -> watches.remove(watch));
            }
        };
    }

    @Override
    public CompletableFuture<Still> picture(final boolean isDenoised) {
        final CompletableFuture<Still> copy = new CompletableFuture<>();
        wish(() -> copy.complete(new Still(
            picture.copy(tile -> isDenoised ? denoised.orPlain(picture, tile) : picture.pixels(tile)),
            isDenoised && IntStream.range(0, picture.tileCount()).allMatch(denoised::has))));
        return copy;
    }

    /** What filters ends; nothing is told after. */
    @Override
    public void close() {
        denoised.close();
    }
}
