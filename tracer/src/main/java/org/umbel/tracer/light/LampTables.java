package org.umbel.tracer.light;

import java.util.Arrays;
import java.util.List;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.Surface;

/**
 * What is made of emissive triangles before any ray: of all triangles of some lamps, one after another. Immutable.
 *
 * @param areas  float[triangles], world units
 * @param choice how one of them is chosen
 */
record LampTables(float[] areas, TriangleChoice choice) {
    /** A tree takes 150 bytes a triangle while it is built; of more they are chosen by power. */
    static final int TREE_MAX = 1 << 22;

    static LampTables of(final List<PlacedMesh> lamps, final LightChoice by) {
        final int count = lamps.stream().mapToInt(PlacedMesh::triangleCount).sum();
        final float[] areas = new float[count];
        final double[] powers = new double[count];
        final Surface scratch = new Surface();
        int at = 0;
        for (final PlacedMesh lamp : lamps) {
            for (int t = 0; t < lamp.triangleCount(); t++) {
                areas[at] = lamp.area(t, scratch);
                powers[at] = areas[at] * lamp.material().meanEmission();
                at++;
            }
        }
        return new LampTables(areas, choice(lamps, powers, by, TREE_MAX));
    }

    static TriangleChoice choice(final List<PlacedMesh> lamps, final double[] powers, final LightChoice by,
                                 final int treeMax) {
        return switch (powers.length > treeMax && by == LightChoice.TREE ? LightChoice.POWER : by) {
            case UNIFORM -> new FixedChoice(Arrays.stream(powers).map(power -> power > 0 ? 1 : 0).toArray());
            case POWER -> new FixedChoice(powers);
            case TREE -> LightTreeBuilder.build(emitters(lamps, powers));
        };
    }

    private static Emitters emitters(final List<PlacedMesh> lamps, final double[] powers) {
        final Surface scratch = new Surface();
        final float[] boxes = new float[Math.multiplyExact(6, powers.length)];
        final float[] normals = new float[3 * powers.length];
        int i = 0;
        for (final PlacedMesh lamp : lamps) {
            for (int t = 0; t < lamp.triangleCount(); t++) {
                Arrays.fill(boxes, 6 * i, 6 * i + 3, Float.POSITIVE_INFINITY);
                Arrays.fill(boxes, 6 * i + 3, 6 * i + 6, Float.NEGATIVE_INFINITY);
                for (int corner = 0; corner < 3; corner++) {
                    lamp.emitter(t, corner == 1 ? 1f : 0f, corner == 2 ? 1f : 0f, scratch);
                    widen(boxes, 6 * i, scratch.px);
                    widen(boxes, 6 * i + 1, scratch.py);
                    widen(boxes, 6 * i + 2, scratch.pz);
                }
                normals[3 * i] = scratch.gx;
                normals[3 * i + 1] = scratch.gy;
                normals[3 * i + 2] = scratch.gz;
                i++;
            }
        }
        return new Emitters(boxes, normals, powers);
    }

    private static void widen(final float[] boxes, final int at, final float coordinate) {
        boxes[at] = Math.min(boxes[at], coordinate);
        boxes[at + 3] = Math.max(boxes[at + 3], coordinate);
    }
}
