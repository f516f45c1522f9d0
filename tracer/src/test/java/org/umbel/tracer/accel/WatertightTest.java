package org.umbel.tracer.accel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;

/** No ray leaves a closed mesh unseen, be it aimed at an edge or a vertex: millions of them, alone and in packets. */
final class WatertightTest {
    private static final int RAYS = 800_000;

    private final SplittableRandom random = new SplittableRandom(90210);
    private final Hit hit = new Hit();

    @Test
    void shouldHoldRaysInABall() {
        check(Shapes.ball(40), Shapes.identity());
    }

    @Test
    void shouldHoldRaysInALongFlatBodyFarFromTheOrigin() {
        final Mesh ball = Shapes.ball(24);
        final float[] positions = ball.positions().clone();
        for (int i = 0; i < positions.length; i += 3) {
            positions[i] = 300 + 7 * positions[i];
            positions[i + 1] = -80 + positions[i + 1] / 3;
            positions[i + 2] = 11 + positions[i + 2] / 50;
        }
        check(Shapes.mesh(positions, ball.indices()), Shapes.identity());
    }

    @Test
    void shouldHoldRaysInATurnedAndScaledInstance() {
        check(Shapes.ball(30), new Instance(0, 0, new float[] {0.36f, 0.48f, -0.8f, 3, -1.6f, 1.2f, 0, -2,
            0.96f, 1.28f, 1.2f, 0.5f}));
    }

    private void check(final Mesh mesh, final Instance instance) {
        final Traversal traversal = new Traversal(SceneAccel.build(List.of(mesh), List.of(instance),
            new boolean[] {true}, new MeshAccelCache(1 << 24)));
        final float[] box = MeshAccel.build(mesh).box;
        final Packet packet = new Packet();
        final float[] origin = new float[3];
        final float[] aim = new float[3];
        int leaks = 0;
        int packetLeaks = 0;
        int unblocked = 0;
        for (int i = 0; i < RAYS; i++) {
            if (i % Packet.SIZE == 0) {
                inside(mesh, box, instance, origin);
                packet.ox = origin[0];
                packet.oy = origin[1];
                packet.oz = origin[2];
            }
            target(mesh, instance, i % 3 == 0 ? 0 : random.nextFloat(), aim);
            final int lane = i % Packet.SIZE;
            packet.dx[lane] = aim[0] - origin[0];
            packet.dy[lane] = aim[1] - origin[1];
            packet.dz[lane] = aim[2] - origin[2];
            packet.t[lane] = Float.POSITIVE_INFINITY;
            leaks += traversal.intersect(origin[0], origin[1], origin[2], packet.dx[lane], packet.dy[lane],
                packet.dz[lane], 0, Float.POSITIVE_INFINITY, HitFilter.ALL, hit) ? 0 : 1;
            unblocked += traversal.occluded(origin[0], origin[1], origin[2], packet.dx[lane], packet.dy[lane],
                packet.dz[lane], 0, Float.POSITIVE_INFINITY, HitFilter.ALL) ? 0 : 1;
            if (lane == Packet.SIZE - 1) {
                traversal.intersect(packet, Packet.Filter.ALL);
                for (final int primitive : packet.primitive) {
                    packetLeaks += primitive == Hit.MISS ? 1 : 0;
                }
            }
        }
        assertThat(leaks).as("alone").isZero();
        assertThat(unblocked).as("any hit").isZero();
        assertThat(packetLeaks).as("in packets").isZero();
    }

    /** A point well inside, between the centre and a vertex. */
    private void inside(final Mesh mesh, final float[] box, final Instance instance, final float[] into) {
        final float[] p = mesh.positions();
        final int vertex = 3 * random.nextInt(mesh.vertexCount());
        final float w = 0.8f * random.nextFloat();
        for (int axis = 0; axis < 3; axis++) {
            final float centre = 0.5f * (box[axis] + box[axis + 3]);
            into[axis] = centre + w * (p[vertex + axis] - centre);
        }
        place(instance, into[0], into[1], into[2], into);
    }

    /** A vertex, or a point of an edge. */
    private void target(final Mesh mesh, final Instance instance, final float w, final float[] into) {
        final float[] p = mesh.positions();
        final int triangle = 9 * random.nextInt(mesh.triangleCount());
        final int a = triangle + 3 * random.nextInt(3);
        final int b = triangle + 3 * random.nextInt(3);
        place(instance, p[a] + w * (p[b] - p[a]), p[a + 1] + w * (p[b + 1] - p[a + 1]),
            p[a + 2] + w * (p[b + 2] - p[a + 2]), into);
    }

    private static void place(final Instance instance, final float x, final float y, final float z,
                              final float[] into) {
        final float[] m = instance.objectToWorld();
        for (int row = 0; row < 3; row++) {
            into[row] = m[4 * row] * x + m[4 * row + 1] * y + m[4 * row + 2] * z + m[4 * row + 3];
        }
    }
}
