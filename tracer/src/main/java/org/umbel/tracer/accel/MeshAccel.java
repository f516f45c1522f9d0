package org.umbel.tracer.accel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.kernel.Lanes;

/**
 * The structure of one mesh in its object space: a tree over blocks of up to eight triangles. Immutable,
 * shared by threads, off-heap memory that lives as long as this.
 */
public final class MeshAccel {
    /** Larger coordinates could overflow in products with clamped reciprocals. */
    static final float COORDINATE_MAX = 1e15f;
    /** Fills unused lanes. Its sign bit says "outside" to the lane test, whatever the ray. */
    static final float OUTSIDE = Float.intBitsToFloat(0xffc00000);

    static final MeshAccel EMPTY = new MeshAccel(WideTree.EMPTY, MemorySegment.NULL, new int[0], new float[6]);

    final WideTree tree;
    /** Triangle blocks as {@link Lanes} says. */
    final MemorySegment blocks;
    /** int[8 * blocks]: the triangle in each lane. */
    final int[] primitives;
    /** Largest absolute coordinate. */
    final float extent;
    /** Low x, y, z, high x, y, z. */
    final float[] box;

    private MeshAccel(final WideTree tree, final MemorySegment blocks, final int[] primitives,
                      final float[] box) {
        this.tree = tree;
        this.blocks = blocks;
        this.primitives = primitives;
        this.box = box;
        extent = tree.isEmpty() ? 0 : extent(box, 0);
    }

    /**
     * Builds the structure of a mesh on the calling thread, or on all those of the ForkJoinPool that it is called in:
     * it is the same. Triangles with two equal vertices are left out: they have no area, and no ray hits them.
     *
     * @throws IllegalArgumentException if a coordinate is not a number or larger than 10^15
     */
    public static MeshAccel build(final Mesh mesh) {
        return build(mesh, BuildSettings.MESH);
    }

    static MeshAccel build(final Mesh mesh, final BuildSettings settings) {
        final float[] boxes = TriangleBoxes.of(mesh);
        if (boxes.length == 0) {
            return EMPTY;
        }
        final BinaryTree binary = new BinaryTree(boxes, settings.binaryLeafMax(), settings.wideLeafMax());
        final Blocks blocks = new Blocks(mesh, binary.boxCount);
        final WideTree tree = Collapse.collapse(binary, settings, blocks);
        final float[] box = new float[6];
        for (int axis = 0; axis < 3; axis++) {
            box[axis] = binary.nodeBoxes[axis];
            box[3 + axis] = -binary.nodeBoxes[4 + axis];
        }
        return new MeshAccel(tree, WideTree.offHeap(blocks.rows, blocks.count * Lanes.BLOCK_FLOATS),
            Arrays.copyOf(blocks.primitives, blocks.count * Lanes.LANES), box);
    }

    /**
     * The structure that {@link #build} made of the same mesh, from its shape: equal in every bit, and made in a
     * fraction of the time.
     *
     * @throws BadShapeException when it is no shape of this mesh
     */
    public static MeshAccel of(final Mesh mesh, final AccelShape shape) throws BadShapeException {
        final ShapedMesh shaped = new ShapedMesh(mesh, shape);
        if (shape.children().length == 0) {
            return EMPTY;
        }
        final int[] children = shape.children();
        final WideTree tree = WideTree.of(shaped.planes, children, shape.nodeCount(), children[children.length - 1]);
        return new MeshAccel(tree, WideTree.offHeap(shaped.rows, shaped.rows.length), shape.primitives(), shaped.box());
    }

    /** All that the mesh does not tell. */
    public AccelShape shape() {
        return new AccelShape(tree.children(), primitives);
    }

    /** Memory of the structure. */
    public long bytes() {
        return tree.bytes() + blocks.byteSize() + 4L * primitives.length;
    }

    boolean isEmpty() {
        return tree.isEmpty();
    }

    static float extent(final float[] boxes, final int at) {
        float extent = 0;
        for (int plane = 0; plane < 6; plane++) {
            extent = Math.max(extent, Math.abs(boxes[at + plane]));
        }
        return extent;
    }

    static boolean isCollapsed(final Mesh mesh, final int triangle) {
        return isSame(mesh, triangle, 0, 1) || isSame(mesh, triangle, 1, 2) || isSame(mesh, triangle, 2, 0);
    }

    private static boolean isSame(final Mesh mesh, final int triangle, final int a, final int b) {
        return coordinate(mesh, triangle, a, 0) == coordinate(mesh, triangle, b, 0)
            && coordinate(mesh, triangle, a, 1) == coordinate(mesh, triangle, b, 1)
            && coordinate(mesh, triangle, a, 2) == coordinate(mesh, triangle, b, 2);
    }

    /** A vertex coordinate; adding +0 leaves no -0, which would compare unlike +0 as an integer. */
    static float coordinate(final Mesh mesh, final int triangle, final int corner, final int axis) {
        return mesh.positions()[3 * mesh.indices()[3 * triangle + corner] + axis] + 0f;
    }

    /** Writes leaves as blocks. */
    private static final class Blocks implements Collapse.LeafWriter {
        private final Mesh mesh;
        private float[] rows;
        private int[] primitives;
        private int count;

        Blocks(final Mesh mesh, final int triangleCount) {
            this.mesh = mesh;
            final int blocks = triangleCount / 5 + 1;
            rows = new float[blocks * Lanes.BLOCK_FLOATS];
            primitives = new int[blocks * Lanes.LANES];
        }

        @Override
        public int write(final BinaryTree binary, final int start, final int length) {
            if (count * Lanes.LANES == primitives.length) {
                rows = Arrays.copyOf(rows, 2 * rows.length);
                primitives = Arrays.copyOf(primitives, 2 * primitives.length);
            }
            final int at = count * Lanes.BLOCK_FLOATS;
            Arrays.fill(rows, at, at + Lanes.BLOCK_FLOATS, OUTSIDE);
            Arrays.fill(primitives, count * Lanes.LANES, (count + 1) * Lanes.LANES, Hit.MISS);
            for (int lane = 0; lane < length; lane++) {
                final int triangle = binary.index(start + lane);
                primitives[count * Lanes.LANES + lane] = triangle;
                for (int corner = 0; corner < 3; corner++) {
                    final int from = 3 * mesh.indices()[3 * triangle + corner];
                    final int to = at + 3 * corner * Lanes.LANES + lane;
                    rows[to] = mesh.positions()[from] + 0f;
                    rows[to + Lanes.LANES] = mesh.positions()[from + 1] + 0f;
                    rows[to + 2 * Lanes.LANES] = mesh.positions()[from + 2] + 0f;
                }
            }
            return count++;
        }
    }
}
