package org.umbel.tracer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Vector kernels and their scalar twins side by side, lane by lane. */
class KernelTest {
    private static final int ROUNDS = 20_000;
    private final SplittableRandom random = new SplittableRandom(1234);
    private final MemorySegment memory = Arena.global().allocate(Lanes.BLOCK_BYTES, Lanes.ALIGNMENT_BYTES);
    private final SlabRay slabs = new SlabRay();
    private final ShearRay shear = new ShearRay();

    @Test
    void shouldHitTheSameBoxesWithTheSameKeys() {
        final float[] node = new float[Lanes.NODE_FLOATS];
        final int[] keys = new int[Lanes.LANES];
        final int[] twinKeys = new int[Lanes.LANES];
        final int[] children = new int[Lanes.LANES];
        final int half = Lanes.NODE_PLANES / 2;
        int hits = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < half; i++) {
                final float low = coordinate();
                final boolean empty = random.nextInt(10) == 0;
                node[i] = empty ? Float.POSITIVE_INFINITY : low;
                node[i + half] = empty ? Float.NEGATIVE_INFINITY : low + Math.abs(coordinate());
            }
            for (int lane = 0; lane < Lanes.LANES; lane++) {
                node[Lanes.NODE_PLANES + lane] = Float.intBitsToFloat(round + lane);
            }
            slabs.set(coordinate(), coordinate(), coordinate(), coordinate(), coordinate(), coordinate(), 3);
            final int tMin = Float.floatToRawIntBits(random.nextInt(4) == 0 ? 0.5f : 0f);
            final int tMax = Float.floatToRawIntBits(random.nextInt(4) == 0 ? 2f : 1e30f);
            final int mask = NodeKernel.hits(offHeap(node), slabs, tMin, tMax, keys, children);
            assertThat(mask).isEqualTo(NodeKernel.hitsScalar(node, 0, slabs, tMin, tMax, twinKeys));
            if (mask != 0) {
                assertThat(keys).isEqualTo(twinKeys);
                assertThat(children[0]).isEqualTo(round);
                assertThat(children[7]).isEqualTo(round + 7);
            }
            hits += Integer.bitCount(mask);
        }
        assertThat(hits).isBetween(ROUNDS / 100, 8 * ROUNDS - ROUNDS / 100);
    }

    @Test
    void shouldFindTheSameCandidatesAndNeverFewerThanHits() {
        final float[] block = new float[Lanes.BLOCK_FLOATS];
        final float[] sheared = new float[Lanes.SHEARED_FLOATS];
        final TriangleTest test = new TriangleTest();
        final TriangleTest ofSheared = new TriangleTest();
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
                final int mask = TriangleKernel.candidates(offHeap(block), shear, sheared);
                TriangleKernel.bounds(offHeap(block), slabs, sheared);
                assertThat(mask).isEqualTo(TriangleKernel.candidatesScalar(block, 0, shear));
                for (int lane = 0; lane < Lanes.LANES; lane++) {
                    final boolean hit = test.hit(block, lane, shear, slabs);
                    assertThat(hit && (mask >> lane & 1) == 0).isFalse();
                    if ((mask >> lane & 1) != 0) {
                        assertThat(ofSheared.isAhead(sheared, lane, shear) && ofSheared.isWithin(sheared, lane))
                            .isEqualTo(hit);
                    }
                    if (hit) {
                        assertThat(bits(ofSheared)).isEqualTo(bits(test));
                    }
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
            final float[] inner = {x, y, z, x + s, y + s, z + s};
            final float[] outer = {Math.nextDown(x), y, z, x + s, Math.nextUp(y + s), z + s};
            assertThat(slabs.near(outer, 0)).isLessThanOrEqualTo(slabs.near(inner, 0));
            assertThat(slabs.far(outer, 0)).isGreaterThanOrEqualTo(slabs.far(inner, 0));
        }
    }

    private static List<Integer> bits(final TriangleTest test) {
        return List.of(Float.floatToRawIntBits(test.t()), Float.floatToRawIntBits(test.u()),
            Float.floatToRawIntBits(test.v()));
    }

    /** Address of a copy that lives until the next. */
    private long offHeap(final float[] floats) {
        MemorySegment.copy(floats, 0, memory, ValueLayout.JAVA_FLOAT, 0, floats.length);
        return memory.address();
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
