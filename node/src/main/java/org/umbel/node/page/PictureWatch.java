package org.umbel.node.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What one watcher has not been told yet: the latest of each tile counts, however often it changed. The node's thread.
 */
final class PictureWatch {
    /** Two megabytes of pixels at once. */
    static final int TILES_MAX = 512;
    /** About 20 pictures a second; the first whole picture of an epoch does not wait. */
    static final long BATCH_EVERY_NS = 45_000_000;
    private static final long AWAY_AFTER_NS = 1_000_000_000;
    /** A tile is told again when its samples grew by one in so many: less cannot be seen. */
    private static final int GROWTH = 16;

    private final Studio.Watcher watcher;
    private final BitSet changed = new BitSet();
    private final BitSet unseen = new BitSet();
    private int[] samplesTold = {};
    private int cursor;
    private boolean isReady;
    private boolean isFirst = true;
    private boolean isDenoised;
    private long batchNs;

    PictureWatch(final Studio.Watcher watcher) {
        this.watcher = watcher;
    }

    Studio.Watcher watcher() {
        return watcher;
    }

    void ready() {
        isReady = true;
    }

    void begin(final ShownPicture picture) {
        changed.clear();
        unseen.set(0, picture.tileCount());
        samplesTold = new int[picture.tileCount()];
        cursor = 0;
    }

    /** Whether it is shown the picture without its grain, as far as that is there. */
    boolean isDenoised() {
        return isDenoised;
    }

    void repaint(final ShownPicture picture, final boolean isNowDenoised) {
        isDenoised = isNowDenoised;
        Arrays.fill(samplesTold, 0);
        changed.set(0, picture.tileCount());
        isFirst = true;
    }

    void changed(final int tile) {
        changed.set(tile);
    }

    /** Whether something of every tile of this epoch has been told, or nobody looks: a page in the background. */
    boolean isServed(final long nowNs) {
        return unseen.isEmpty() || !isReady && !isFirst && nowNs - batchNs > AWAY_AFTER_NS;
    }

    /**
     * Tells what has changed if the watcher is ready and it is time.
     *
     * @param isFinal whether no more samples will come, so that the last ones are told however few they are
     */
    void poll(final ShownPicture picture, final DenoisedView denoised, final boolean isFinal, final long nowNs) {
        final boolean isFirstWhole = picture.isCovered() && !unseen.isEmpty();
        if (!isReady || changed.isEmpty()
            || !isFirst && nowNs - batchNs < BATCH_EVERY_NS && !isFirstWhole) {
            return;
        }
        final List<TilePixels> tiles = take(picture, denoised, isFinal);
        if (!tiles.isEmpty()) {
            isReady = false;
            isFirst = false;
            batchNs = nowNs;
            watcher.onTiles(new Studio.TileBatch(picture.epoch(), picture.settings().width(),
                picture.settings().height(), tiles));
        }
    }

    /** From where the last one ended, all around, so that no tile waits for ever. */
    private List<TilePixels> take(final ShownPicture picture, final DenoisedView denoised, final boolean isFinal) {
        final List<TilePixels> tiles = new ArrayList<>();
        int tile = changed.nextSetBit(cursor);
        boolean isWrapped = false;
        while (tiles.size() < TILES_MAX) {
            if (tile < 0 || isWrapped && tile >= cursor) {
                if (isWrapped) {
                    break;
                }
                isWrapped = true;
                tile = changed.nextSetBit(0);
                continue;
            }
            if (isWorthTelling(tile, picture.samples(tile), isFinal)) {
                final TilePixels pixels = isDenoised ? denoised.orPlain(picture, tile) : picture.pixels(tile);
                changed.clear(tile);
                if (pixels != null) {
                    unseen.clear(tile);
                    samplesTold[tile] = pixels.samples();
                    tiles.add(pixels);
                }
            }
            tile = changed.nextSetBit(tile + 1);
        }
        cursor = tile < 0 ? 0 : tile;
        return tiles;
    }

    private boolean isWorthTelling(final int tile, final int samples, final boolean isFinal) {
        return isFinal || isDenoised || samples >= samplesTold[tile] + samplesTold[tile] / GROWTH;
    }
}
