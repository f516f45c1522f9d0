package org.umbel.tracer.integrator;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.tracer.accel.Hit;
import org.umbel.tracer.accel.Tiers;
import org.umbel.tracer.material.Surface;

/**
 * What a picture's pixels show, without light: means over the same camera rays that the picture's first samples begin
 * with. For compositing and for filters that are not to blur what the scene itself draws. One per thread.
 */
public final class FeatureRenderer {
    /** Floats of a pixel: albedo R, G, B, normal X, Y, Z, depth. */
    public static final int FLOATS = 7;

    private static final int NORMAL = 3;
    private static final int DEPTH = 6;

    private final PreparedScene scene;
    private final TileGrid grid;
    private final CameraRays rays;
    private final PathTracer tracer;
    private final Surface surface = new Surface();
    private final int[] hits = new int[TileSums.TILE_PIXELS];
    private final int[] traced = new int[TileSums.TILE_PIXELS];

    public FeatureRenderer(final PreparedScene scene, final Camera camera, final PictureSettings settings) {
        this.scene = scene;
        grid = settings.grid();
        rays = new CameraRays(camera, settings);
        tracer = new PathTracer(scene, rays, 0, Tiers.ofProcess());
    }

    /**
     * The features of a tile.
     *
     * @param samples   rays of each pixel, at most 4,096
     * @param into      float[7 * 1024], pixel by pixel, rows of 32 from the top: base colour, linear Rec. 709, 0 where
     *                  a ray hits nothing; shading normal towards the camera, world axes, 0 where a ray hits nothing;
     *                  distance along the camera's axis, world units, of those rays that hit, infinite where none does.
     *                  0 outside the picture
     * @param cancelled asked every 256 rays
     * @return false if cancelled; then {@code into} is worthless
     */
    public boolean render(final int tile, final int samples, final float[] into, final BooleanSupplier cancelled) {
        if (into.length != FLOATS * TileSums.TILE_PIXELS || samples < 1 || samples > PathBatch.CAPACITY) {
            throw new IllegalArgumentException(samples + " samples into " + into.length + " floats");
        }
        Arrays.fill(into, 0f);
        Arrays.fill(hits, 0);
        Arrays.fill(traced, 0);
        final int right = Math.min(grid.x(tile) + TileSums.TILE_EDGE, grid.width());
        final int bottom = Math.min(grid.y(tile) + TileSums.TILE_EDGE, grid.height());
        tracer.paths.clear();
        for (int y = grid.y(tile); y < bottom; y++) {
            for (int x = grid.x(tile); x < right; x++) {
                for (int sample = 0; sample < samples; sample++) {
                    tracer.paths.add(x, y, sample);
                    if (tracer.paths.size == PathBatch.CAPACITY && !trace(tile, into, cancelled)) {
                        return false;
                    }
                }
            }
        }
        if (!trace(tile, into, cancelled)) {
            return false;
        }
        average(into);
        return true;
    }

    private boolean trace(final int tile, final float[] into, final BooleanSupplier cancelled) {
        final PathBatch p = tracer.paths;
        if (!tracer.first(cancelled)) {
            return false;
        }
        for (int i = 0; i < p.size; i++) {
            final int pixel = (p.y[i] - grid.y(tile)) * TileSums.TILE_EDGE + p.x[i] - grid.x(tile);
            traced[pixel]++;
            if (p.instance[i] != Hit.MISS) {
                hits[pixel]++;
                add(p, i, FLOATS * pixel, into);
            }
        }
        p.clear();
        return true;
    }

    private void add(final PathBatch p, final int i, final int at, final float[] into) {
        final Surface s = surface;
        scene.mesh(p.instance[i]).surface(p.primitive[i], p.u[i], p.v[i], p.dx[i], p.dy[i], p.dz[i],
            Math.fma(p.t[i], p.spread[i], p.width[i]), s);
        into[at] += s.baseR;
        into[at + 1] += s.baseG;
        into[at + 2] += s.baseB;
        into[at + NORMAL] += s.frame.nx;
        into[at + NORMAL + 1] += s.frame.ny;
        into[at + NORMAL + 2] += s.frame.nz;
        into[at + DEPTH] += p.t[i] * rays.along(p.dx[i], p.dy[i], p.dz[i]);
    }

    private void average(final float[] into) {
        for (int pixel = 0; pixel < traced.length; pixel++) {
            if (traced[pixel] > 0) {
                final int at = FLOATS * pixel;
                for (int k = 0; k < DEPTH; k++) {
                    into[at + k] /= traced[pixel];
                }
                into[at + DEPTH] = hits[pixel] == 0 ? Float.POSITIVE_INFINITY : into[at + DEPTH] / hits[pixel];
            }
        }
    }
}
