package org.umbel.tracer.kernel;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The one chooser of vector shapes, and the layouts that follow from it.
 *
 * <p>A node is six rows (low x, y, z, high x, y, z) of eight floats; a triangle block is nine rows (x, y, z
 * of the first, second and third vertex) of eight floats. Hits do not depend on the shape, so that a narrower
 * machine, where the JVM emulates 256 bits, finds the same ones.
 */
public final class Lanes {
    /** Boxes in a node, and triangles in a block. */
    public static final int LANES = 8;
    public static final int ROW_BYTES = LANES * Float.BYTES;
    public static final int NODE_FLOATS = 6 * LANES;
    public static final int NODE_BYTES = 6 * ROW_BYTES;
    public static final int BLOCK_FLOATS = 9 * LANES;
    public static final int BLOCK_BYTES = 9 * ROW_BYTES;
    /** Off-heap alignment: a cache line. */
    public static final int ALIGNMENT_BYTES = 64;

    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Lanes() {}
}
