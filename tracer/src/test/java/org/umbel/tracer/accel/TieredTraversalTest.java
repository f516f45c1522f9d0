package org.umbel.tracer.accel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;

/** What is found does not depend on which of the twins was asked. */
final class TieredTraversalTest {
    private static final Mesh MESH = Shapes.soup(300, 12);
    private static final int RAYS = 1500;
    private static final int SALT = 31;

    private final SceneAccel scene = scene();
    private final TieredTraversal vector = new TieredTraversal(scene, Tiers.VECTOR);
    private final TieredTraversal mixed = new TieredTraversal(scene, tiers(new Trial(), new Trial(), new Trial()));
    private final TieredTraversal scalar = new TieredTraversal(scene, tiers(failed(), failed(), failed()));
    private final Hit expected = new Hit();
    private final Hit found = new Hit();

    @Test
    void shouldFindTheSameHitsOfRaysThatLeaveATriangle() {
        int hits = 0;
        for (final float[] r : Shapes.rays(MESH, RAYS, 77)) {
            final int primitive = hits % 300;
            final boolean isHit = vector.intersect(r[0], r[1], r[2], r[3], r[4], r[5], 0, 9, 3, primitive,
                TieredTraversalTest::accepts, expected);
            hits += isHit ? 1 : 0;
            for (final TieredTraversal other : List.of(mixed, scalar)) {
                assertThat(other.intersect(r[0], r[1], r[2], r[3], r[4], r[5], 0, 9, 3, primitive,
                    TieredTraversalTest::accepts, found)).isEqualTo(isHit);
                assertThat(bits(found)).isEqualTo(bits(expected));
                assertThat(other.occluded(r[0], r[1], r[2], r[3], r[4], r[5], 0, 9, 3, primitive,
                    TieredTraversalTest::accepts)).isEqualTo(isHit);
            }
        }
        assertThat(hits).isGreaterThan(RAYS / 10);
    }

    @Test
    void shouldFindTheSameHitsOfPackets() {
        final List<float[]> rays = Shapes.rays(MESH, RAYS * Packet.SIZE, 78);
        int hits = 0;
        for (int first = 0; first < rays.size(); first += Packet.SIZE) {
            final Packet one = packet(rays, first);
            vector.intersect(one, TieredTraversalTest::acceptsOfPacket);
            hits += (int) Arrays.stream(one.primitive).filter(primitive -> primitive != Hit.MISS).count();
            for (final TieredTraversal other : List.of(mixed, scalar)) {
                final Packet same = packet(rays, first);
                other.intersect(same, TieredTraversalTest::acceptsOfPacket);
                assertThat(bits(same)).isEqualTo(bits(one));
            }
        }
        assertThat(hits).isGreaterThan(RAYS);
    }

    private static SceneAccel scene() {
        final SplittableRandom random = new SplittableRandom(4);
        final List<Instance> instances = new ArrayList<>(List.of(Shapes.identity()));
        for (int i = 0; i < 7; i++) {
            instances.add(Shapes.placed(random));
        }
        return SceneAccel.build(List.of(MESH), instances,
            new boolean[] {true, false, true, false, false, true, true, false}, new MeshAccelCache(1 << 24));
    }

    private static Tiers tiers(final Trial nearest, final Trial any, final Trial packets) {
        return new Tiers(nearest, any, packets);
    }

    /** Of a process whose vector code has been so slow that it is not tried for the time of a test. */
    private static Trial failed() {
        final Trial trial = new Trial();
        for (int i = 0; i < 10_000; i++) {
            trial.note(true, 1, 100_000_000L);
        }
        return trial;
    }

    private static boolean accepts(final int instance, final int primitive, final float u, final float v) {
        return acceptsOfPacket(0, instance, primitive, u, v);
    }

    private static boolean acceptsOfPacket(final int ray, final int instance, final int primitive, final float u,
                                           final float v) {
        return (ray + instance * SALT + primitive * 7 + (int) (u * 8) + (int) (v * 4)) % 3 != 0;
    }

    /** From where the first of eight rays starts, in all their directions. */
    private static Packet packet(final List<float[]> rays, final int first) {
        final Packet packet = new Packet();
        packet.ox = rays.get(first)[0];
        packet.oy = rays.get(first)[1];
        packet.oz = rays.get(first)[2];
        for (int i = 0; i < Packet.SIZE; i++) {
            packet.dx[i] = rays.get(first + i)[3];
            packet.dy[i] = rays.get(first + i)[4];
            packet.dz[i] = rays.get(first + i)[5];
        }
        Arrays.fill(packet.t, 9f);
        return packet;
    }

    private static List<Integer> bits(final Hit hit) {
        return List.of(Float.floatToRawIntBits(hit.t), hit.instance, hit.primitive, Float.floatToRawIntBits(hit.u),
            Float.floatToRawIntBits(hit.v));
    }

    private static List<Object> bits(final Packet packet) {
        final List<Object> bits = new ArrayList<>();
        for (int i = 0; i < Packet.SIZE; i++) {
            bits.add(List.of(Float.floatToRawIntBits(packet.t[i]), packet.instance[i], packet.primitive[i],
                Float.floatToRawIntBits(packet.u[i]), Float.floatToRawIntBits(packet.v[i])));
        }
        return bits;
    }
}
