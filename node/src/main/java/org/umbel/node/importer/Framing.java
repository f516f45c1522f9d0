package org.umbel.node.importer;

import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

/** Chooses a camera for a scene that has none: three-quarter view from front right, slightly above. */
public final class Framing {
    static final double VERTICAL_FOV_DEGREES = 40;
    /** Share of the half picture that the scene's box may fill. */
    private static final double FILL = 0.92;
    /** From the scene towards the camera; glTF models face +z. */
    private static final double[] TOWARDS_CAMERA = Vectors.normalize(new double[] {0.6, 0.35, 1.0});

    private Framing() {}

    /** The nearest camera of that direction which sees the whole bounding box of all instances. */
    public static Camera frame(final Scene scene, final int width, final int height) {
        final double[] box = bounds(scene);
        final double[] centre = {(box[0] + box[3]) / 2, (box[1] + box[4]) / 2, (box[2] + box[5]) / 2};
        final double[] right = Vectors.normalize(Vectors.cross(new double[] {0, 1, 0}, TOWARDS_CAMERA));
        final double[] up = Vectors.cross(TOWARDS_CAMERA, right);
        final double tanY = Math.tan(Math.toRadians(VERTICAL_FOV_DEGREES / 2)) * FILL;
        final double tanX = tanY * width / height;
        double distance = 0;
        for (int corner = 0; corner < 8; corner++) {
            final double[] p = Vectors.minus(corner(box, corner), centre);
            final double across = Math.max(Math.abs(Vectors.dot(p, right)) / tanX,
                Math.abs(Vectors.dot(p, up)) / tanY);
            distance = Math.max(distance, Vectors.dot(p, TOWARDS_CAMERA) + across);
        }
        final float[] position = new float[3];
        for (int axis = 0; axis < 3; axis++) {
            position[axis] = (float) (centre[axis] + distance * TOWARDS_CAMERA[axis]);
        }
        return new Camera(position, Vectors.floats(centre), new float[] {0, 1, 0},
            (float) VERTICAL_FOV_DEGREES);
    }

    /** World box of all instances as min xyz, max xyz; a unit box when nothing has an extent. */
    private static double[] bounds(final Scene scene) {
        final double[][] ofMesh = new double[scene.meshes().size()][];
        final double[] box = emptyBox();
        for (final Instance instance : scene.instances()) {
            if (ofMesh[instance.mesh()] == null) {
                ofMesh[instance.mesh()] = bounds(scene.meshes().get(instance.mesh()));
            }
            final double[] mesh = ofMesh[instance.mesh()];
            if (mesh[0] > mesh[3]) {
                continue;
            }
            final float[] m = instance.objectToWorld();
            for (int corner = 0; corner < 8; corner++) {
                final double[] p = corner(mesh, corner);
                for (int row = 0; row < 3; row++) {
                    grow(box, row, m[4 * row] * p[0] + m[4 * row + 1] * p[1] + m[4 * row + 2] * p[2]
                        + m[4 * row + 3]);
                }
            }
        }
        final double diagonal =
            Vectors.length(new double[] {box[3] - box[0], box[4] - box[1], box[5] - box[2]});
        return diagonal > 0 && diagonal < Double.POSITIVE_INFINITY ? box
            : new double[] {-0.5, -0.5, -0.5, 0.5, 0.5, 0.5};
    }

    private static double[] bounds(final Mesh mesh) {
        final double[] box = emptyBox();
        for (int i = 0; i < mesh.positions().length; i++) {
            grow(box, i % 3, mesh.positions()[i]);
        }
        return box;
    }

    private static double[] emptyBox() {
        final double far = Double.POSITIVE_INFINITY;
        return new double[] {far, far, far, -far, -far, -far};
    }

    private static void grow(final double[] box, final int axis, final double value) {
        box[axis] = Math.min(box[axis], value);
        box[3 + axis] = Math.max(box[3 + axis], value);
    }

    /** Bit k of the corner chooses the maximum of axis k. */
    private static double[] corner(final double[] box, final int corner) {
        return new double[] {
            box[(corner & 1) == 0 ? 0 : 3], box[(corner & 2) == 0 ? 1 : 4], box[(corner & 4) == 0 ? 2 : 5]};
    }
}
