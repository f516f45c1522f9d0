package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.node.SharedFiles;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

class SceneImporterTest {
    @Test
    void shouldImportTheBundledFlightHelmet() {
        final Imported imported =
            SceneImporter.load(SharedFiles.ofRepository("scenes/flight-helmet/FlightHelmet.gltf"),
                MaterialMode.GLTF);
        final Scene scene = imported.scene();
        assertThat(triangles(scene)).isEqualTo(94_722);
        assertThat(scene.meshes()).hasSize(6).allSatisfy(mesh -> {
            assertThat(mesh.normals()).hasSameSizeAs(mesh.positions());
            assertThat(mesh.tangents()).hasSize(4 * mesh.vertexCount());
            assertThat(mesh.texcoords()).hasSize(2 * mesh.vertexCount());
        });
        assertThat(scene.materials()).hasSize(6).allSatisfy(material -> {
            assertThat(material.baseColorTexture().isPresent()).isTrue();
            assertThat(material.normalTexture().isPresent()).isTrue();
            assertThat(material.metallicRoughnessTexture().isPresent()).isTrue();
        });
        assertThat(scene.images()).hasSize(15).allMatch(image -> image.format() == Image.Format.PNG);
        assertThat(scene.materials()).extracting(Material::alphaMode)
            .contains(Material.AlphaMode.BLEND, Material.AlphaMode.OPAQUE);
        assertThat(scene.lights()).as("a neutral sky has a sun").hasSize(1);
        assertThat(((Environment.Gradient) scene.environment()).zenith()[2]).isPositive();
        assertThat(imported.camera()).isEmpty();
        assertThat(imported.notes()).isEmpty();
    }

    @Test
    void shouldReduceMaterialsToLambert() {
        final Scene scene = SceneImporter.load(
            SharedFiles.ofRepository("scenes/flight-helmet/FlightHelmet.gltf"), MaterialMode.LAMBERT).scene();
        assertThat(scene.materials()).hasSize(6).allSatisfy(material -> {
            assertThat(material.model()).isEqualTo(Material.Model.LAMBERT);
            assertThat(material.alphaMode()).isEqualTo(Material.AlphaMode.OPAQUE);
            assertThat(material.normalTexture().isPresent()).isFalse();
            assertThat(material.metallicRoughnessTexture().isPresent()).isFalse();
            assertThat(material.baseColorTexture().isPresent()).isTrue();
        });
        assertThat(scene.images()).as("only the base colours").hasSizeLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "cornell-bevy/CornellBox.glb, 36, 36",
        "stanford-bunny/bunny-brown.glb, 144046, 144046",
        "bunny-army/bunny-army.glb, 147503106, 144048",
        // Two of its primitives share their accessors: 12 triangles less than LIST.md's count of primitives.
        "cornell-nvpro/cornellBox.gltf, 16732, 16708",
        "low-poly-jungle-scene/scene.gltf, 18515, 18515",
        "sheen-cloth/SheenCloth.glb, 115200, 115200",
        "usd-shader-ball/usd-shaderball-ball.glb, 63856, 63856",
        "dream-apartment/dream-apartment-plain.glb, 177934, 177934"})
    void shouldFindTheListedTriangles(final String file, final long instanced, final long unique) {
        final Scene scene = load(file).scene();
        assertThat(triangles(scene)).isEqualTo(instanced);
        assertThat(scene.meshes().stream().mapToLong(Mesh::triangleCount).sum()).isEqualTo(unique);
    }

    @Test
    void shouldShareOneMeshBetweenTheBunniesOfTheArmy() {
        final Scene scene = load("bunny-army/bunny-army.glb").scene();
        assertThat(scene.instances()).hasSize(1025);
        assertThat(scene.meshes()).hasSize(2);
    }

    @Test
    void shouldLightTheCornellBoxByItsOwnEmission() {
        final Scene scene = load("cornell-bevy/CornellBox.glb").scene();
        assertThat(scene.materials()).filteredOn(m -> m.emission()[0] > 0).hasSize(1)
            .first().satisfies(m -> assertThat(m.emission()[0]).as("factor x strength").isGreaterThan(1));
        assertThat(scene.lights()).isEmpty();
        assertThat(scene.environment()).usingRecursiveComparison().isEqualTo(Environment.constant(0, 0, 0));
    }

    @Test
    void shouldReadTheBaseColourOfTheBrownBunny() {
        final Material material = load("stanford-bunny/bunny-brown.glb").scene().materials().getFirst();
        assertThat(material.baseColor()).containsExactly(new float[] {0.7f, 0.55f, 0.4f, 1},
            Offset.offset(1e-6f));
    }

    @Test
    void shouldFindTheFilesOwnCamera() {
        final Imported imported = load("cornell-nvpro/cornellBox.gltf");
        assertThat(imported.camera()).hasValueSatisfying(camera -> {
            assertThat(camera.verticalFovDegrees()).isBetween(1f, 120f);
            final double[] view = Vectors.minus(doubles(camera.target()), doubles(camera.position()));
            assertThat(Vectors.length(view)).isBetween(0.999, 1.001);
            assertThat(Vectors.dot(view, doubles(camera.up()))).isBetween(-1e-5, 1e-5);
        });
        assertThat(imported.notes()).anyMatch(note -> note.contains("NV_materials_mdl"));
    }

    @ParameterizedTest
    @CsvSource({
        "lantern/Lantern.gltf, .png, beside it",
        "dragon-attenuation/glTF/DragonAttenuation.gltf, .bin, beside it"})
    void shouldNameWhatIsMissingAndARemedy(final String file, final String named, final String remedy) {
        assertThatThrownBy(() -> load(file)).isInstanceOfSatisfying(ProblemException.class, e -> {
            final List<Problem> problems = e.problems();
            assertThat(problems).doesNotHaveDuplicates();
            assertThat(problems.getFirst().file()).endsWith(file.substring(file.lastIndexOf('/') + 1));
            assertThat(problems.getFirst().line() > 0).isEqualTo(file.endsWith(".gltf"));
            assertThat(problems).anyMatch(p -> p.message().contains(named) && p.hint().contains(remedy));
        });
    }

    @Test
    void shouldFrameTheWholeScene() {
        final Scene scene = load("cornell-bevy/CornellBox.glb").scene();
        final Camera camera = Framing.frame(scene, 1600, 900);
        final double[] forward =
            Vectors.normalize(Vectors.minus(doubles(camera.target()), doubles(camera.position())));
        final double[] right = Vectors.normalize(Vectors.cross(forward, doubles(camera.up())));
        final double[] up = Vectors.cross(right, forward);
        final double tanY = Math.tan(Math.toRadians(camera.verticalFovDegrees() / 2));
        double most = 0;
        for (final var instance : scene.instances()) {
            final Mesh mesh = scene.meshes().get(instance.mesh());
            final float[] m = instance.objectToWorld();
            for (int v = 0; v < mesh.vertexCount(); v++) {
                final double[] world = new double[3];
                for (int row = 0; row < 3; row++) {
                    world[row] = m[4 * row] * mesh.positions()[3 * v]
                        + m[4 * row + 1] * mesh.positions()[3 * v + 1]
                        + m[4 * row + 2] * mesh.positions()[3 * v + 2] + m[4 * row + 3];
                }
                final double[] p = Vectors.minus(world, doubles(camera.position()));
                final double depth = Vectors.dot(p, forward);
                assertThat(depth).isPositive();
                most = Math.max(most, Math.abs(Vectors.dot(p, up)) / depth / tanY);
                most = Math.max(most, Math.abs(Vectors.dot(p, right)) / depth / (tanY * 1600 / 900));
            }
        }
        assertThat(most).as("share of the half picture").isBetween(0.7, 1.0);
    }

    private static Imported load(final String scene) {
        return SceneImporter.load(SharedFiles.shared("scenes/" + scene), MaterialMode.GLTF);
    }

    private static long triangles(final Scene scene) {
        return scene.instances().stream().mapToLong(i -> scene.meshes().get(i.mesh()).triangleCount()).sum();
    }

    private static double[] doubles(final float[] a) {
        return new double[] {a[0], a[1], a[2]};
    }
}
