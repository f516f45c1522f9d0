package org.umbel.tracer.integrator;

import java.util.function.BooleanSupplier;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.tracer.accel.Tiers;
import org.umbel.tracer.film.Quantizer;

/** Renders sample ranges and previews of tiles of one picture. One per thread; allocates only at construction. */
public final class TileRenderer {
    private static final int SAMPLES_PER_BATCH = PathBatch.CAPACITY / TileSums.TILE_PIXELS;

    private final TileGrid grid;
    private final Quantizer quantizer;
    private final PathTracer tracer;
    private final int samplesPerBatch;

    public TileRenderer(final PreparedScene scene, final Camera camera, final PictureSettings settings) {
        this(scene, camera, settings, SAMPLES_PER_BATCH, Tiers.ofProcess());
    }

    /** By vector code alone. */
    static TileRenderer untiered(final PreparedScene scene, final Camera camera, final PictureSettings settings) {
        return new TileRenderer(scene, camera, settings, SAMPLES_PER_BATCH, Tiers.VECTOR);
    }

    /** With another batch size and other tiers, neither of which must matter. */
    TileRenderer(final PreparedScene scene, final Camera camera, final PictureSettings settings,
                 final int samplesPerBatch, final Tiers tiers) {
        grid = settings.grid();
        quantizer = new Quantizer(settings.fractionBits());
        tracer = new PathTracer(scene, new CameraRays(camera, settings), settings.bounces(), tiers);
        this.samplesPerBatch = samplesPerBatch;
    }

    /**
     * Adds the samples of a range of a tile.
     *
     * @param into      sums with a plane of 1,024 pixels
     * @param cancelled asked between stages and every 256 rays
     * @return false if cancelled; then {@code into} is worthless
     */
    public boolean render(final int tile, final SampleRange range, final TileSums into,
                          final BooleanSupplier cancelled) {
        if (into.planeLength() != TileSums.TILE_PIXELS) {
            throw new IllegalArgumentException("plane length " + into.planeLength());
        }
        for (int first = range.first(); first < range.end(); first += samplesPerBatch) {
            gather(tile, 1, first, Math.min(first + samplesPerBatch, range.end()));
            if (!tracer.trace(cancelled)) {
                return false;
            }
            accumulate(tile, into);
        }
        return true;
    }

    /**
     * Renders sample 0 of every {@code grid}-th pixel of a tile.
     *
     * @param step      distance of the pixels: 1, 2, 4, 8, 16 or 32
     * @param rgb       float[3 * (32 / step)^2], linear radiance, interleaved, rows from the top; 0 outside the picture
     *                  and for bad samples
     * @param cancelled asked between stages and every 256 rays
     * @return false if cancelled; then {@code rgb} is worthless
     */
    public boolean preview(final int tile, final int step, final float[] rgb, final BooleanSupplier cancelled) {
        final int edge = TileSums.TILE_EDGE / step;
        if (edge * step != TileSums.TILE_EDGE || rgb.length != 3 * edge * edge) {
            throw new IllegalArgumentException("step " + step + " with " + rgb.length + " floats");
        }
        java.util.Arrays.fill(rgb, 0f);
        gather(tile, step, 0, 1);
        if (!tracer.trace(cancelled)) {
            return false;
        }
        final PathBatch p = tracer.paths;
        for (int i = 0; i < p.size; i++) {
            if (Float.isFinite(p.r[i]) && Float.isFinite(p.g[i]) && Float.isFinite(p.b[i])) {
                final int at = 3 * ((p.y[i] - grid.y(tile)) / step * edge + (p.x[i] - grid.x(tile)) / step);
                rgb[at] = p.r[i];
                rgb[at + 1] = p.g[i];
                rgb[at + 2] = p.b[i];
            }
        }
        return true;
    }

    private void gather(final int tile, final int step, final int firstSample, final int endSample) {
        if (tile < 0 || tile >= grid.tileCount()) {
            throw new IllegalArgumentException("tile " + tile + " of " + grid.tileCount());
        }
        tracer.paths.clear();
        final int right = Math.min(grid.x(tile) + TileSums.TILE_EDGE, grid.width());
        final int bottom = Math.min(grid.y(tile) + TileSums.TILE_EDGE, grid.height());
        for (int y = grid.y(tile); y < bottom; y += step) {
            for (int x = grid.x(tile); x < right; x += step) {
                for (int sample = firstSample; sample < endSample; sample++) {
                    tracer.paths.add(x, y, sample);
                }
            }
        }
    }

    private void accumulate(final int tile, final TileSums into) {
        final PathBatch p = tracer.paths;
        final int left = grid.x(tile);
        final int top = grid.y(tile);
        for (int i = 0; i < p.size; i++) {
            final int pixel = (p.y[i] - top) * TileSums.TILE_EDGE + p.x[i] - left;
            quantizer.add(into, pixel, Quantizer.pixelHash(p.x[i], p.y[i]), p.sample[i], p.r[i], p.g[i], p.b[i]);
        }
    }
}
