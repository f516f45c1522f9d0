package org.umbel.tracer.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The one chooser of vector shapes, and the layouts that follow from it.
 *
 * <p>A node is six rows (low x, y, z, high x, y, z) of eight floats, a row of eight references to its children, and a
 * row that is not used, so that it fills four cache lines; a triangle block is nine rows (x, y, z of the first, second
 * and third vertex) of eight floats. Hits do not depend on the shape, so that a narrower machine, where the JVM
 * emulates 256 bits, finds the same ones.
 *
 * <p>Kernels are given addresses. Whoever asks them keeps what it points to alive
 * ({@link java.lang.ref.Reference#reachabilityFence}), and knows that references lead to nodes and blocks.
 */
public final class Lanes {
    /** Boxes in a node, and triangles in a block. */
    public static final int LANES = 8;
    public static final int ROW_BYTES = LANES * Float.BYTES;
    /** Planes of a node's boxes. */
    public static final int NODE_PLANES = 6 * LANES;
    public static final int NODE_FLOATS = 8 * LANES;
    public static final int NODE_BYTES = 8 * ROW_BYTES;
    /** Where a node has its references. */
    public static final int CHILD_BYTES = 6 * ROW_BYTES;
    /** References count in eighths of a node. */
    public static final int REFERENCE_BYTES = NODE_BYTES / LANES;
    public static final int BLOCK_FLOATS = 9 * LANES;
    public static final int BLOCK_BYTES = 9 * ROW_BYTES;
    /** A block as a ray sees it: its vertices sheared, then the near and the far bounds of its triangles. */
    public static final int SHEARED_FLOATS = 11 * LANES;
    /** Off-heap alignment: a cache line. */
    public static final int ALIGNMENT_BYTES = 64;

    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
    /** All memory: with bounds that the compiler knows, its loads take a third of the inlining budget. */
    @SuppressWarnings("restricted")
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Lanes() {}
}
