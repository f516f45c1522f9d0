package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Light;
import org.umbel.node.SharedFiles;
import org.umbel.topology.ProblemException;

/** Lights of KHR_lights_punctual: their numbers, and where nodes put them. */
class LightImportTest {
    private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);
    /** Twice as large, and turned by 90 degrees about y: -z becomes -x. Its child is 3 higher and 1 right. */
    private static final String NODES = """
        {"asset": {"version": "2.0"}, "extensionsUsed": ["KHR_lights_punctual"],
         "extensionsRequired": ["KHR_lights_punctual"], "scenes": [{"nodes": [0]}],
         "nodes": [{"children": [1], "translation": [10, 20, 30], "scale": [2, 2, 2],
                    "rotation": [0, 0.70710678118, 0, 0.70710678118]},
                   {"translation": [1, 3, 0], "extensions": {"KHR_lights_punctual": {"light": 0}}}],
         "extensions": {"KHR_lights_punctual": {"lights": [%s]}}}""";

    @TempDir
    private Path folder;

    @Test
    void shouldPlaceASpotByItsNodesAndNotScaleItsLight() throws IOException {
        final Light light = load("""
            {"type": "spot", "intensity": 7, "color": [1, 0.5, 0], "range": 4,
             "spot": {"innerConeAngle": 0.2, "outerConeAngle": 0.8}}""").getFirst();

        assertThat(light).isInstanceOfSatisfying(Light.Spot.class, spot -> {
            // (1, 3, 0) * 2 = (2, 6, 0), turned to (0, 6, -2)
            assertThat(spot.position()).containsExactly(new float[] {10, 26, 28}, Offset.offset(1e-5f));
            assertThat(spot.direction()).containsExactly(new float[] {-1, 0, 0}, ROUNDING);
            assertThat(spot.intensity()).containsExactly(7, 3.5f, 0);
            assertThat(spot.innerConeCos()).isCloseTo((float) Math.cos(0.2), ROUNDING);
            assertThat(spot.outerConeCos()).isCloseTo((float) Math.cos(0.8), ROUNDING);
            assertThat(spot.range()).isEqualTo(4);
        });
    }

    /** A label of pure white is no lamp: what is beside it would be black. */
    @ParameterizedTest
    @CsvSource({"1, true", "1.5, false"})
    void shouldLeaveTheSkyAwayOnlyWhereSomethingIsBrighterThanWhite(final double strength, final boolean hasSky)
        throws IOException {
        final TinyGltf gltf = new TinyGltf();
        final Imported imported = gltf.load(folder, ImportOptions.of(MaterialMode.GLTF),
            "\"extensionsUsed\":[\"KHR_materials_emissive_strength\"],\"scenes\":[{\"nodes\":[0]}],"
                + "\"nodes\":[{\"mesh\":0}],\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":"
                + gltf.triangle() + "},\"material\":0}]}],\"materials\":[{\"emissiveFactor\":[1,0.5,0],\"extensions\":"
                + "{\"KHR_materials_emissive_strength\":{\"emissiveStrength\":" + strength + "}}}]");

        assertThat(imported.scene().lights()).hasSize(hasSky ? 1 : 0);
        assertThat(imported.scene().environment()).usingRecursiveComparison().isEqualTo(hasSky ? NeutralSky.ENVIRONMENT
            : Environment.constant(0, 0, 0));
    }

    @Test
    void shouldTakeTheExtensionsDefaults() throws IOException {
        assertThat(load("{\"type\": \"spot\", \"spot\": {}}").getFirst())
            .isInstanceOfSatisfying(Light.Spot.class, spot -> {
                assertThat(spot.intensity()).containsExactly(1, 1, 1);
                assertThat(spot.innerConeCos()).isEqualTo(1);
                assertThat(spot.outerConeCos()).isCloseTo((float) Math.sqrt(0.5), ROUNDING);
                assertThat(spot.range()).isZero();
            });
        assertThat(load("{\"type\": \"point\"}").getFirst())
            .isInstanceOfSatisfying(Light.Point.class, point -> {
                assertThat(point.position()).containsExactly(new float[] {10, 26, 28}, Offset.offset(1e-5f));
                assertThat(point.intensity()).containsExactly(1, 1, 1);
                assertThat(point.range()).isZero();
            });
        assertThat(load("{\"type\": \"directional\", \"range\": 5}").getFirst())
            .isInstanceOfSatisfying(Light.Sun.class, sun -> {
                assertThat(sun.direction()).containsExactly(new float[] {-1, 0, 0}, ROUNDING);
                assertThat(sun.irradiance()).containsExactly(1, 1, 1);
            });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'spot', 'spot': {'innerConeAngle': 0.8, 'outerConeAngle': 0.2} | innerConeAngle",
        "'spot', 'spot': {'outerConeAngle': 1.7} | outerConeAngle",
        "'spot', 'spot': {'outerConeAngle': 0} | outerConeAngle",
        "'spot', 'spot': 3 | object",
        "'point', 'range': 0 | range",
        "'point', 'intensity': -1 | intensity",
        "'point', 'intensity': 1e300 | finite",
        "'point', 'color': [1, 1] | color",
    }, quoteCharacter = '`')
    void shouldNameWhatIsWrong(final String fields, final String named) {
        assertThatThrownBy(() -> load("{\"type\": " + fields.replace('\'', '"') + "}"))
            .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems()).singleElement()
                .satisfies(p -> assertThat(p.path() + " " + p.message()).contains(named)));
    }

    @Test
    void shouldLoadEveryLightOfTheSphereAndNoSky() {
        final Imported imported = SceneImporter.load(
            SharedFiles.shared("scenes/draco-sphere-lights/sphere_lights.gltf"), MaterialMode.GLTF);

        assertThat(imported.scene().lights()).hasSize(4)
            .hasOnlyElementsOfTypes(Light.Spot.class, Light.Sun.class, Light.Point.class);
        assertThat(imported.scene().lights()).filteredOn(Light.Point.class::isInstance).singleElement()
            .isInstanceOfSatisfying(Light.Point.class, point -> {
                assertThat(point.intensity()).containsExactly(new float[] {4.5f, 4.85f, 5}, ROUNDING);
                assertThat(point.range()).isEqualTo(1000);
            });
        assertThat(((Environment.Gradient) imported.scene().environment()).zenith()).containsExactly(0, 0, 0);
        assertThat(imported.notes()).noneMatch(note -> note.contains("light"));
    }

    /** It names the extension but has no such light: its lamp is a mesh. */
    @Test
    void shouldLeaveTheCornellBoxToItsLamp() {
        final Imported imported = SceneImporter.load(
            SharedFiles.shared("scenes/cornell-nvpro/cornellBox.gltf"), MaterialMode.GLTF);

        assertThat(imported.scene().lights()).isEmpty();
        assertThat(imported.scene().materials()).anyMatch(material -> material.emission()[0] == 10);
        assertThat(((Environment.Gradient) imported.scene().environment()).zenith()).containsExactly(0, 0, 0);
        assertThat(imported.notes()).noneMatch(note -> note.contains("lights_punctual"));
    }

    private List<Light> load(final String light) throws IOException {
        final Path file = folder.resolve("light.gltf");
        Files.writeString(file, NODES.formatted(light));
        return SceneImporter.load(file, MaterialMode.GLTF).scene().lights();
    }
}
