package org.umbel.tracer.integrator;

import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.tracer.accel.Hit;
import org.umbel.tracer.film.FilterTable;
import org.umbel.tracer.sampling.Hash;
import org.umbel.tracer.sampling.OwenSobol;
import org.umbel.tracer.sampling.Turns;

/**
 * The generate stage: a camera's rays through importance-sampled points of the pixel filter; through a lens, from
 * points spread evenly over it to where the pinhole's ray meets the plane in focus. Immutable.
 */
final class CameraRays {
    private final FilterTable filter;
    private final float[] position;
    /** Direction through the centre of the picture, and the steps of one pixel to the right and down. */
    private final float[] centre = new float[3];
    private final float[] right = new float[3];
    private final float[] down = new float[3];
    private final float centreX;
    private final float centreY;
    private final float spread;
    private final float width;
    private final boolean orthographic;
    /** The lens's radius to the right and up; the distance of the plane in focus. */
    private final float[] lensRight = new float[3];
    private final float[] lensUp = new float[3];
    private final float focus;
    private final boolean hasLens;

    CameraRays(final Camera camera, final PictureSettings settings) {
        filter = new FilterTable(settings.filter());
        position = camera.position().clone();
        centreX = 0.5f * settings.width() - 0.5f;
        centreY = 0.5f * settings.height() - 0.5f;
        orthographic = camera.orthographicHeight() > 0;
        hasLens = camera.lensRadius() > 0;
        focus = camera.focusDistance();
        final double step = (orthographic ? camera.orthographicHeight()
            : 2 * StrictMath.tan(0.5 * Math.toRadians(camera.verticalFovDegrees()))) / settings.height();
        spread = orthographic ? 0f : (float) step;
        width = orthographic ? (float) step : 0f;
        final double[] forward = new double[3];
        for (int i = 0; i < 3; i++) {
            forward[i] = (double) camera.target()[i] - camera.position()[i];
        }
        normalize(forward);
        final float[] up = camera.up();
        final double[] side = cross(forward, new double[] {up[0], up[1], up[2]});
        normalize(side);
        final double[] top = cross(side, forward);
        for (int i = 0; i < 3; i++) {
            centre[i] = (float) forward[i];
            right[i] = (float) (step * side[i]);
            down[i] = (float) (-step * top[i]);
            lensRight[i] = (float) (camera.lensRadius() * side[i]);
            lensUp[i] = (float) (camera.lensRadius() * top[i]);
        }
    }

    /** Makes the rays of all slots, resets their state, and lets them all live. */
    void generate(final PathBatch p) {
        for (int i = 0; i < p.size; i++) {
            final int pixelSeed = Dimension.pixelSeed(p.x[i], p.y[i]);
            p.seed[i] = pixelSeed;
            final int seed = Hash.of(pixelSeed, Dimension.FILTER);
            final int index = OwenSobol.shuffle(p.sample[i], seed);
            final float x = p.x[i] - centreX + filter.offset(OwenSobol.x(index, seed));
            final float y = p.y[i] - centreY + filter.offset(OwenSobol.y(index, seed));
            start(p, i);
            if (orthographic) {
                parallel(p, i, x, y);
                continue;
            }
            final float dx = Math.fma(x, right[0], Math.fma(y, down[0], centre[0]));
            final float dy = Math.fma(x, right[1], Math.fma(y, down[1], centre[1]));
            final float dz = Math.fma(x, right[2], Math.fma(y, down[2], centre[2]));
            final float scale = 1f / (float) Math.sqrt(dx * dx + dy * dy + dz * dz);
            p.dx[i] = dx * scale;
            p.dy[i] = dy * scale;
            p.dz[i] = dz * scale;
            if (hasLens) {
                refract(p, i, dx * focus, dy * focus, dz * focus);
            }
        }
        p.aliveCount = p.size;
    }

    /** Whether all rays start at one point. */
    boolean isPinhole() {
        return !orthographic && !hasLens;
    }

    private void parallel(final PathBatch p, final int i, final float x, final float y) {
        p.ox[i] = Math.fma(x, right[0], Math.fma(y, down[0], position[0]));
        p.oy[i] = Math.fma(x, right[1], Math.fma(y, down[1], position[1]));
        p.oz[i] = Math.fma(x, right[2], Math.fma(y, down[2], position[2]));
        p.dx[i] = centre[0];
        p.dy[i] = centre[1];
        p.dz[i] = centre[2];
    }

    /** Leads a ray from a point of the lens to what it sees in focus, (x, y, z) from the lens's middle. */
    private void refract(final PathBatch p, final int i, final float x, final float y, final float z) {
        final int seed = Hash.of(p.seed[i], Dimension.LENS);
        final int index = OwenSobol.shuffle(p.sample[i], seed);
        final float radius = (float) Math.sqrt(OwenSobol.x(index, seed));
        final float turns = OwenSobol.y(index, seed);
        final float u = radius * Turns.cos(turns);
        final float v = radius * Turns.sin(turns);
        final float lx = Math.fma(u, lensRight[0], v * lensUp[0]);
        final float ly = Math.fma(u, lensRight[1], v * lensUp[1]);
        final float lz = Math.fma(u, lensRight[2], v * lensUp[2]);
        final float dx = x - lx;
        final float dy = y - ly;
        final float dz = z - lz;
        final float scale = 1f / (float) Math.sqrt(dx * dx + dy * dy + dz * dz);
        p.ox[i] += lx;
        p.oy[i] += ly;
        p.oz[i] += lz;
        p.dx[i] = dx * scale;
        p.dy[i] = dy * scale;
        p.dz[i] = dz * scale;
    }

    /** How far along the camera's axis a unit direction leads. */
    float along(final float dx, final float dy, final float dz) {
        return dx * centre[0] + dy * centre[1] + dz * centre[2];
    }

    private void start(final PathBatch p, final int i) {
        p.ox[i] = position[0];
        p.oy[i] = position[1];
        p.oz[i] = position[2];
        p.instance[i] = Hit.MISS;
        p.primitive[i] = Hit.MISS;
        p.medium[i] = Hit.MISS;
        p.width[i] = width;
        p.spread[i] = spread;
        p.pdf[i] = 0f;
        p.betaR[i] = 1f;
        p.betaG[i] = 1f;
        p.betaB[i] = 1f;
        p.r[i] = 0f;
        p.g[i] = 0f;
        p.b[i] = 0f;
        p.alive[i] = i;
    }

    private static double[] cross(final double[] a, final double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static void normalize(final double[] a) {
        final double length = Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
        for (int i = 0; i < 3; i++) {
            a[i] /= length;
        }
    }
}
