package org.umbel.tracer.integrator;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.umbel.tracer.accel.Hit;
import org.umbel.tracer.accel.Packet;
import org.umbel.tracer.accel.TieredTraversal;
import org.umbel.tracer.accel.Tiers;

/** Runs a batch through its stages. The cancel is asked between stages and every 256 rays. One thread. */
final class PathTracer {
    private static final int RAYS_PER_CHECK = 256;
    private static final int CANCELLED = -1;

    final PathBatch paths = new PathBatch();
    private final ShadowQueue shadows = new ShadowQueue();
    private final TieredTraversal traversal;
    private final AlphaFilter alpha;
    private final VeilFilter veils;
    private final Shading shading;
    private final CameraRays camera;
    private final int bounces;
    private final Hit hit = new Hit();
    private final Packet packet = new Packet();
    private final Packet.Filter packetAlpha;
    /** Slot of the packet's first ray. */
    private int packetSlot;

    PathTracer(final PreparedScene scene, final CameraRays camera, final int bounces, final Tiers tiers) {
        traversal = new TieredTraversal(scene.accel(), tiers);
        alpha = new AlphaFilter(scene.meshes());
        veils = new VeilFilter(scene.meshes());
        shading = new Shading(scene);
        this.camera = camera;
        this.bounces = bounces;
        packetAlpha = (i, instance, primitive, u, v) -> {
            alpha.ray(Dimension.alphaSeed(paths.seed[packetSlot + i], 0), paths.sample[packetSlot + i]);
            return alpha.accept(instance, primitive, u, v);
        };
    }

    /** Traces the batch to its end, leaving radiance in its slots; false if cancelled. */
    boolean trace(final BooleanSupplier cancelled) {
        camera.generate(paths);
        for (int depth = 0; paths.aliveCount > 0; depth++) {
            final int packed = depth == 0 ? intersectPackets(cancelled) : 0;
            if (packed == CANCELLED || !intersect(packed, depth, cancelled) || !shade(depth, cancelled)
                || !shadow(cancelled)) {
                return false;
            }
        }
        return !cancelled.getAsBoolean();
    }

    /** Traces only the camera's rays, leaving what they hit in the batch's slots; false if cancelled. */
    boolean first(final BooleanSupplier cancelled) {
        camera.generate(paths);
        final int packed = intersectPackets(cancelled);
        return packed != CANCELLED && intersect(packed, 0, cancelled);
    }

    /** A pinhole's rays come from one point, neighbours side by side: eight at a time, as many as there are. */
    private int intersectPackets(final BooleanSupplier cancelled) {
        final PathBatch p = paths;
        final int count = camera.isPinhole() ? p.aliveCount - p.aliveCount % Packet.SIZE : 0;
        for (packetSlot = 0; packetSlot < count; packetSlot += Packet.SIZE) {
            if (packetSlot % RAYS_PER_CHECK == 0 && cancelled.getAsBoolean()) {
                return CANCELLED;
            }
            packet.ox = p.ox[packetSlot];
            packet.oy = p.oy[packetSlot];
            packet.oz = p.oz[packetSlot];
            System.arraycopy(p.dx, packetSlot, packet.dx, 0, Packet.SIZE);
            System.arraycopy(p.dy, packetSlot, packet.dy, 0, Packet.SIZE);
            System.arraycopy(p.dz, packetSlot, packet.dz, 0, Packet.SIZE);
            Arrays.fill(packet.t, Float.POSITIVE_INFINITY);
            traversal.intersect(packet, packetAlpha);
            System.arraycopy(packet.t, 0, p.t, packetSlot, Packet.SIZE);
            System.arraycopy(packet.instance, 0, p.instance, packetSlot, Packet.SIZE);
            System.arraycopy(packet.primitive, 0, p.primitive, packetSlot, Packet.SIZE);
            System.arraycopy(packet.u, 0, p.u, packetSlot, Packet.SIZE);
            System.arraycopy(packet.v, 0, p.v, packetSlot, Packet.SIZE);
        }
        return packetSlot;
    }

    private boolean intersect(final int from, final int depth, final BooleanSupplier cancelled) {
        final PathBatch p = paths;
        for (int k = from; k < p.aliveCount; k++) {
            if (k % RAYS_PER_CHECK == 0 && cancelled.getAsBoolean()) {
                return false;
            }
            final int i = p.alive[k];
            alpha.ray(Dimension.alphaSeed(p.seed[i], depth), p.sample[i]);
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

    private boolean shadow(final BooleanSupplier cancelled) {
        final PathBatch p = paths;
        final ShadowQueue q = shadows;
        for (int k = 0; k < q.size; k++) {
            if (k % RAYS_PER_CHECK == 0 && cancelled.getAsBoolean()) {
                return false;
            }
            final int i = q.path[k];
            veils.begin();
            if (!traversal.occluded(q.ox[k], q.oy[k], q.oz[k], q.dx[k], q.dy[k], q.dz[k], 0f, q.distance[k],
                p.instance[i], p.primitive[i], veils)) {
                final float part = veils.transmittance();
                p.r[i] += part * q.r[k];
                p.g[i] += part * q.g[k];
                p.b[i] += part * q.b[k];
            }
        }
        return true;
    }
}
