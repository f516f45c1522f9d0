package org.umbel.tracer.accel;

import java.util.List;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;

/** The structure of a scene: instances of meshes. Immutable, shared by threads. */
public final class SceneAccel {
    final MeshAccel[] meshes;
    final float[][] worldToObject;
    final boolean[] opaque;

    private SceneAccel(final MeshAccel[] meshes, final float[][] worldToObject, final boolean[] opaque) {
        this.meshes = meshes;
        this.worldToObject = worldToObject;
        this.opaque = opaque;
    }

    /**
     * Builds the structure of a scene. Instances with a singular transform, and those of empty meshes, are never hit.
     *
     * @param instanceOpaque for each instance, whether hits on it need no {@link HitFilter}
     * @param cache          structures of meshes built before
     */
    public static SceneAccel build(final List<Mesh> meshes, final List<Instance> instances,
                                   final boolean[] instanceOpaque, final MeshAccelCache cache) {
        if (instanceOpaque.length != instances.size()) {
            throw new IllegalArgumentException("one opaque flag per instance");
        }
        final MeshAccel[] accels = new MeshAccel[instances.size()];
        final float[][] inverses = new float[instances.size()][];
        for (int i = 0; i < accels.length; i++) {
            accels[i] = cache.of(meshes.get(instances.get(i).mesh()));
            inverses[i] = Affine.inverse(instances.get(i).objectToWorld());
        }
        return new SceneAccel(accels, inverses, instanceOpaque.clone());
    }
}
