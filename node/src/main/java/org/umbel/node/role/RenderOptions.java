package org.umbel.node.role;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.node.snapshot.SnapshotHead;
import org.umbel.relay.session.RenderPlan;
import org.umbel.relay.session.TileResult;

/**
 * What of a picture is rendered, in which order, and where its sums are kept.
 *
 * @param tiled         tile by tile, each with all its samples
 * @param crop          only these pixels are written; empty: all
 * @param firstSample   samples below it are somebody else's
 * @param adaptiveError above 0: a tile ends when its halves differ by at most this; samples are a ceiling
 * @param snapshot      the file that sums are kept in, and continued from
 * @param planes        what EXR files hold beside light
 * @param denoised      PNG files show the picture without its grain
 */
public record RenderOptions(boolean tiled, Optional<PixelRegion> crop, int firstSample, float adaptiveError,
                            Optional<Path> snapshot, Set<Plane> planes, boolean denoised) {
    /** All samples of the whole picture, everywhere at once. */
    public static final RenderOptions ALL =
        new RenderOptions(false, Optional.empty(), 0, 0, Optional.empty(), Set.of(), false);

    public RenderOptions {
        planes = Set.copyOf(planes);
    }

    /** The pixels that are written. */
    public PixelRegion region(final PictureSettings settings) {
        return crop.orElseGet(() -> PixelRegion.whole(settings.grid()));
    }

    SnapshotHead.Adaptive adaptive(final PictureSettings settings) {
        return adaptiveError == 0 ? SnapshotHead.Adaptive.NONE
            : new SnapshotHead.Adaptive(adaptiveError, settings.samples());
    }

    /**
     * @param otherwise the mode unless it is tiled
     * @param done      of an earlier run
     */
    RenderPlan plan(final Mode otherwise, final List<TileResult> done) {
        return new RenderPlan(tiled ? Mode.TILED : otherwise, crop, firstSample, adaptiveError, done);
    }
}
