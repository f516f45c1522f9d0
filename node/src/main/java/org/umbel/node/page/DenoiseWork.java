package org.umbel.node.page;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.output.Denoiser;
import org.umbel.node.render.SceneSource;
import org.umbel.tracer.integrator.FeatureRenderer;

/**
 * What is kept from one filtered picture to the next: pixels, samples, and what the pixels show, traced anew for each
 * epoch. One task of a pool at a time, which shares its work with the pool.
 */
final class DenoiseWork {
    /** 4K; filtering more would take seconds. */
    static final int PIXELS_MAX = 1 << 23;
    /** Rays of a pixel that guide pictures of so many samples: the very rays of the first samples. */
    private static final int[] GUIDES = {1, 4};

    private final Supplier<SceneSource.Prepared> source;
    private final IntSupplier newestEpoch;
    private final PictureSettings settings;
    private final TileGrid grid;
    private final BitSet shown = new BitSet();
    private float[] rgb = {};
    private int[] samples = {};
    private float[][] features = {};
    private @Nullable Denoiser denoiser;
    private volatile SceneSource.@Nullable Prepared scene;
    private int epoch = -1;
    /** With how many rays of each pixel the features are traced. */
    private int guides;

    /**
     * @param newestEpoch older pictures are not worth the work
     */
    DenoiseWork(final Supplier<SceneSource.Prepared> source, final IntSupplier newestEpoch,
                final PictureSettings settings) {
        this.source = source;
        this.newestEpoch = newestEpoch;
        this.settings = settings;
        this.grid = settings.grid();
    }

    /**
     * What came of a picture.
     *
     * @param problem why there will never be anything, for people; or empty
     * @param tiles   none when the epoch was over before
     */
    record Result(int epoch, String problem, List<TilePixels> tiles) {}

    boolean hasScene() {
        return scene != null;
    }

    /**
     * Filters a picture.
     *
     * @param changed tiles with more samples than before
     */
    Result filter(final int itsEpoch, final Camera camera, final List<TilePixels> changed) {
        try {
            return new Result(itsEpoch, "", filtered(itsEpoch, camera, changed));
        } catch (final OutOfMemoryError e) {
            return new Result(itsEpoch, "too little memory for it", List.of());
        } catch (final RuntimeException e) {
            return new Result(itsEpoch, Objects.requireNonNullElse(e.getMessage(), e.toString()), List.of());
        }
    }

    private List<TilePixels> filtered(final int itsEpoch, final Camera camera, final List<TilePixels> changed) {
        final int count = settings.width() * settings.height();
        if (count > PIXELS_MAX) {
            throw new IllegalArgumentException("for pictures of at most " + PIXELS_MAX + " pixels");
        }
        if (rgb.length == 0) {
            rgb = new float[TileSums.CHANNELS * count];
            samples = new int[count];
            features = new float[FeatureRenderer.FLOATS][count];
        }
        if (scene == null) {
            scene = source.get();
        }
        if (epoch != itsEpoch) {
            epoch = itsEpoch;
            guides = 0;
            shown.clear();
            Arrays.fill(samples, 0);
        }
        changed.forEach(this::put);
        if (!guide(camera)) {
            return List.of();
        }
        final float[] clean = rgb.clone();
        Objects.requireNonNull(denoiser).denoise(clean, samples);
        return shown.stream().mapToObj(tile -> cut(tile, clean)).toList();
    }

    private void put(final TilePixels tile) {
        shown.set(tile.tile());
        eachRow(tile.tile(), (inTile, inPicture, columns) -> {
            System.arraycopy(tile.rgb(), TileSums.CHANNELS * inTile, rgb, TileSums.CHANNELS * inPicture,
                TileSums.CHANNELS * columns);
            Arrays.fill(samples, inPicture, inPicture + columns, tile.samples());
        });
    }

    private TilePixels cut(final int tile, final float[] from) {
        final float[] ofTile = new float[TileSums.CHANNELS * TileSums.TILE_PIXELS];
        eachRow(tile, (inTile, inPicture, columns) -> System.arraycopy(from, TileSums.CHANNELS * inPicture, ofTile,
            TileSums.CHANNELS * inTile, TileSums.CHANNELS * columns));
        return new TilePixels(tile, 1, samples[grid.y(tile) * grid.width() + grid.x(tile)], ofTile);
    }

    /** Traces what guides a picture of so many samples, unless it has been; false when the epoch is over. */
    private boolean guide(final Camera camera) {
        final int least = shown.stream().map(tile -> samples[grid.y(tile) * grid.width() + grid.x(tile)]).min()
            .orElse(0);
        int wanted = GUIDES[0];
        for (final int rays : GUIDES) {
            wanted = rays <= least ? rays : wanted;
        }
        if (wanted > guides) {
            trace(camera, wanted);
            if (isOver()) {
                return false;
            }
            guides = wanted;
            if (denoiser == null) {
                denoiser = new Denoiser(grid.width(), grid.height(), features);
            } else {
                denoiser.guide(features);
            }
        }
        return !isOver();
    }

    private void trace(final Camera camera, final int rays) {
        final SceneSource.Prepared traced = Objects.requireNonNull(scene);
        IntStream.range(0, grid.rows()).parallel().forEach(row -> {
            final SceneSource.FeatureWork work = traced.features(camera, settings);
            final float[] ofTile = new float[FeatureRenderer.FLOATS * TileSums.TILE_PIXELS];
            for (int column = 0; column < grid.columns() && !isOver(); column++) {
                final int tile = row * grid.columns() + column;
                if (work.render(tile, rays, ofTile, this::isOver)) {
                    eachRow(tile, (inTile, inPicture, columns) -> {
                        for (int i = 0; i < FeatureRenderer.FLOATS * columns; i++) {
                            features[i % FeatureRenderer.FLOATS][inPicture + i / FeatureRenderer.FLOATS] =
                                ofTile[FeatureRenderer.FLOATS * inTile + i];
                        }
                    });
                }
            }
        });
    }

    private boolean isOver() {
        return newestEpoch.getAsInt() != epoch;
    }

    private interface Row {
        void take(int inTile, int inPicture, int columns);
    }

    /** Those of a tile's rows that lie in the picture. */
    private void eachRow(final int tile, final Row row) {
        final int columns = Math.min(TileSums.TILE_EDGE, grid.width() - grid.x(tile));
        final int bottom = Math.min(grid.y(tile) + TileSums.TILE_EDGE, grid.height());
        for (int y = grid.y(tile); y < bottom; y++) {
            row.take((y - grid.y(tile)) * TileSums.TILE_EDGE, y * grid.width() + grid.x(tile), columns);
        }
    }
}
