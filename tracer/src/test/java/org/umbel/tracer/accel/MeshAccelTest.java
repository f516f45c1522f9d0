package org.umbel.tracer.accel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Mesh;

class MeshAccelTest {
    @Test
    void shouldHoldEveryTriangleOnce() {
        final int triangles = 5000;
        final MeshAccel accel = MeshAccel.build(Shapes.soup(triangles, 111));
        final BitSet seen = new BitSet();
        for (final int primitive : accel.primitives) {
            assertThat(primitive < 0 || !seen.get(primitive)).isTrue();
            if (primitive >= 0) {
                seen.set(primitive);
            }
        }
        assertThat(seen.cardinality()).isEqualTo(triangles);
    }

    @Test
    void shouldBeTheSameWhoeverBuildsWhichPart() {
        final Mesh soup = Shapes.soup(60_000, 321);
        final MeshAccel alone = MeshAccel.build(soup);
        for (final int threads : new int[] {1, 3}) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                final MeshAccel together = pool.submit(() -> MeshAccel.build(soup)).join();
                assertThat(together.tree.nodes().mismatch(alone.tree.nodes())).isEqualTo(-1);
                assertThat(together.blocks.mismatch(alone.blocks)).isEqualTo(-1);
                assertThat(together.primitives).isEqualTo(alone.primitives);
            }
        }
    }

    @Test
    void shouldTakeAtMost115BytesPerTriangle() {
        final Mesh ball = Shapes.ball(60);
        assertThat(MeshAccel.build(ball).bytes()).isLessThan(115L * ball.triangleCount());
    }

    @Test
    void shouldBoundDepthWhenSplitsPeelOffOneBoxAtATime() {
        final int count = 3000;
        final float[] positions = new float[9 * count];
        final int[] indices = new int[3 * count];
        for (int i = 0; i < count; i++) {
            final float x = (float) Math.scalb(1.0, 40 - i % 80);
            final float[] triangle = {x, 0, 0, x, x, 0, x, 0, x};
            System.arraycopy(triangle, 0, positions, 9 * i, 9);
            for (int k = 0; k < 3; k++) {
                indices[3 * i + k] = 3 * i + k;
            }
        }
        final MeshAccel accel = MeshAccel.build(Shapes.mesh(positions, indices),
            new BuildSettings(1, 1, false));
        assertThat(depth(accel.tree.children(), accel.tree.root()))
            .isLessThanOrEqualTo(BinaryTree.DEPTH_MAX);
    }

    @Test
    void shouldRefuseCoordinatesThatAreNoNumbers() {
        for (final float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 1e16f}) {
            final Mesh mesh = Shapes.mesh(new float[] {0, 0, 0, 1, 0, bad, 0, 1, 0}, new int[] {0, 1, 2});
            assertThatThrownBy(() -> MeshAccel.build(mesh)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("triangle 0");
        }
    }

    private static int depth(final int[] children, final int ref) {
        int deepest = 0;
        for (int lane = 0; ref >= 0 && lane < 8; lane++) {
            final int child = children[ref + lane];
            deepest = Math.max(deepest, child > 0 ? depth(children, child) : 0);
        }
        return deepest + 1;
    }
}
