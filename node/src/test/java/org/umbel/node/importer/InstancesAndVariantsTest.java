package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.scene.Scene;
import org.umbel.node.SharedFiles;
import org.umbel.topology.ProblemException;

/** EXT_mesh_gpu_instancing and KHR_materials_variants. */
class InstancesAndVariantsTest {
    private static final ImportOptions PLAIN = ImportOptions.of(MaterialMode.GLTF);

    @TempDir
    private Path folder;
    private final TinyGltf gltf = new TinyGltf();

    @Test
    void shouldPlaceAMeshManyTimes() throws IOException {
        final Scene scene = gltf.load(folder, PLAIN, instanced("\"TRANSLATION\":"
            + gltf.floats("VEC3", 1, 2, 3, 4, 5, 6) + ",\"SCALE\":" + gltf.floats("VEC3", 1, 1, 1, 2, 2, 2)
            + ",\"ROTATION\":" + gltf.normalizedBytes(5120, "VEC4", 0, 0, 0, 127, 0, 0, 127, 0))).scene();
        assertThat(scene.meshes()).hasSize(1);
        assertThat(scene.instances()).extracting(i -> i.objectToWorld()).containsExactly(
            new float[] {1, 0, 0, 11, 0, 1, 0, 2, 0, 0, 1, 3},
            new float[] {-2, 0, 0, 14, 0, -2, 0, 5, 0, 0, 2, 6});
    }

    @Test
    void shouldRefuseAttributesOfDifferentCounts() {
        final String scene = instanced("\"TRANSLATION\":" + gltf.floats("VEC3", 1, 2, 3, 4, 5, 6) + ",\"SCALE\":"
            + gltf.floats("VEC3", 1, 1, 1));
        assertThatThrownBy(() -> gltf.load(folder, PLAIN, scene)).isInstanceOf(ProblemException.class)
            .hasMessageContaining("differ in how many instances");
    }

    @Test
    void shouldImportInstancedScenes() {
        final Scene grass = SceneImporter.load(
            SharedFiles.shared("scenes/blenderio-24_gpu_instancing/24_gpu_instancing.gltf"), PLAIN).scene();
        assertThat(grass.instances()).hasSize(1900);
        assertThat(grass.instances().stream().mapToLong(i -> grass.meshes().get(i.mesh()).triangleCount()).sum())
            .isEqualTo(7_656_770);
        assertThat(SceneImporter.load(SharedFiles.shared("scenes/playcanvas-simple-instancing/simple-instancing.glb"),
            PLAIN).scene().instances()).hasSize(125);
    }

    @Test
    void shouldTakeTheMaterialsOfAVariant() throws IOException {
        final String scene = "\"extensions\":{\"KHR_materials_variants\":{\"variants\":[{\"name\":\"day\"},"
            + "{\"name\":\"night\"}]}},\"materials\":[{\"emissiveFactor\":[1,0,0]},{\"emissiveFactor\":[0,1,0]}],"
            + "\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":" + gltf.triangle() + "},\"material\":0,"
            + "\"extensions\":{\"KHR_materials_variants\":{\"mappings\":[{\"material\":1,\"variants\":[1]}]}}}]}],"
            + "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}]";
        assertThat(emission(PLAIN, scene)).containsExactly(1, 0, 0);
        assertThat(emission(variant("day"), scene)).containsExactly(1, 0, 0);
        assertThat(emission(variant("night"), scene)).containsExactly(0, 1, 0);
        assertThat(gltf.load(folder, PLAIN, scene).notes()).filteredOn(note -> note.contains("day, night")).hasSize(1);
        assertThatThrownBy(() -> emission(variant("dusk"), scene)).isInstanceOf(ProblemException.class)
            .hasMessageContaining("no material variant \"dusk\"").hasMessageContaining("it has: day, night");
    }

    private float[] emission(final ImportOptions options, final String scene) throws IOException {
        return gltf.load(folder, options, scene).scene().materials().getFirst().emission();
    }

    private String instanced(final String attributes) {
        return "\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":" + gltf.triangle() + "}}]}],"
            + "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0,\"translation\":[10,0,0],\"extensions\":"
            + "{\"EXT_mesh_gpu_instancing\":{\"attributes\":{" + attributes + "}}}}]";
    }

    private static ImportOptions variant(final String name) {
        return new ImportOptions(MaterialMode.GLTF, OptionalDouble.empty(), Optional.of(name));
    }
}
