package org.umbel.relay.session;

import java.util.List;
import java.util.Optional;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message.Mode;

/**
 * What of a picture is wanted, how, and what is there of it already. No sample depends on it.
 *
 * @param mode          how grants and reports are sized
 * @param region        only tiles that have a pixel in it are rendered; empty: all
 * @param firstSample   samples below it are somebody else's: 0, or a multiple of a power of two (see {@link #problem})
 * @param adaptiveError above 0: a tile is done when the largest difference of its halves is at most this, in linear
 *                      radiance; its samples are a ceiling then
 * @param done          results of earlier runs, at most one of a tile
 */
public record RenderPlan(Mode mode, Optional<PixelRegion> region, int firstSample, float adaptiveError,
                         List<TileResult> done) {
    public RenderPlan {
        done = List.copyOf(done);
        if (firstSample < 0 || firstSample >= SampleRange.SAMPLES_MAX || !(adaptiveError >= 0)) {
            throw new IllegalArgumentException("first sample " + firstSample + ", adaptive error " + adaptiveError);
        }
    }

    /** Every sample of the whole picture. */
    public static RenderPlan of(final Mode mode) {
        return new RenderPlan(mode, Optional.empty(), 0, 0, List.of());
    }

    public RenderPlan withRegion(final PixelRegion newRegion) {
        return new RenderPlan(mode, Optional.of(newRegion), firstSample, adaptiveError, done);
    }

    public RenderPlan withFirstSample(final int newFirstSample) {
        return new RenderPlan(mode, region, newFirstSample, adaptiveError, done);
    }

    public RenderPlan withAdaptiveError(final float newAdaptiveError) {
        return new RenderPlan(mode, region, firstSample, newAdaptiveError, done);
    }

    public RenderPlan withDone(final List<TileResult> newDone) {
        return new RenderPlan(mode, region, firstSample, adaptiveError, newDone);
    }

    /** After an edit: nothing is done, and a region of another picture's size is void. */
    RenderPlan edited(final Mode newMode, final PictureSettings before, final PictureSettings settings) {
        final boolean sameSize = before.grid().equals(settings.grid());
        return new RenderPlan(newMode, sameSize ? region : Optional.empty(), firstSample < settings.samples()
            ? firstSample : 0, adaptiveError, List.of());
    }

    /** Whether a tile is wanted. */
    boolean wants(final PictureSettings settings, final int tile) {
        return region.isEmpty() || region.get().touches(settings.grid(), tile);
    }

    /** Why it does not fit what is to be rendered; empty when it does. */
    public Optional<String> problem(final PictureSettings settings) {
        if (region.isPresent() && !region.get().isInside(settings.grid())) {
            return Optional.of("region " + region.get() + " outside " + settings.width() + "x" + settings.height());
        }
        if (firstSample >= settings.samples()) {
            return Optional.of("first sample " + firstSample + " of " + settings.samples());
        }
        if (firstSample > 0 && adaptiveError > 0) {
            return Optional.of("adaptive sampling begins at sample 0, not " + firstSample);
        }
        for (final TileResult result : done) {
            if (result.tile() < 0 || result.tile() >= settings.grid().tileCount() || result.ranges().isEmpty()) {
                return Optional.of("a result of tile " + result.tile());
            }
        }
        return Optional.empty();
    }
}
