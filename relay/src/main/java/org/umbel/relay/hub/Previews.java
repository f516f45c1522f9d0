package org.umbel.relay.hub;

import java.util.BitSet;
import org.agrona.collections.Int2IntCounterMap;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.wire.TileRange;

/**
 * Coarse pictures of the tiles of one home in one epoch. First all of them on the coarsest grid, before any exact work;
 * then, where that is wanted, finer grids of tiles that exact work will reach late, a few at a time between exact work:
 * the last of the home first, since exact work begins at the first.
 */
final class Previews {
    private static final int COARSEST_GRID = 8;
    private static final int FINEST_GRID = 2;
    private static final int COARSE_OUT_MAX = 64;

    private final MortonOrder order;
    private final int first;
    private final int end;
    private final int threads;
    private final BitSet granted = new BitSet();
    /** Grids that are under way, each a bit, by tile; each grid of a tile is asked for once. */
    private final Int2IntCounterMap out = new Int2IntCounterMap(0);
    private int coarseNext;
    private int coarseOut;
    private int grid;
    private int fineNext;
    private int fineOut;
    private int exactSince;

    /** Takes what is to be rendered. */
    @FunctionalInterface
    interface Renderer {
        void preview(int tile, int grid);
    }

    /**
     * @param first   first Morton position of the home
     * @param end     end of it
     * @param refines whether finer grids follow
     * @param threads render threads: so many finer previews go out at once
     */
    Previews(final MortonOrder order, final int first, final int end, final boolean refines, final int threads) {
        this.order = order;
        this.first = first;
        this.end = end;
        this.threads = threads;
        this.coarseNext = first;
        this.fineNext = end;
        this.grid = refines ? COARSEST_GRID / 2 : 0;
        this.exactSince = threads;
    }

    /** Whether every tile of the home has been seen on the coarsest grid. */
    boolean isCoarseDone() {
        return coarseOut == 0 && coarseNext == end;
    }

    /** Exact pixels of the tile come soon; nobody needs a finer preview of it. */
    void onGranted(final TileRange range) {
        granted.set(order.position(range.tile()));
        if (range.range().first() > 0) {
            // whoever grants has given away sample 0 of every tile before
            grid = 0;
        }
    }

    void onExact() {
        exactSince++;
    }

    /** An answer. False when it was not asked for here: one from before, which would come after coarser ones. */
    boolean onPreview(final int tile, final int itsGrid) {
        final int grids = out.get(tile);
        if ((grids & itsGrid) == 0) {
            return false;
        }
        out.addAndGet(tile, -itsGrid);
        coarseOut -= itsGrid == COARSEST_GRID ? 1 : 0;
        fineOut -= itsGrid == COARSEST_GRID ? 0 : 1;
        return true;
    }

    private void ask(final int position, final int itsGrid, final Renderer renderer) {
        final int tile = order.tiles()[position];
        out.addAndGet(tile, itsGrid);
        renderer.preview(tile, itsGrid);
    }

    /** The coarsest grid; some are always under way, so that no thread waits for the next. */
    void pollCoarse(final Renderer renderer) {
        for (; coarseOut < COARSE_OUT_MAX && coarseNext < end; coarseOut++) {
            ask(coarseNext++, COARSEST_GRID, renderer);
        }
    }

    /**
     * A batch of one finer preview per thread, when the last one is done and so many exact ranges since: exact work
     * waits for one batch at most.
     *
     * @param isIdle whether there is no exact work to do
     */
    void pollFine(final boolean isIdle, final Renderer renderer) {
        if (!isCoarseDone() || fineOut > 0 || exactSince < threads && !isIdle) {
            return;
        }
        while (fineOut < threads && grid >= FINEST_GRID) {
            final int position = fineNext <= first ? -1 : granted.previousClearBit(fineNext - 1);
            if (position < first) {
                grid /= 2;
                fineNext = end;
                continue;
            }
            fineNext = position;
            fineOut++;
            ask(position, grid, renderer);
        }
        if (fineOut > 0) {
            exactSince = 0;
        }
    }
}
