package org.umbel.tracer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Vector kernels and their scalar twins side by side, lane by lane. */
class KernelTest {
    private static final int ROUNDS = 20_000;
    private final SplittableRandom random = new SplittableRandom(1234);
    private final SlabRay slabs = new SlabRay();
    private final ShearRay shear = new ShearRay();

    @Test
    void shouldHitTheSameBoxesWithTheSameKeys() {
        final float[] node = new float[Lanes.NODE_FLOATS];
        final int[] keys = new int[Lanes.LANES];
        final int[] twinKeys = new int[Lanes.LANES];
        int hits = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < node.length / 2; i++) {
                final float low = coordinate();
                final boolean empty = random.nextInt(10) == 0;
                node[i] = empty ? Float.POSITIVE_INFINITY : low;
                node[i + node.length / 2] = empty ? Float.NEGATIVE_INFINITY : low + Math.abs(coordinate());
            }
            slabs.set(coordinate(), coordinate(), coordinate(), coordinate(), coordinate(), coordinate(), 3);
            final int tMin = Float.floatToRawIntBits(random.nextInt(4) == 0 ? 0.5f : 0f);
            final int tMax = Float.floatToRawIntBits(random.nextInt(4) == 0 ? 2f : 1e30f);
            final int mask = NodeKernel.hits(segment(node), 0, slabs, tMin, tMax, keys);
            assertThat(mask).isEqualTo(NodeKernel.hitsScalar(node, 0, slabs, tMin, tMax, twinKeys));
            assertThat(keys).isEqualTo(twinKeys);
            hits += Integer.bitCount(mask);
        }
        assertThat(hits).isBetween(ROUNDS / 100, 8 * ROUNDS - ROUNDS / 100);
    }

    @Test
    void shouldFindTheSameCandidatesAndNeverFewerThanHits() {
        final float[] block = new float[Lanes.BLOCK_FLOATS];
        final float[] rows = new float[Lanes.BLOCK_FLOATS];
        final TriangleTest test = new TriangleTest();
        int hits = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < block.length; i++) {
                block[i] = coordinate();
            }
            // An unused lane, and a triangle with a vertex on the ray
            final int unused = random.nextInt(Lanes.LANES);
            for (int row = 0; row < 9; row++) {
                block[row * Lanes.LANES + unused] = Float.intBitsToFloat(0xffc00000);
            }
            final int aim = (unused + 1) % Lanes.LANES;
            final float ox = coordinate();
            final float oy = coordinate();
            final float oz = coordinate();
            final boolean ready = shear.set(ox, oy, oz, block[aim] - ox, block[aim + 8] - oy,
                block[aim + 16] - oz);
            slabs.set(ox, oy, oz, block[aim] - ox, block[aim + 8] - oy, block[aim + 16] - oz, 1);
            if (ready) {
                final int mask = TriangleKernel.candidates(segment(block), 0, shear, rows);
                assertThat(mask).isEqualTo(TriangleKernel.candidatesScalar(block, 0, shear));
                for (int lane = 0; lane < Lanes.LANES; lane++) {
                    final boolean hit = test.hit(block, lane, shear, slabs);
                    assertThat(hit && (mask >> lane & 1) == 0).isFalse();
                    hits += hit ? 1 : 0;
                }
            }
        }
        assertThat(hits).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void shouldNestIntervalsOfNestedBoxes() {
        for (int round = 0; round < ROUNDS; round++) {
            slabs.set(coordinate(), coordinate(), coordinate(), coordinate(), coordinate(), coordinate(), 1);
            final float x = coordinate();
            final float y = coordinate();
            final float z = coordinate();
            final float s = (float) Math.scalb(1.0, -random.nextInt(30));
            final float near = slabs.near(x, y, z, x + s, y + s, z + s);
            final float far = slabs.far(x, y, z, x + s, y + s, z + s);
            assertThat(slabs.near(Math.nextDown(x), y, z, x + s, Math.nextUp(y + s), z + s))
                .isLessThanOrEqualTo(near);
            assertThat(slabs.far(Math.nextDown(x), y, z, x + s, Math.nextUp(y + s), z + s))
                .isGreaterThanOrEqualTo(far);
        }
    }

    private static MemorySegment segment(final float[] floats) {
        final MemorySegment segment = Arena.ofAuto().allocate(4L * floats.length, Lanes.ALIGNMENT_BYTES);
        MemorySegment.copy(floats, 0, segment, ValueLayout.JAVA_FLOAT, 0, floats.length);
        return segment;
    }

    /** Between -1 and 1, often a round number or a zero of either sign. */
    private float coordinate() {
        return switch (random.nextInt(8)) {
            case 0 -> 0f;
            case 1 -> -0f;
            case 2 -> 0.5f;
            default -> 2 * random.nextFloat() - 1;
        };
    }
}
