package org.umbel.node.page;

import java.util.BitSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.node.output.Picture;
import org.umbel.relay.session.Session;

/** What there is to show of one epoch: exact sums where they are, else the finest coarse view. The node's thread. */
final class ShownPicture {
    private final Session session;
    private final int epoch;
    private final PictureSettings settings;
    private final TileGrid grid;
    private final Message.View[] views;
    private final BitSet covered = new BitSet();
    private final BitSet sampled = new BitSet();

    ShownPicture(final Session session, final PictureSettings settings) {
        this.session = session;
        this.epoch = session.epoch();
        this.settings = settings;
        this.grid = settings.grid();
        this.views = new Message.View[grid.tileCount()];
    }

    int epoch() {
        return epoch;
    }

    PictureSettings settings() {
        return settings;
    }

    int tileCount() {
        return views.length;
    }

    double pixelsPerTile() {
        return (double) settings.width() * settings.height() / views.length;
    }

    /** Whether there is something of every tile. */
    boolean isCovered() {
        return covered.cardinality() == views.length;
    }

    /** Whether there are samples of every tile. */
    boolean isSampled() {
        return sampled.cardinality() == views.length;
    }

    /** Samples of all tiles together. */
    long samplesOfAll() {
        return session.tileSamplesAccepted();
    }

    /** Whether there is something of any tile. */
    boolean isBegun() {
        return !covered.isEmpty();
    }

    /** Keeps a view unless something finer is here; returns whether it changes what is shown. */
    boolean onView(final Message.View view) {
        final int edge = edge(view.grid());
        if (view.epoch() != epoch || view.tile() < 0 || view.tile() >= views.length || edge == 0
            || view.rgb().length != TileSums.CHANNELS * edge * edge || session.sums(view.tile()) != null
            || views[view.tile()] != null && views[view.tile()].grid() <= view.grid()) {
            return false;
        }
        views[view.tile()] = view;
        covered.set(view.tile());
        return true;
    }

    private static int edge(final int grid) {
        return switch (grid) {
            case 1, 2, 4, 8 -> TileSums.TILE_EDGE / grid;
            default -> 0;
        };
    }

    void onTile(final int tile) {
        views[tile] = null;
        covered.set(tile);
        sampled.set(tile);
    }

    /** Samples per pixel of a tile, 0 while there are only coarse views. */
    int samples(final int tile) {
        return session.accepted(tile).size();
    }

    /** A copy of what is to be shown of a tile, or null if nothing is here. */
    @Nullable
    TilePixels pixels(final int tile) {
        final TileSums sums = session.sums(tile);
        if (sums != null) {
            return TilePixels.of(tile, sums, samples(tile), settings.fractionBits());
        }
        final Message.View view = views[tile];
        return view == null ? null : TilePixels.of(tile, view.grid(), view.rgb());
    }

    /** All of it as its tiles are shown; black where nothing is. */
    Picture copy(final IntFunction<@Nullable TilePixels> shown) {
        final int width = settings.width();
        final float[] rgb = new float[TileSums.CHANNELS * width * settings.height()];
        for (int tile = 0; tile < views.length; tile++) {
            final TilePixels pixels = shown.apply(tile);
            if (pixels == null) {
                continue;
            }
            final int left = grid.x(tile);
            final int bottom = Math.min(grid.y(tile) + TileSums.TILE_EDGE, settings.height());
            final int right = Math.min(left + TileSums.TILE_EDGE, width);
            for (int y = grid.y(tile); y < bottom; y++) {
                final int row = (y - grid.y(tile)) / pixels.grid() * pixels.edge();
                for (int x = left; x < right; x++) {
                    System.arraycopy(pixels.rgb(), TileSums.CHANNELS * (row + (x - left) / pixels.grid()), rgb,
                        TileSums.CHANNELS * (y * width + x), TileSums.CHANNELS);
                }
            }
        }
        return new Picture(width, settings.height(), rgb);
    }
}
