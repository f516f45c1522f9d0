package org.umbel.tracer.integrator;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Scene;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.accel.SceneAccel;
import org.umbel.tracer.light.LightChoice;
import org.umbel.tracer.light.SceneLights;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.PreparedMaterial;
import org.umbel.tracer.texture.TextureSet;

/** A scene made ready for rays: acceleration structure, decoded textures, light tables. Immutable, shared. */
public final class PreparedScene {
    private final SceneAccel accel;
    private final List<PlacedMesh> meshes;
    /** The same as an array: shading indexes it for every hit. */
    private final PlacedMesh[] byInstance;
    private final SceneLights lights;
    private final boolean absorbs;

    private PreparedScene(final SceneAccel accel, final List<PlacedMesh> meshes, final SceneLights lights) {
        this.accel = accel;
        this.meshes = List.copyOf(meshes);
        this.byInstance = meshes.toArray(PlacedMesh[]::new);
        this.lights = lights;
        absorbs = meshes.stream().anyMatch(mesh -> mesh.material().isAbsorbing());
    }

    /**
     * Prepares a scene; meshes whose structure is in the cache are not built again.
     *
     * @throws org.umbel.tracer.texture.BadImageException if an image cannot be decoded
     * @throws IllegalArgumentException if an index between records is out of range
     */
    public static PreparedScene prepare(final Scene scene, final MeshAccelCache cache) {
        return prepare(scene, SceneCaches.ofScenes(cache));
    }

    /**
     * Prepares a scene; what the caches have is not prepared again.
     *
     * @throws org.umbel.tracer.texture.BadImageException if an image cannot be decoded
     * @throws IllegalArgumentException if an index between records is out of range
     */
    public static PreparedScene prepare(final Scene scene, final SceneCaches caches) {
        return prepare(scene, caches, LightChoice.TREE);
    }

    /**
     * Prepares a scene whose emissive triangles are chosen in a way of one's own: for a bench, as all nodes of a tree
     * have to choose alike.
     *
     * @throws org.umbel.tracer.texture.BadImageException if an image cannot be decoded
     * @throws IllegalArgumentException if an index between records is out of range
     */
    public static PreparedScene prepare(final Scene scene, final SceneCaches caches, final LightChoice by) {
        final TextureSet textures = caches.textures().of(scene.images(), scene.materials());
        final List<PreparedMaterial> materials = new ArrayList<>();
        for (final Material material : scene.materials()) {
            materials.add(new PreparedMaterial(material, textures));
        }
        final List<PlacedMesh> meshes = new ArrayList<>();
        final boolean[] opaque = new boolean[scene.instances().size()];
        for (final Instance instance : scene.instances()) {
            if (instance.mesh() < 0 || instance.mesh() >= scene.meshes().size() || instance.material() < 0
                || instance.material() >= materials.size() || instance.objectToWorld().length != 12) {
                throw new IllegalArgumentException("instance " + meshes.size() + " names mesh " + instance.mesh()
                    + " of " + scene.meshes().size() + " and material " + instance.material() + " of "
                    + materials.size());
            }
            final PreparedMaterial material = materials.get(instance.material());
            opaque[meshes.size()] = material.isOpaque();
            meshes.add(new PlacedMesh(scene.meshes().get(instance.mesh()), instance, material));
        }
        final SceneAccel accel = SceneAccel.build(scene.meshes(), scene.instances(), opaque, caches.accels());
        return new PreparedScene(accel, meshes, new SceneLights(scene, meshes, caches.skies(), caches.lamps(), by));
    }

    SceneAccel accel() {
        return accel;
    }

    List<PlacedMesh> meshes() {
        return meshes;
    }

    PlacedMesh mesh(final int instance) {
        return byInstance[instance];
    }

    /** Whether there is any volume that takes light away. */
    boolean absorbs() {
        return absorbs;
    }

    SceneLights lights() {
        return lights;
    }
}
