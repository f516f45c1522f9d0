package org.umbel.codec.scene;

import java.util.List;

/**
 * Everything that a picture depends on but the camera and the settings.
 *
 * @param meshes      geometry in object space
 * @param images      encoded texels
 * @param materials   surfaces
 * @param instances   what stands where
 * @param lights      lights that are not meshes
 * @param environment seen by rays that leave the scene
 */
public record Scene(List<Mesh> meshes, List<Image> images, List<Material> materials, List<Instance> instances,
                    List<Light> lights, Environment environment) {
    public Scene {
        meshes = List.copyOf(meshes);
        images = List.copyOf(images);
        materials = List.copyOf(materials);
        instances = List.copyOf(instances);
        lights = List.copyOf(lights);
    }
}
