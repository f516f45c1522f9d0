package org.umbel.tracer.accel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;

/**
 * The structure of a scene: a tree over instances, each with the structure of its mesh. Immutable, shared by
 * threads.
 */
public final class SceneAccel {
    private static final float BOX_MAX = 1e15f;
    /**
     * What the rounding of a transform and of its inverse may move a point by, relative to the terms it sums.
     */
    private static final double INFLATION = 0x1p-20;

    final WideTree tree;
    /** Per instance; those that are never hit are not in the tree. */
    final MeshAccel[] meshes;
    /** float[12 * instances]. */
    final float[] worldToObject;
    /** float[6 * instances]: low x, y, z, high x, y, z in the world, inflated. */
    final float[] boxes;
    final boolean[] opaque;
    /** Instances that are where their mesh is. */
    final boolean[] identity;
    /** Largest absolute coordinate of a box. */
    final float extent;

    private SceneAccel(final WideTree tree, final MeshAccel[] meshes, final float[] worldToObject,
                       final float[] boxes, final boolean[] opaque, final float extent) {
        this.tree = tree;
        this.meshes = meshes;
        this.worldToObject = worldToObject;
        this.boxes = boxes;
        this.opaque = opaque;
        identity = new boolean[meshes.length];
        for (int i = 0; i < meshes.length; i++) {
            identity[i] = Affine.isIdentity(worldToObject, 12 * i);
        }
        this.extent = extent;
    }

    /**
     * Builds the structure of a scene on the calling thread. Instances of empty meshes, and those whose
     * transform is singular, not finite, or leads beyond 10^15, are never hit.
     *
     * @param instanceOpaque for each instance, whether hits on it need no {@link HitFilter}
     * @param cache          structures of meshes built before
     */
    public static SceneAccel build(final List<Mesh> meshes, final List<Instance> instances,
                                   final boolean[] instanceOpaque, final MeshAccelCache cache) {
        final MeshAccel[] accels = new MeshAccel[instances.size()];
        final Map<Integer, MeshAccel> byMesh = new HashMap<>();
        for (int i = 0; i < accels.length; i++) {
            accels[i] = byMesh.computeIfAbsent(instances.get(i).mesh(), mesh -> cache.of(meshes.get(mesh)));
        }
        return build(accels, instances, instanceOpaque, BuildSettings.INSTANCES);
    }

    static SceneAccel build(final MeshAccel[] accels, final List<Instance> instances,
                            final boolean[] instanceOpaque, final BuildSettings settings) {
        if (instanceOpaque.length != instances.size()) {
            throw new IllegalArgumentException(
                instanceOpaque.length + " opaque flags for " + instances.size() + " instances");
        }
        final float[] inverses = new float[12 * accels.length];
        final float[] boxes = new float[6 * accels.length];
        final int[] order = new int[accels.length];
        int kept = 0;
        float extent = 0;
        for (int i = 0; i < accels.length; i++) {
            final float[] objectToWorld = instances.get(i).objectToWorld();
            final float[] inverse = Affine.inverse(objectToWorld);
            if (inverse.length > 0 && !accels[i].isEmpty()) {
                System.arraycopy(inverse, 0, inverses, 12 * i, 12);
                worldBox(objectToWorld, accels[i].box, boxes, 6 * i);
                final float reach = MeshAccel.extent(boxes, 6 * i);
                if (reach <= BOX_MAX) {
                    extent = Math.max(extent, reach);
                    order[kept++] = i;
                }
            }
        }
        final WideTree tree = kept == 0 ? WideTree.EMPTY
            : Collapse.collapse(BinaryTree.of(boxes, Arrays.copyOf(order, kept), 1, 1), settings,
                (binary, start, count) -> binary.index(start));
        return new SceneAccel(tree, accels, inverses, boxes, instanceOpaque.clone(), extent);
    }

    /** Memory of the top level, without the meshes. */
    public long bytes() {
        return tree.bytes() + 4L * (worldToObject.length + boxes.length) + opaque.length;
    }

    /** The box of a transformed box: centre and half size, then inflated by the rounding bound. */
    private static void worldBox(final float[] m, final float[] box, final float[] boxes, final int at) {
        for (int axis = 0; axis < 3; axis++) {
            double centre = m[4 * axis + 3];
            double half = 0;
            double terms = Math.abs(centre);
            for (int k = 0; k < 3; k++) {
                final double entry = m[4 * axis + k];
                centre += entry * (0.5 * box[k] + 0.5 * box[3 + k]);
                half += Math.abs(entry) * (0.5 * box[3 + k] - 0.5 * box[k]);
                terms += Math.abs(entry) * Math.max(Math.abs(box[k]), Math.abs(box[3 + k]));
            }
            boxes[at + axis] = (float) (centre - half - INFLATION * terms) + 0f;
            boxes[at + 3 + axis] = (float) (centre + half + INFLATION * terms) + 0f;
        }
    }
}
