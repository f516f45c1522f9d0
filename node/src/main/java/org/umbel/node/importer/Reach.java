package org.umbel.node.importer;

import java.util.List;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

/**
 * How far a scene's vertices reach in a direction, where they are placed. Vertices are looked at only of instances
 * whose box reaches further than what is known already; when that has been done too often, their boxes count instead.
 */
final class Reach {
    /** Vertices that are looked at altogether: a second's work, that only many large meshes in one place need. */
    private static final long VERTICES_MAX = 1L << 28;

    private final List<Instance> instances;
    private final List<Mesh> meshes;
    /** Of a mesh as min xyz, max xyz; of no extent where it has no vertices. */
    private final float[][] boxes;
    private long left = VERTICES_MAX;

    Reach(final Scene scene) {
        instances = scene.instances();
        meshes = scene.meshes();
        boxes = new float[meshes.size()][];
    }

    /** The largest product of a vertex with the direction, which is of any length; negative infinity without any. */
    double along(final double[] direction) {
        double most = Double.NEGATIVE_INFINITY;
        Instance furthest = null;
        double ofBox = Double.NEGATIVE_INFINITY;
        for (final Instance instance : instances) {
            final double bound = ofBox(instance, direction);
            if (bound > ofBox) {
                ofBox = bound;
                furthest = instance;
            }
        }
        if (furthest != null) {
            most = ofVertices(furthest, direction);
        }
        for (final Instance instance : instances) {
            if (ofBox(instance, direction) > most) {
                most = Math.max(most, ofVertices(instance, direction));
            }
        }
        return most;
    }

    private double ofBox(final Instance instance, final double[] direction) {
        final float[] box = box(instance.mesh());
        if (box.length == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double reach = offset(instance, direction);
        for (int axis = 0; axis < 3; axis++) {
            final double along = column(instance, axis, direction);
            reach += along * (along < 0 ? box[axis] : box[3 + axis]);
        }
        return reach;
    }

    private double ofVertices(final Instance instance, final double[] direction) {
        final float[] p = meshes.get(instance.mesh()).positions();
        left -= p.length / 3;
        if (left < 0) {
            return ofBox(instance, direction);
        }
        final double x = column(instance, 0, direction);
        final double y = column(instance, 1, direction);
        final double z = column(instance, 2, direction);
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < p.length; i += 3) {
            most = Math.max(most, x * p[i] + y * p[i + 1] + z * p[i + 2]);
        }
        return most + offset(instance, direction);
    }

    private static double column(final Instance instance, final int axis, final double[] direction) {
        final float[] m = instance.objectToWorld();
        return m[axis] * direction[0] + m[4 + axis] * direction[1] + m[8 + axis] * direction[2];
    }

    private static double offset(final Instance instance, final double[] direction) {
        return column(instance, 3, direction);
    }

    private float[] box(final int mesh) {
        if (boxes[mesh] == null) {
            boxes[mesh] = boxOf(meshes.get(mesh).positions());
        }
        return boxes[mesh];
    }

    private static float[] boxOf(final float[] positions) {
        if (positions.length == 0) {
            return positions;
        }
        final float[] box = {positions[0], positions[1], positions[2], positions[0], positions[1], positions[2]};
        for (int i = 0; i < positions.length; i++) {
            box[i % 3] = Math.min(box[i % 3], positions[i]);
            box[3 + i % 3] = Math.max(box[3 + i % 3], positions[i]);
        }
        return box;
    }
}
