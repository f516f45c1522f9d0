package org.umbel.tracer.accel;

import java.util.Arrays;
import java.util.BitSet;
import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.kernel.Lanes;

/**
 * The structure of a mesh from its shape: triangles and boxes are taken from the mesh, from the blocks up. A shape of
 * anybody's making is refused or gives a right structure, since each triangle is shown to be in it once and each node
 * and block to have one parent; it may be a slow one.
 */
final class ShapedMesh {
    private static final int LANES = Lanes.LANES;
    private static final int BOX = 6;

    private final Mesh mesh;
    private final int[] children;
    private final int[] primitives;
    private final int nodeCount;
    private final int blockCount;
    /** Triangle blocks, as {@link Lanes} says. */
    final float[] rows;
    /** Nodes, as {@link Lanes} says. */
    final float[] planes;
    private final float[] blockBoxes;
    private final float[] nodeBoxes;
    private final BitSet blocksSeen = new BitSet();
    private final BitSet nodesSeen = new BitSet();

    /** Checks and fills it all. */
    ShapedMesh(final Mesh mesh, final AccelShape shape) throws BadShapeException {
        this.mesh = mesh;
        children = shape.children();
        primitives = shape.primitives();
        nodeCount = shape.nodeCount();
        blockCount = shape.blockCount();
        if (children.length != 0 && children.length % LANES != 1 || primitives.length % LANES != 0
            || children.length == 0 && blockCount != 0 || nodeCount > Math.max(0, mesh.triangleCount() - 1)
            || blockCount > mesh.triangleCount()) {
            throw new BadShapeException(nodeCount + " nodes and " + blockCount + " blocks of " + mesh.triangleCount()
                + " triangles");
        }
        rows = new float[blockCount * Lanes.BLOCK_FLOATS];
        planes = new float[nodeCount * Lanes.NODE_PLANES];
        blockBoxes = new float[BOX * blockCount];
        nodeBoxes = new float[BOX * nodeCount];
        fillBlocks();
        fillNodes();
        checkDepth();
        if (children.length > 0 && !(MeshAccel.extent(box(), 0) <= MeshAccel.COORDINATE_MAX)) {
            throw new BadShapeException("a coordinate is not a number or too large");
        }
    }

    /** Low x, y, z, high x, y, z of all. */
    float[] box() {
        return Arrays.copyOf(nodeCount > 0 ? nodeBoxes : blockBoxes, BOX);
    }

    private void fillBlocks() throws BadShapeException {
        Arrays.fill(rows, MeshAccel.OUTSIDE);
        final BitSet seen = new BitSet(mesh.triangleCount());
        for (int block = 0; block < blockCount; block++) {
            empty(blockBoxes, BOX * block);
            int count = 0;
            for (int lane = 0; lane < LANES; lane++) {
                final int triangle = primitives[block * LANES + lane];
                if (triangle == Hit.MISS && lane > 0) {
                    continue;
                }
                if (triangle < 0 || triangle >= mesh.triangleCount() || lane != count++ || seen.get(triangle)) {
                    throw new BadShapeException("triangle " + triangle + " in lane " + lane + " of block " + block);
                }
                seen.set(triangle);
                put(block, lane, triangle);
            }
        }
        for (int i = seen.nextClearBit(0); i < mesh.triangleCount(); i = seen.nextClearBit(i + 1)) {
            if (!MeshAccel.isCollapsed(mesh, i)) {
                throw new BadShapeException("triangle " + i + " is in no block");
            }
        }
    }

    private static void empty(final float[] boxes, final int at) {
        Arrays.fill(boxes, at, at + 3, Float.POSITIVE_INFINITY);
        Arrays.fill(boxes, at + 3, at + BOX, Float.NEGATIVE_INFINITY);
    }

    private void put(final int block, final int lane, final int triangle) throws BadShapeException {
        final int at = block * Lanes.BLOCK_FLOATS + lane;
        final int box = BOX * block;
        for (int row = 0; row < 9; row++) {
            final float p = MeshAccel.coordinate(mesh, triangle, row / 3, row % 3);
            rows[at + row * LANES] = p;
            blockBoxes[box + row % 3] = Math.min(blockBoxes[box + row % 3], p);
            blockBoxes[box + 3 + row % 3] = Math.max(blockBoxes[box + 3 + row % 3], p);
        }
        if (MeshAccel.isCollapsed(mesh, triangle)) {
            throw new BadShapeException("triangle " + triangle + " has no area and is in block " + block);
        }
    }

    /** Children come after their parents: from the last node to the first, all boxes are there when they are asked. */
    private void fillNodes() throws BadShapeException {
        for (int node = nodeCount - 1; node >= 0; node--) {
            final int at = node * Lanes.NODE_PLANES;
            Arrays.fill(planes, at, at + 3 * LANES, Float.POSITIVE_INFINITY);
            Arrays.fill(planes, at + 3 * LANES, at + Lanes.NODE_PLANES, Float.NEGATIVE_INFINITY);
            empty(nodeBoxes, BOX * node);
            for (int lane = 0; lane < LANES; lane++) {
                final int child = children[node * LANES + lane];
                if (child > 0) {
                    put(node, lane, nodeBoxes, BOX * nodeOf(child, node));
                } else if (child < 0) {
                    put(node, lane, blockBoxes, BOX * blockOf(child));
                }
            }
        }
        if (children.length > 0 && (nodeCount > 0 ? children[nodeCount * LANES] != 0 : blockOf(children[0]) != 0)) {
            throw new BadShapeException("the root is not the first node");
        }
        if (blocksSeen.cardinality() != blockCount || nodesSeen.cardinality() != Math.max(0, nodeCount - 1)) {
            throw new BadShapeException("a node or a block is nobody's child");
        }
    }

    private void put(final int node, final int lane, final float[] boxes, final int box) {
        final int at = node * Lanes.NODE_PLANES + lane;
        for (int axis = 0; axis < 3; axis++) {
            final float lo = boxes[box + axis];
            final float hi = boxes[box + 3 + axis];
            planes[at + axis * LANES] = lo;
            planes[at + (3 + axis) * LANES] = hi;
            nodeBoxes[BOX * node + axis] = Math.min(nodeBoxes[BOX * node + axis], lo);
            nodeBoxes[BOX * node + 3 + axis] = Math.max(nodeBoxes[BOX * node + 3 + axis], hi);
        }
    }

    private int nodeOf(final int child, final int parent) throws BadShapeException {
        final int node = child / LANES;
        if (child % LANES != 0 || node <= parent || node >= nodeCount || nodesSeen.get(node)) {
            throw new BadShapeException("child " + child + " of node " + parent + " of " + nodeCount);
        }
        nodesSeen.set(node);
        return node;
    }

    private int blockOf(final int child) throws BadShapeException {
        final int block = ~child;
        if (block < 0 || block >= blockCount || blocksSeen.get(block)) {
            throw new BadShapeException("block " + block + " of " + blockCount);
        }
        blocksSeen.set(block);
        return block;
    }

    /** Walks have a bounded stack. */
    private void checkDepth() throws BadShapeException {
        final byte[] depth = new byte[nodeCount];
        for (int i = 0; i < nodeCount * LANES; i++) {
            if (children[i] > 0) {
                final int deeper = depth[i / LANES] + 1;
                if (deeper > BinaryTree.DEPTH_MAX) {
                    throw new BadShapeException("it is deeper than " + BinaryTree.DEPTH_MAX);
                }
                depth[children[i] / LANES] = (byte) deeper;
            }
        }
    }
}
