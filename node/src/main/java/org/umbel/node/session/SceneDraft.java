package org.umbel.node.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

/**
 * A scene to which edits are applied: each list is copied once if it is touched, and what is not touched stays the very
 * object, so that a {@link org.umbel.codec.block.SceneWriter} need not write it again.
 */
final class SceneDraft {
    private List<Mesh> meshes;
    private List<Image> images;
    private List<Material> materials;
    private List<Instance> instances;
    private List<Light> lights;
    private Environment environment;
    private Optional<Camera> camera = Optional.empty();

    SceneDraft(final Scene scene) {
        meshes = scene.meshes();
        images = scene.images();
        materials = scene.materials();
        instances = scene.instances();
        lights = scene.lights();
        environment = scene.environment();
    }

    /** An edit that has been checked. */
    void apply(final SceneEdit edit) {
        switch (edit) {
            case SceneEdit.Look e -> camera = Optional.of(e.camera());
            case SceneEdit.Transform e -> {
                instances = mutable(instances);
                final Instance old = instances.get(e.instance());
                instances.set(e.instance(), new Instance(old.mesh(), old.material(), e.objectToWorld()));
            }
            case SceneEdit.Paint e -> {
                materials = mutable(materials);
                materials.set(e.material(), e.factors().in(materials.get(e.material())));
            }
            case SceneEdit.Texture e -> {
                images = mutable(images);
                images.set(e.image(), e.replacement());
            }
            case SceneEdit.Lights e -> lights = e.lights();
            case SceneEdit.Sky e -> environment = e.environment();
            case SceneEdit.Geometry e -> {
                meshes = mutable(meshes);
                meshes.set(e.mesh(), e.streams());
            }
        }
    }

    private static <T> List<T> mutable(final List<T> list) {
        return list instanceof ArrayList<T> ? list : new ArrayList<>(list);
    }

    /** The version that has come of it. */
    Scene scene() {
        return new Scene(meshes, images, materials, instances, lights, environment);
    }

    /** Where the edits look from; empty when none of them does. */
    Optional<Camera> camera() {
        return camera;
    }
}
