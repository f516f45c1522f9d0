package org.umbel.tracer.accel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.umbel.codec.scene.Mesh;

/** The boxes of a mesh's triangles, as {@link BinaryTree} has them. */
final class TriangleBoxes {
    private static final int BOX = BinaryTree.BOX;
    private static final VectorSpecies<Float> POINT = FloatVector.SPECIES_128;
    private static final int XYZ = 7;

    private TriangleBoxes() {}

    /**
     * float[8 * n] of all triangles but those with two equal vertices.
     *
     * @throws IllegalArgumentException if a coordinate is not a number or larger than 10^15
     */
    static float[] of(final Mesh mesh) {
        // A fourth number behind the last vertex, so that each can be read as four
        final float[] positions = Arrays.copyOf(mesh.positions(), mesh.positions().length + 1);
        final int[] indices = mesh.indices();
        final int count = mesh.triangleCount();
        final float[] refs = new float[BOX * count];
        int at = 0;
        for (int triangle = 0; triangle < count; triangle++) {
            final boolean isKept = box(positions, 3 * indices[3 * triangle], 3 * indices[3 * triangle + 1],
                3 * indices[3 * triangle + 2], refs, at);
            if (!(refs[at + 3] <= MeshAccel.COORDINATE_MAX)) {
                check(mesh, triangle);
            }
            refs[at + 3] = Float.intBitsToFloat(triangle);
            at += isKept ? BOX : 0;
        }
        return at == refs.length ? refs : Arrays.copyOf(refs, at);
    }

    /**
     * Writes the box of a triangle, and in the place of its index a sum of all coordinates' sizes; false if two
     * vertices are equal.
     */
    private static boolean box(final float[] positions, final int first, final int second, final int third,
                               final float[] refs, final int at) {
        // Adding +0 leaves no -0
        final FloatVector a = FloatVector.fromArray(POINT, positions, first).add(0f);
        final FloatVector b = FloatVector.fromArray(POINT, positions, second).add(0f);
        final FloatVector c = FloatVector.fromArray(POINT, positions, third).add(0f);
        final FloatVector lessAb = a.blend(b, b.compare(VectorOperators.LT, a));
        final FloatVector least = lessAb.blend(c, c.compare(VectorOperators.LT, lessAb));
        final FloatVector moreAb = a.blend(b, b.compare(VectorOperators.GT, a));
        final FloatVector most = moreAb.blend(c, c.compare(VectorOperators.GT, moreAb));
        a.abs().add(b.abs()).add(c.abs()).intoArray(refs, at);
        final float size = refs[at] + refs[at + 1] + refs[at + 2];
        least.intoArray(refs, at);
        most.neg().intoArray(refs, at + 4);
        refs[at + 3] = size;
        final int ab = (int) a.compare(VectorOperators.EQ, b).toLong() & XYZ;
        final int bc = (int) b.compare(VectorOperators.EQ, c).toLong() & XYZ;
        final int ca = (int) c.compare(VectorOperators.EQ, a).toLong() & XYZ;
        return ab != XYZ && bc != XYZ && ca != XYZ;
    }

    private static void check(final Mesh mesh, final int triangle) {
        for (int i = 0; i < 9; i++) {
            final float p = MeshAccel.coordinate(mesh, triangle, i / 3, i % 3);
            if (!(Math.abs(p) <= MeshAccel.COORDINATE_MAX)) {
                throw new IllegalArgumentException("vertex coordinate " + p + " in triangle " + triangle);
            }
        }
    }
}
