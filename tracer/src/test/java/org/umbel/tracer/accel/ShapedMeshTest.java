package org.umbel.tracer.accel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;

/** A structure made from its shape is the built one; a shape of anybody's making is refused or hits what is there. */
final class ShapedMeshTest {
    private static final int TRIANGLES = 150;
    private static final Mesh SOUP = Shapes.soup(TRIANGLES, 333);
    private static final AccelShape SHAPE = MeshAccel.build(SOUP).shape();

    @Test
    void shouldBeEqualInEveryBitToWhatWasBuilt() throws BadShapeException {
        final Mesh soup = Shapes.soup(4000, 77);
        final int[] indices = soup.indices().clone();
        for (int i = 0; i < 300; i += 3) {
            indices[i + 1] = indices[i];
        }
        final Mesh collapsed = Shapes.mesh(soup.positions(), Arrays.copyOf(indices, 300));
        for (final Mesh mesh : List.of(soup, Shapes.floors(9), Shapes.ball(12), Shapes.soup(1, 5), Shapes.soup(9, 6),
            Shapes.mesh(soup.positions(), indices), collapsed, Shapes.mesh(new float[0], new int[0]),
            Shapes.mesh(new float[] {-0f, 0, 0, 1, -0f, 0, 0, 1, -0f}, new int[] {0, 1, 2}))) {
            final MeshAccel built = MeshAccel.build(mesh);
            final MeshAccel shaped = MeshAccel.of(mesh, new AccelShape(built.shape().children().clone(),
                built.shape().primitives().clone()));
            assertThat(shaped.tree.nodes().mismatch(built.tree.nodes())).isEqualTo(-1);
            assertThat(shaped.blocks.mismatch(built.blocks)).isEqualTo(-1);
            assertThat(shaped.tree.children()).isEqualTo(built.tree.children());
            assertThat(shaped.primitives).isEqualTo(built.primitives);
            assertThat(bits(shaped.box)).isEqualTo(bits(built.box));
            assertThat(shaped.extent).isEqualTo(built.extent);
            assertThat(shaped.isEmpty()).isEqualTo(built.isEmpty());
        }
    }

    private static int[] bits(final float[] box) {
        final int[] bits = new int[box.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(box[i]));
        return bits;
    }

    @Test
    void shouldRefuseOrHitTheSameWhateverIsChanged() {
        final SplittableRandom random = new SplittableRandom(4711);
        final float[][] rays = new float[40][6];
        for (final float[] ray : rays) {
            for (int i = 0; i < ray.length; i++) {
                ray[i] = (float) random.nextDouble(-1, 1) * (i < 3 ? 3 : 1);
            }
        }
        final float[] hits = hits(MeshAccel.build(SOUP), rays);
        int refused = 0;
        for (int round = 0; round < 4000; round++) {
            final int[] children = SHAPE.children().clone();
            final int[] primitives = SHAPE.primitives().clone();
            for (int changes = random.nextInt(1, 3); changes > 0; changes--) {
                final int[] changed = random.nextBoolean() ? children : primitives;
                final int at = random.nextInt(changed.length);
                changed[at] = switch (random.nextInt(4)) {
                    case 0 -> changed[random.nextInt(changed.length)];
                    case 1 -> changed[at] ^ 1 << random.nextInt(32);
                    case 2 -> random.nextInt(-TRIANGLES, TRIANGLES);
                    default -> random.nextInt();
                };
            }
            try {
                assertThat(hits(MeshAccel.of(SOUP, new AccelShape(children, primitives)), rays)).isEqualTo(hits);
            } catch (final BadShapeException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(3000, 3999);
    }

    private static float[] hits(final MeshAccel accel, final float[][] rays) {
        final Traversal traversal = new Traversal(SceneAccel.build(new MeshAccel[] {accel},
            List.of(new Instance(0, 0, Shapes.IDENTITY)), new boolean[] {true}, BuildSettings.INSTANCES));
        final float[] hits = new float[2 * rays.length];
        final Hit hit = new Hit();
        for (int i = 0; i < rays.length; i++) {
            final float[] r = rays[i];
            traversal.intersect(r[0], r[1], r[2], r[3], r[4], r[5], 0, 100, HitFilter.ALL, hit);
            hits[2 * i] = hit.t;
            hits[2 * i + 1] = hit.primitive;
        }
        return hits;
    }

    @Test
    void shouldNameWhatIsWrong() {
        refused(new AccelShape(new int[5], new int[8]), "nodes");
        refused(new AccelShape(new int[0], new int[0]), "triangle 0 is in no block");
        refused(new AccelShape(SHAPE.children(), Arrays.copyOf(SHAPE.primitives(), 8)), "in no block");
        final int[] twice = SHAPE.primitives().clone();
        twice[8] = twice[0];
        refused(new AccelShape(SHAPE.children(), twice), "triangle " + twice[0] + " in lane 0 of block 1");
        final int[] ring = SHAPE.children().clone();
        ring[8] = 8;
        refused(new AccelShape(ring, SHAPE.primitives()), "child 8 of node 1");
        final int[] orphan = SHAPE.children().clone();
        orphan[0] = 0;
        refused(new AccelShape(orphan, SHAPE.primitives()), "nobody's child");
        final int[] root = SHAPE.children().clone();
        root[root.length - 1] = 8;
        refused(new AccelShape(root, SHAPE.primitives()), "root");
    }

    @Test
    void shouldRefuseAChainThatIsTooDeep() {
        final int count = 200;
        final Mesh mesh = Shapes.soup(count, 9);
        final int[] children = new int[8 * (count - 1) + 1];
        final int[] primitives = new int[8 * count];
        Arrays.fill(primitives, Hit.MISS);
        for (int i = 0; i < count; i++) {
            primitives[8 * i] = i;
        }
        for (int node = 0; node < count - 1; node++) {
            children[8 * node] = ~node;
            children[8 * node + 1] = node < count - 2 ? 8 * (node + 1) : ~(count - 1);
        }
        assertThatThrownBy(() -> MeshAccel.of(mesh, new AccelShape(children, primitives)))
            .isInstanceOf(BadShapeException.class).hasMessageContaining("deeper");
    }

    private static void refused(final AccelShape shape, final String words) {
        assertThatThrownBy(() -> MeshAccel.of(SOUP, shape)).isInstanceOf(BadShapeException.class)
            .hasMessageContaining(words);
    }
}
