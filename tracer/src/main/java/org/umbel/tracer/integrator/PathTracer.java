package org.umbel.tracer.integrator;

import java.util.function.BooleanSupplier;
import org.umbel.tracer.accel.Hit;
import org.umbel.tracer.accel.Traversal;

/** Runs a batch through its stages. The cancel is asked between stages and every 256 rays. One thread. */
final class PathTracer {
    private static final int RAYS_PER_CHECK = 256;

    final PathBatch paths = new PathBatch();
    private final ShadowQueue shadows = new ShadowQueue();
    private final Traversal traversal;
    private final AlphaFilter alpha;
    private final Shading shading;
    private final CameraRays camera;
    private final int bounces;
    private final Hit hit = new Hit();

    PathTracer(final PreparedScene scene, final CameraRays camera, final int bounces) {
        traversal = new Traversal(scene.accel());
        alpha = new AlphaFilter(scene.meshes());
        shading = new Shading(scene);
        this.camera = camera;
        this.bounces = bounces;
    }

    /** Traces the batch to its end, leaving radiance in its slots; false if cancelled. */
    boolean trace(final BooleanSupplier cancelled) {
        camera.generate(paths);
        for (int depth = 0; paths.aliveCount > 0; depth++) {
            if (!intersect(depth, cancelled) || !shade(depth, cancelled) || !shadow(depth, cancelled)) {
                return false;
            }
        }
        return !cancelled.getAsBoolean();
    }

    private boolean intersect(final int depth, final BooleanSupplier cancelled) {
        final PathBatch p = paths;
        for (int k = 0; k < p.aliveCount; k++) {
            if (k % RAYS_PER_CHECK == 0 && cancelled.getAsBoolean()) {
                return false;
            }
            final int i = p.alive[k];
            alpha.ray(Dimension.alphaSeed(p.seed[i], p.sample[i], depth, false));
            traversal.intersect(p.ox[i], p.oy[i], p.oz[i], p.dx[i], p.dy[i], p.dz[i], 0f, Float.POSITIVE_INFINITY,
                p.instance[i], p.primitive[i], alpha, hit);
            p.t[i] = hit.t;
            p.instance[i] = hit.instance;
            p.primitive[i] = hit.primitive;
            p.u[i] = hit.u;
            p.v[i] = hit.v;
        }
        return true;
    }

    private boolean shade(final int depth, final BooleanSupplier cancelled) {
        final PathBatch p = paths;
        shadows.size = 0;
        int survivors = 0;
        for (int k = 0; k < p.aliveCount; k++) {
            if (k % RAYS_PER_CHECK == 0 && cancelled.getAsBoolean()) {
                return false;
            }
            final int i = p.alive[k];
            if (shading.shade(p, i, depth, depth > bounces, shadows)) {
                p.alive[survivors++] = i;
            }
        }
        p.aliveCount = survivors;
        return true;
    }

    private boolean shadow(final int depth, final BooleanSupplier cancelled) {
        final PathBatch p = paths;
        final ShadowQueue q = shadows;
        for (int k = 0; k < q.size; k++) {
            if (k % RAYS_PER_CHECK == 0 && cancelled.getAsBoolean()) {
                return false;
            }
            final int i = q.path[k];
            alpha.ray(Dimension.alphaSeed(p.seed[i], p.sample[i], depth, true));
            if (!traversal.occluded(q.ox[k], q.oy[k], q.oz[k], q.dx[k], q.dy[k], q.dz[k], 0f, q.distance[k],
                p.instance[i], p.primitive[i], alpha)) {
                p.r[i] += q.r[k];
                p.g[i] += q.g[k];
                p.b[i] += q.b[k];
            }
        }
        return true;
    }
}
