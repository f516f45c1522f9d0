package org.umbel.node.page;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.umbel.node.output.Display;
import org.umbel.node.output.ToneCurve;

/**
 * One open page: the newest tiles go to it as fast as it draws them, its wishes go to the studio. Frames are exposed
 * and sent by the painter's thread, and the next one is asked for when this one has been sent and all but one of those
 * before it have been drawn: what nobody has seen yet is never queued, it is replaced by what is newer.
 */
public final class Viewer implements Session.Listener.AutoDemanding, Studio.Watcher {
    private static final int UNDRAWN_MAX = 2;

    private final Studio studio;
    private final ExecutorService painter;
    private final ByteBuffer frame = ByteBuffer.allocate(TileFrame.BYTES_MAX);
    private final AtomicReference<StudioState> newestState = new AtomicReference<>();
    /** Nothing else comes before the opening. */
    @SuppressWarnings("NullAway.Init")
    private Session session;
    private Studio.@Nullable Watch watch;

    // of the painter's thread
    private Display display = new Display(0, ToneCurve.PBR_NEUTRAL);
    private int frameNumber;
    private int drawnNumber;
    /** From asking for tiles until they have been sent. */
    private boolean isUnderWay = true;

    Viewer(final Studio studio, final ExecutorService painter) {
        this.studio = studio;
        this.painter = painter;
    }

    @Override
    public void onWebSocketOpen(final Session newSession) {
        session = newSession;
        watch = studio.watch(this);
        watch.ready();
    }

    @Override
    public void onWebSocketText(final String text) {
        try {
            switch (Wish.read(text)) {
                case Wish.Look look -> studio.camera(look.camera());
                case Wish.Show show -> paint(() -> {
                    display = new Display(show.exposureEv(), show.tone());
                    Objects.requireNonNull(watch).repaint(show.isDenoised());
                });
                case Wish.Drawn drawn -> paint(() -> {
                    drawnNumber = Math.max(drawnNumber, Math.min(drawn.number(), frameNumber));
                    askForMore();
                });
            }
        } catch (final Wish.UnknownWishException e) {
            session.close(StatusCode.BAD_DATA, e.getMessage(), Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketClose(final int status, final String reason, final Callback callback) {
        if (watch != null) {
            watch.close();
        }
        callback.succeed();
    }

    @Override
    public void onWebSocketError(final Throwable cause) {
        // A browser that went away; the close that follows does what is to be done.
        System.getLogger(Viewer.class.getName()).log(System.Logger.Level.DEBUG, "a viewer's connection broke", cause);
    }

    @Override
    public void onTiles(final Studio.TileBatch tiles) {
        paint(() -> send(tiles));
    }

    /** Latest wins: a state that has not been sent yet is replaced. */
    @Override
    public void onState(final StudioState state) {
        if (newestState.getAndSet(state) == null) {
            paint(() -> session.sendText(StateJson.of(newestState.getAndSet(null)), Callback.NOOP));
        }
    }

    private void send(final Studio.TileBatch tiles) {
        if (tiles.epoch() < studio.state().epoch()) {
            // Overtaken while it waited here: nobody may see it any more.
            onSent();
            return;
        }
        TileFrame.write(tiles, ++frameNumber, display, frame);
        session.sendBinary(frame, Callback.from(() -> paint(this::onSent), broken -> session.disconnect()));
    }

    private void onSent() {
        isUnderWay = false;
        askForMore();
    }

    private void askForMore() {
        if (!isUnderWay && frameNumber - drawnNumber < UNDRAWN_MAX) {
            isUnderWay = true;
            Objects.requireNonNull(watch).ready();
        }
    }

    private void paint(final Runnable task) {
        try {
            painter.execute(task);
        } catch (final RejectedExecutionException e) {
            // The server is closing, and this connection with it.
            session.disconnect();
        }
    }
}
