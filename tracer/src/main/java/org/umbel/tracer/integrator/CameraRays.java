package org.umbel.tracer.integrator;

import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.tracer.accel.Hit;
import org.umbel.tracer.film.FilterTable;
import org.umbel.tracer.sampling.Hash;
import org.umbel.tracer.sampling.OwenSobol;

/** The generate stage: a pinhole camera's rays through importance-sampled points of the pixel filter. Immutable. */
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

    CameraRays(final Camera camera, final PictureSettings settings) {
        filter = new FilterTable(settings.filter());
        position = camera.position().clone();
        centreX = 0.5f * settings.width() - 0.5f;
        centreY = 0.5f * settings.height() - 0.5f;
        final double step = 2 * StrictMath.tan(0.5 * Math.toRadians(camera.verticalFovDegrees())) / settings.height();
        spread = (float) step;
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
            final float dx = Math.fma(x, right[0], Math.fma(y, down[0], centre[0]));
            final float dy = Math.fma(x, right[1], Math.fma(y, down[1], centre[1]));
            final float dz = Math.fma(x, right[2], Math.fma(y, down[2], centre[2]));
            final float scale = 1f / (float) Math.sqrt(dx * dx + dy * dy + dz * dz);
            p.dx[i] = dx * scale;
            p.dy[i] = dy * scale;
            p.dz[i] = dz * scale;
            start(p, i);
        }
        p.aliveCount = p.size;
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
        p.width[i] = 0f;
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
