package org.umbel.tracer.accel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;

/** Eight rays together hit what each hits alone, in every bit. */
final class PacketTest {
    private static final int PACKETS = 4000;

    private final SplittableRandom random = new SplittableRandom(1717);

    @Test
    void shouldHitTheSameInASoup() {
        check(Shapes.soup(3000, 11), List.of(Shapes.identity()));
    }

    @Test
    void shouldHitTheSameOnFlatBoxesAndSharedEdges() {
        check(Shapes.floors(9), List.of(Shapes.identity(), Shapes.identity()));
    }

    @Test
    void shouldHitTheSameInInstancesTurnedScaledMirroredAndCoincident() {
        final List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            instances.add(Shapes.placed(random));
        }
        instances.addAll(instances.subList(0, 9));
        check(Shapes.soup(300, 12), instances);
    }

    @Test
    void shouldHitNothingInAnEmptyScene() {
        final Packet packet = new Packet();
        aim(packet, Shapes.ball(2), 0.1f);
        new Traversal(SceneAccel.build(List.of(), List.of(), new boolean[0], new MeshAccelCache(0))).intersect(packet,
            Packet.Filter.ALL);
        assertThat(packet.primitive).containsOnly(Hit.MISS);
    }

    private void check(final Mesh mesh, final List<Instance> instances) {
        final boolean[] opaque = new boolean[instances.size()];
        for (int i = 0; i < opaque.length; i++) {
            opaque[i] = i % 2 == 0;
        }
        final Traversal traversal = new Traversal(SceneAccel.build(List.of(mesh), instances, opaque,
            new MeshAccelCache(1 << 24)));
        final Packet packet = new Packet();
        final Hit hit = new Hit();
        int hits = 0;
        for (int round = 0; round < PACKETS; round++) {
            // From rays side by side to rays all over the place
            aim(packet, mesh, (float) Math.scalb(1.0, -random.nextInt(12)));
            final float tMax = round % 5 == 0 ? 1f : Float.POSITIVE_INFINITY;
            Arrays.fill(packet.t, tMax);
            final int salt = round;
            traversal.intersect(packet,
                (ray, instance, primitive, u, v) -> accepts(ray + salt, instance, primitive, u));
            for (int i = 0; i < Packet.SIZE; i++) {
                final int index = i + salt;
                hits +=
                    traversal.intersect(packet.ox, packet.oy, packet.oz, packet.dx[i], packet.dy[i], packet.dz[i], 0,
                        tMax, (instance, primitive, u, v) -> accepts(index, instance, primitive, u), hit) ? 1 : 0;
                assertThat(List.of(bits(packet.t[i]), packet.instance[i], packet.primitive[i], bits(packet.u[i]),
                    bits(packet.v[i]))).as("ray %s of packet %s", i, round)
                    .isEqualTo(List.of(bits(hit.t), hit.instance, hit.primitive, bits(hit.u), bits(hit.v)));
            }
        }
        assertThat(hits).isGreaterThan(PACKETS);
    }

    private static boolean accepts(final int ray, final int instance, final int primitive, final float u) {
        return (ray + instance * 31 + primitive * 7 + (int) (u * 8)) % 3 != 0;
    }

    private static int bits(final float value) {
        return Float.floatToRawIntBits(value);
    }

    /** From a point towards a vertex and what is around it; sometimes with a zero, or along an axis. */
    private void aim(final Packet packet, final Mesh mesh, final float spread) {
        packet.ox = 2 * coordinate();
        packet.oy = 2 * coordinate();
        packet.oz = random.nextInt(8) == 0 ? 0 : 2 * coordinate();
        final int vertex = 3 * random.nextInt(mesh.vertexCount());
        final float zero = random.nextInt(8) == 0 ? 0 : 1;
        for (int i = 0; i < Packet.SIZE; i++) {
            final float off = i == 0 ? 0 : spread;
            packet.dx[i] = mesh.positions()[vertex] - packet.ox + off * coordinate();
            packet.dy[i] = zero * (mesh.positions()[vertex + 1] - packet.oy + off * coordinate());
            packet.dz[i] = mesh.positions()[vertex + 2] - packet.oz + off * coordinate();
        }
    }

    private float coordinate() {
        return 2 * random.nextFloat() - 1;
    }
}
