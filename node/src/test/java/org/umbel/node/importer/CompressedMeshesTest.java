package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.node.SharedFiles;
import org.umbel.topology.ProblemException;

/** Meshes compressed with meshopt and Draco, beside what other programs decoded of the same files. */
class CompressedMeshesTest {
    private static final int GLB_JSON_START = 20;

    @ParameterizedTest
    @ValueSource(strings = {"stanford-bunny/bunny", "dream-apartment/dream-apartment"})
    void shouldMakeTheSceneOfADecodedTwinFromMeshopt(final String scene) {
        assertThat(SceneBlocks.write(load(scene + ".glb")).manifest())
            .as("the scene's name, by which leaves tell pictures apart")
            .isEqualTo(SceneBlocks.write(load(scene + "-plain.glb")).manifest());
    }

    @Test
    void shouldMakeTheMeshesOfADecodedTwinFromDraco() {
        final List<Mesh> draco = load("playcanvas-chess-board/chess-board.glb").meshes();
        final List<Mesh> plain = load("playcanvas-chess-board/chess-board-plain.glb").meshes();
        assertThat(draco).hasSameSizeAs(plain);
        for (int i = 0; i < draco.size(); i++) {
            assertThat(draco.get(i).positions()).isEqualTo(plain.get(i).positions());
            assertThat(draco.get(i).indices()).isEqualTo(plain.get(i).indices());
            assertThat(draco.get(i).texcoords()).isEqualTo(plain.get(i).texcoords());
            assertThat(draco.get(i).tangents()).isEqualTo(plain.get(i).tangents());
            // The decoders round the unit length of an octahedral normal differently.
            assertThat(draco.get(i).normals()).containsExactly(plain.get(i).normals(), Offset.offset(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gltf-transform-compressed/BoxDraco.gltf, 12, 24",
        "gltf-transform-compressed/DracoSparseMesh.gltf, 102, 62",
        "box-draco/BoxMetaDraco.gltf, 12, 36",
        "gltf-transform-compressed/BoxMeshopt.gltf, 12, 24",
        "gltf-transform-compressed/BoxMeshopt.glb, 12, 24",
        "meshopt-pirate/pirate.glb, 5010, 2887"})
    void shouldDecodeWhatTheAccessorsPromise(final String file, final int triangles, final int vertices) {
        final Scene scene = load(file);
        assertThat(scene.meshes()).singleElement().satisfies(mesh -> {
            assertThat(mesh.triangleCount()).isEqualTo(triangles);
            assertThat(mesh.vertexCount()).isEqualTo(vertices);
            assertThat(mesh.normals()).hasSameSizeAs(mesh.positions());
        });
    }

    @Test
    void shouldEndWithASceneOrProblemsWhenMeshoptBytesAreChanged(@TempDir final Path folder) throws IOException {
        final byte[] whole = Files.readAllBytes(SharedFiles.shared("scenes/meshopt-pirate/pirate.glb"));
        final int data = GLB_JSON_START + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
        final Map<Boolean, Integer> loaded =
            mutants(whole, data, folder.resolve("changed.glb"), folder.resolve("changed.glb"));
        assertThat(loaded.get(true)).isPositive();
        assertThat(loaded.get(false)).isPositive();
    }

    @Test
    void shouldEndWithASceneOrProblemsWhenDracoBytesAreChanged(@TempDir final Path folder) throws IOException {
        final Path source = SharedFiles.shared("scenes/gltf-transform-compressed/DracoSparseMesh.gltf");
        final Path gltf = Files.copy(source, folder.resolve("changed.gltf"));
        final byte[] whole = Files.readAllBytes(source.resolveSibling("DracoSparseMesh.bin"));
        final Map<Boolean, Integer> loaded = mutants(whole, 0, folder.resolve("DracoSparseMesh.bin"), gltf);
        assertThat(loaded.get(true)).isPositive();
        assertThat(loaded.get(false)).isPositive();
    }

    @Test
    void shouldRefuseDracoCountsBeforeDecoding(@TempDir final Path folder) throws IOException {
        final Path source = SharedFiles.shared("scenes/gltf-transform-compressed/DracoSparseMesh.gltf");
        final Path gltf = Files.copy(source, folder.resolve("huge.gltf"));
        final byte[] bytes = Files.readAllBytes(source.resolveSibling("DracoSparseMesh.bin"));
        // After name, version, type, method, flags and traversal comes the number of vertices.
        Arrays.fill(bytes, 12, 16, (byte) 0xFF);
        bytes[16] = 0x0F;
        Files.write(folder.resolve("DracoSparseMesh.bin"), bytes);
        assertThat(problem(gltf)).contains("vertices where the accessors have 102 and 62");
    }

    /** How many of 300 changed files could be loaded; anything but a scene or problems is thrown. */
    private static Map<Boolean, Integer> mutants(final byte[] whole, final int from, final Path changed,
                                                 final Path scene)
        throws IOException {
        final Random random = new Random(0xD2AC0);
        final Map<Boolean, Integer> loaded = new HashMap<>();
        for (int round = 0; round < 300; round++) {
            final byte[] bytes = whole.clone();
            bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt(256);
            Files.write(changed, bytes);
            loaded.merge(problem(scene).isEmpty(), 1, Integer::sum);
        }
        return loaded;
    }

    private static String problem(final Path file) {
        try {
            SceneImporter.load(file, MaterialMode.GLTF);
            return "";
        } catch (final ProblemException e) {
            return e.getMessage();
        }
    }

    private static Scene load(final String scene) {
        return SceneImporter.load(SharedFiles.shared("scenes/" + scene), MaterialMode.GLTF).scene();
    }
}
