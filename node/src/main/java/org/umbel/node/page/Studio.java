package org.umbel.node.page;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.umbel.codec.scene.Camera;
import org.umbel.node.output.Picture;

/** What the page needs of a session. Any thread may call; nothing here waits. */
public interface Studio {
    /** The newest state that has been published. */
    StudioState state();

    /** Looks from there, soon; when several come in between, only the newest is looked from. */
    void camera(Camera camera);

    /** Begins to tell somebody about the picture. */
    Watch watch(Watcher watcher);

    /**
     * The picture as it is, linear: means of the samples so far, coarse pixels where there are none yet.
     *
     * @param isDenoised as it is shown to those who want it without its grain
     */
    CompletableFuture<Still> picture(boolean isDenoised);

    /**
     * A picture of a moment.
     *
     * @param isDenoised whether all of it is without its grain
     */
    record Still(Picture picture, boolean isDenoised) {}

    /** One who watches the picture. */
    interface Watch extends AutoCloseable {
        /** Asks for one call of {@link Watcher#onTiles}, as soon as there is something to show. */
        void ready();

        /** Wants all tiles again, which are shown differently from here on: without their grain, if that can be. */
        void repaint(boolean isDenoised);

        @Override
        void close();
    }

    /** Told on the node's thread: hands over to its own thread at once. */
    interface Watcher {
        /** Changed tiles of one epoch, never an older one than before. Once for each {@link Watch#ready}. */
        void onTiles(TileBatch tiles);

        /** A few times a second, and when an epoch begins. */
        void onState(StudioState state);
    }

    /**
     * Tiles of one epoch.
     *
     * @param epoch  whose
     * @param width  of the picture, pixels
     * @param height of the picture, pixels
     * @param tiles  at least one
     */
    record TileBatch(int epoch, int width, int height, List<TilePixels> tiles) {}
}
