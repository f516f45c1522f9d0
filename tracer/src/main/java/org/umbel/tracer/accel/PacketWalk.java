package org.umbel.tracer.accel;

import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.PacketKernel;
import org.umbel.tracer.kernel.PacketRay;

/**
 * The way of eight rays from one point through a scene: nodes are asked about the frustum around them, triangles about
 * each. The rays that disagree about a sign or a major axis in some space go alone there. One per thread.
 */
final class PacketWalk {
    private static final int LOWER_HALF = (1 << Packet.SIZE / 2) - 1;

    private final SceneAccel scene;
    private final PacketRay world = new PacketRay();
    private final PacketRay object = new PacketRay();
    private final FrustumWalk instances = new FrustumWalk();
    private final FrustumWalk blocks = new FrustumWalk();
    private final float[] opened = new float[PacketKernel.OPENED_FLOATS];
    private final float[] sheared = new float[Lanes.SHEARED_FLOATS];
    private final double[] weights = new double[3 * Packet.SIZE];
    private final float[] ways = new float[Packet.SIZE];
    private int nearestBits;

    // Rays that go alone
    private final RayState ray;
    private final MeshWalk triangles = new MeshWalk();
    private final Hit hit = new Hit();
    private Packet.Filter filter = Packet.Filter.ALL;
    private final LoneFilter loneFilter = new LoneFilter();

    PacketWalk(final SceneAccel scene) {
        this.scene = scene;
        ray = new RayState(scene);
    }

    /** Writes the nearest hits; false if the rays have no frustum, and each has to be asked for alone. */
    boolean intersect(final Packet packet, final Packet.Filter accepts) {
        if (!world.set(packet.ox, packet.oy, packet.oz, packet.dx, packet.dy, packet.dz, scene.extent)) {
            return false;
        }
        filter = accepts;
        for (int i = 0; i < Packet.SIZE; i++) {
            packet.instance[i] = Hit.MISS;
            packet.primitive[i] = Hit.MISS;
            packet.u[i] = 0;
            packet.v[i] = 0;
        }
        nearestBits = farthest(packet);
        instances.start(scene.tree);
        for (int i = instances.next(world, nearestBits); i != WideWalk.END; i = instances.next(world, nearestBits)) {
            final int rays = world.enter(scene.boxes, 6 * i, packet.t, object);
            if (rays != 0) {
                enter(i, rays, packet);
            }
        }
        return true;
    }

    private void enter(final int instance, final int rays, final Packet packet) {
        final MeshAccel mesh = scene.meshes[instance];
        if (object.set(world, scene.worldToObject, 12 * instance, mesh.extent) && object.shear()) {
            blocks.start(mesh.tree);
            for (int block = blocks.next(object, nearestBits); block != WideWalk.END;
                 block = blocks.next(object, nearestBits)) {
                leaf(mesh, block, instance, rays, packet);
            }
            return;
        }
        for (int mask = rays; mask != 0; mask &= mask - 1) {
            final int i = Integer.numberOfTrailingZeros(mask);
            ray.start(packet.ox, packet.oy, packet.oz, packet.dx[i], packet.dy[i], packet.dz[i], 0, Hit.MISS, Hit.MISS,
                loneFilter.of(filter, i));
            packet.load(i, hit);
            if (ray.enter(instance, hit.t)) {
                triangles.nearest(mesh, instance, ray, 0, hit);
                packet.store(i, hit);
            }
        }
        nearestBits = farthest(packet);
    }

    private void leaf(final MeshAccel mesh, final int block, final int instance, final int rays, final Packet packet) {
        PacketKernel.open(mesh.blocks.address() + (long) block * Lanes.BLOCK_BYTES, opened);
        boolean isNearer = false;
        for (int met = PacketKernel.met(opened, object, nearestBits); met != 0; met &= met - 1) {
            final int triangle = Integer.numberOfTrailingZeros(met);
            final int primitive = mesh.primitives[block * Lanes.LANES + triangle];
            int mask = PacketKernel.candidates(opened, triangle, object, sheared) & rays;
            if (mask != 0) {
                mask &= ahead(mask);
            }
            if (mask != 0) {
                mask &= PacketKernel.within(opened, triangle, object, ways);
            }
            for (; mask != 0; mask &= mask - 1) {
                isNearer |= keepNearer(Integer.numberOfTrailingZeros(mask), instance, primitive, packet);
            }
        }
        if (isNearer) {
            nearestBits = farthest(packet);
        }
    }

    private int ahead(final int mask) {
        int ahead = 0;
        if ((mask & LOWER_HALF) != 0) {
            ahead = PacketKernel.ahead(sheared, 0, object, weights, ways);
        }
        if ((mask & ~LOWER_HALF) != 0) {
            ahead |= PacketKernel.ahead(sheared, Packet.SIZE / 2, object, weights, ways);
        }
        return ahead;
    }

    private boolean keepNearer(final int i, final int instance, final int primitive, final Packet packet) {
        final float t = ways[i];
        if (!(t > 0) || !packet.isNearer(i, t, instance, primitive)) {
            return false;
        }
        final double area = weights[2 * Packet.SIZE + i];
        final float u = (float) (weights[i] / area);
        final float v = (float) (weights[Packet.SIZE + i] / area);
        if (!scene.opaque[instance] && !filter.accept(i, instance, primitive, u, v)) {
            return false;
        }
        packet.t[i] = t;
        packet.instance[i] = instance;
        packet.primitive[i] = primitive;
        packet.u[i] = u;
        packet.v[i] = v;
        return true;
    }

    /** Bits of the largest t of all rays. */
    private static int farthest(final Packet packet) {
        int bits = 0;
        for (int i = 0; i < Packet.SIZE; i++) {
            bits = Math.max(bits, Float.floatToRawIntBits(packet.t[i]));
        }
        return bits;
    }
}
