package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.codec.scene.TextureRef;
import org.umbel.topology.ProblemException;

/** Materials with extensions, each on one triangle. */
class ExtensionImportTest {
    private static final String PNG = "data:image/png;base64,"
        + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

    @TempDir
    private Path folder;

    @Test
    void shouldHaveDefaultValuesWithoutExtensions() throws IOException {
        final MaterialExtensions e = load("{}").scene().materials().getFirst().extensions();

        assertThat(e).isSameAs(MaterialExtensions.NONE);
        assertThat(e.ior()).isEqualTo(1.5f);
    }

    @Test
    void shouldHaveDefaultValuesInEmptyExtensions() throws IOException {
        final MaterialExtensions e = extensions("\"KHR_materials_transmission\":{},\"KHR_materials_volume\":{},"
            + "\"KHR_materials_ior\":{},\"KHR_materials_specular\":{},\"KHR_materials_clearcoat\":{},"
            + "\"KHR_materials_sheen\":{},\"KHR_materials_anisotropy\":{},\"KHR_materials_dispersion\":{},"
            + "\"KHR_materials_iridescence\":{}");

        assertThat(e).usingRecursiveComparison().isEqualTo(MaterialExtensions.NONE);
    }

    @Test
    void shouldReadTransmissionIorAndVolume() throws IOException {
        final Imported imported = load("{\"extensions\":{\"KHR_materials_ior\":{\"ior\":1.33},"
            + "\"KHR_materials_transmission\":{\"transmissionFactor\":0.75,\"transmissionTexture\":{\"index\":0}},"
            + "\"KHR_materials_volume\":{\"thicknessFactor\":2,\"attenuationDistance\":0.5,"
            + "\"attenuationColor\":[1,0.25,0]}}}");
        final MaterialExtensions e = imported.scene().materials().getFirst().extensions();

        assertThat(e.ior()).isEqualTo(1.33f);
        assertThat(e.transmission()).isEqualTo(0.75f);
        assertThat(e.transmissionTexture().image()).isZero();
        assertThat(e.thickness()).isEqualTo(2f);
        assertThat(e.absorption()[0]).isZero();
        assertThat(e.absorption()[1]).isCloseTo((float) (-Math.log(0.25) / 0.5), within(1e-6f));
        assertThat(Math.exp(-e.absorption()[2])).isLessThan(1e-9);
        assertThat(imported.notes()).noneMatch(note -> note.contains("KHR_materials") && note.contains("ignored"));
    }

    @Test
    void shouldAbsorbNothingWhenTheDistanceIsInfinite() throws IOException {
        assertThat(extensions("\"KHR_materials_volume\":{\"thicknessFactor\":1,\"attenuationColor\":[0,0,0]}")
            .absorption()).containsOnly(0);
    }

    @Test
    void shouldReadSpecular() throws IOException {
        final MaterialExtensions.Specular specular =
            extensions("\"KHR_materials_specular\":{\"specularFactor\":0.5,\"specularTexture\":{\"index\":0},"
                + "\"specularColorFactor\":[2,1,0],\"specularColorTexture\":{\"index\":0}}").specular();

        assertThat(specular.weight()).isEqualTo(0.5f);
        assertThat(specular.color()).containsExactly(2, 1, 0);
        assertThat(specular.weightTexture().isPresent()).isTrue();
        assertThat(specular.colorTexture().isPresent()).isTrue();
    }

    @Test
    void shouldReadClearcoat() throws IOException {
        final MaterialExtensions.Clearcoat coat =
            extensions("\"KHR_materials_clearcoat\":{\"clearcoatFactor\":0.5,\"clearcoatTexture\":{\"index\":0},"
                + "\"clearcoatRoughnessFactor\":0.25,\"clearcoatRoughnessTexture\":{\"index\":0},"
                + "\"clearcoatNormalTexture\":{\"index\":0,\"scale\":3}}").clearcoat();

        assertThat(coat.weight()).isEqualTo(0.5f);
        assertThat(coat.roughness()).isEqualTo(0.25f);
        assertThat(coat.normalScale()).isEqualTo(3f);
        assertThat(coat.weightTexture().isPresent()).isTrue();
        assertThat(coat.roughnessTexture().isPresent()).isTrue();
        assertThat(coat.normalTexture().isPresent()).isTrue();
    }

    @Test
    void shouldReadSheenAnisotropyAndDispersion() throws IOException {
        final MaterialExtensions e = extensions("\"KHR_materials_sheen\":{\"sheenColorFactor\":[1,0.5,0],"
            + "\"sheenRoughnessFactor\":0.25,\"sheenColorTexture\":{\"index\":0},"
            + "\"sheenRoughnessTexture\":{\"index\":0}},"
            + "\"KHR_materials_anisotropy\":{\"anisotropyStrength\":0.75,\"anisotropyRotation\":-2,"
            + "\"anisotropyTexture\":{\"index\":0}},\"KHR_materials_dispersion\":{\"dispersion\":0.125}");

        assertThat(e.sheen().color()).containsExactly(1, 0.5f, 0);
        assertThat(e.sheen().roughness()).isEqualTo(0.25f);
        assertThat(e.sheen().colorTexture().isPresent()).isTrue();
        assertThat(e.sheen().roughnessTexture().isPresent()).isTrue();
        assertThat(e.anisotropy().strength()).isEqualTo(0.75f);
        assertThat(e.anisotropy().rotation()).isEqualTo(-2f);
        assertThat(e.anisotropy().texture().isPresent()).isTrue();
        assertThat(e.dispersion()).isEqualTo(0.125f);
    }

    @Test
    void shouldReadIridescence() throws IOException {
        final MaterialExtensions.Iridescence film =
            extensions("\"KHR_materials_iridescence\":{\"iridescenceFactor\":0.5,\"iridescenceIor\":1.75,"
                + "\"iridescenceThicknessMinimum\":200,\"iridescenceThicknessMaximum\":800,"
                + "\"iridescenceTexture\":{\"index\":0},\"iridescenceThicknessTexture\":{\"index\":0}}").iridescence();

        assertThat(film.weight()).isEqualTo(0.5f);
        assertThat(film.ior()).isEqualTo(1.75f);
        assertThat(film.thicknessMin()).isEqualTo(200f);
        assertThat(film.thicknessMax()).isEqualTo(800f);
        assertThat(film.weightTexture().isPresent()).isTrue();
        assertThat(film.thicknessTexture().isPresent()).isTrue();
    }

    @Test
    void shouldShineInItsColourWhenItIsUnlit() throws IOException {
        final Material material = load("{\"pbrMetallicRoughness\":{\"baseColorFactor\":[0.5,0.25,1,0.75],"
            + "\"baseColorTexture\":{\"index\":0}},\"alphaMode\":\"BLEND\","
            + "\"extensions\":{\"KHR_materials_unlit\":{}}}")
            .scene().materials().getFirst();

        assertThat(material.emission()).containsExactly(0.5f, 0.25f, 1);
        assertThat(material.emissionTexture().image()).isZero();
        assertThat(material.baseColor()).containsExactly(0, 0, 0, 0.75f);
        assertThat(material.extensions().specular().weight()).isZero();
    }

    @Test
    void shouldConvertSpecularGlossiness() throws IOException {
        final Material material = load("{\"extensions\":{\"KHR_materials_pbrSpecularGlossiness\":{"
            + "\"diffuseFactor\":[0.5,0.25,1,0.75],\"specularFactor\":[0.1,0.2,0.3],\"glossinessFactor\":0.25,"
            + "\"specularGlossinessTexture\":{\"index\":0}}}}").scene().materials().getFirst();

        assertThat(material.baseColor()).containsExactly(0.5f, 0.25f, 1, 0.75f);
        assertThat(material.metallic()).isZero();
        assertThat(material.roughness()).isEqualTo(0.25f);
        assertThat(material.extensions().glossiness()).isTrue();
        assertThat(material.extensions().ior()).isZero();
        assertThat(material.extensions().specular().color()).containsExactly(0.1f, 0.2f, 0.3f);
        assertThat(material.extensions().specular().colorTexture()).isEqualTo(material.metallicRoughnessTexture());
    }

    /** A rotation by a quarter turn sends u to v and v to -u. */
    @Test
    void shouldGiveEachTextureItsTransformWhenTheyDiffer() throws IOException {
        final Material material = load("{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0,\"extensions\":{"
            + "\"KHR_texture_transform\":{\"scale\":[2,1],\"offset\":[0.5,0]}}}},\"emissiveTexture\":{\"index\":0},"
            + "\"normalTexture\":{\"index\":0,\"extensions\":{\"KHR_texture_transform\":{"
            + "\"rotation\":1.5707963267948966}}}}").scene().materials().getFirst();

        assertThat(material.baseColorTexture().transform()).isEqualTo(new TextureRef.Transform(2, 0, 0.5f, 0, 1, 0));
        assertThat(material.emissionTexture().transform()).isEqualTo(TextureRef.Transform.IDENTITY);
        assertThat(material.normalTexture().transform()).usingRecursiveComparison()
            .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-6f ? 0 : Float.compare(a, b), Float.class)
            .isEqualTo(new TextureRef.Transform(0, 1, 0, -1, 0, 0));
    }

    @Test
    void shouldLeaveTransformsToTheMeshWhenTheyAgree() throws IOException {
        final String transformed =
            "{\"index\":0,\"extensions\":{\"KHR_texture_transform\":{\"scale\":[2,1]}}}";
        final Material material =
            load("{\"emissiveTexture\":" + transformed + ",\"normalTexture\":" + transformed + "}")
                .scene().materials().getFirst();

        assertThat(material.emissionTexture().transform()).isEqualTo(TextureRef.Transform.IDENTITY);
        assertThat(material.normalTexture().transform()).isEqualTo(TextureRef.Transform.IDENTITY);
    }

    @Test
    void shouldLeaveExtensionsOutWhenMaterialsAreLambert() throws IOException {
        final Material material = load("{\"extensions\":{\"KHR_materials_transmission\":{\"transmissionFactor\":1}}}",
            MaterialMode.LAMBERT).scene().materials().getFirst();

        assertThat(material.extensions()).isSameAs(MaterialExtensions.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "KHR_materials_ior | {\"ior\":0.5} | /ior",
        "KHR_materials_ior | {\"ior\":\"glass\"} | /ior",
        "KHR_materials_transmission | {\"transmissionFactor\":1.5} | /transmissionFactor",
        "KHR_materials_transmission | {\"transmissionFactor\":-1} | /transmissionFactor",
        "KHR_materials_transmission | {\"transmissionTexture\":{}} | /transmissionTexture/index",
        "KHR_materials_transmission | {\"transmissionTexture\":{\"index\":7}} | /transmissionTexture/index",
        "KHR_materials_transmission | {\"transmissionTexture\":{\"index\":0.5}} | /transmissionTexture/index",
        "KHR_materials_transmission | 3 | ''",
        "KHR_materials_specular | {\"specularFactor\":2} | /specularFactor",
        "KHR_materials_specular | {\"specularColorFactor\":[-1,1,1]} | /specularColorFactor",
        "KHR_materials_pbrSpecularGlossiness | {\"glossinessFactor\":2} | /glossinessFactor",
        "KHR_materials_pbrSpecularGlossiness | {\"diffuseFactor\":[1,1,1]} | /diffuseFactor",
        "KHR_materials_clearcoat | {\"clearcoatFactor\":2} | /clearcoatFactor",
        "KHR_materials_sheen | {\"sheenColorFactor\":[0,0,2]} | /sheenColorFactor",
        "KHR_materials_anisotropy | {\"anisotropyRotation\":\"x\"} | /anisotropyRotation",
        "KHR_materials_iridescence | {\"iridescenceIor\":0.5} | /iridescenceIor",
        "KHR_materials_dispersion | {\"dispersion\":-1} | /dispersion",
        "KHR_materials_volume | {\"thicknessFactor\":-1} | /thicknessFactor",
        "KHR_materials_volume | {\"attenuationDistance\":0} | /attenuationDistance",
        "KHR_materials_volume | {\"attenuationColor\":[1,1]} | /attenuationColor",
    })
    void shouldNameTheFieldThatIsWrong(final String name, final String value, final String field) {
        assertThatThrownBy(() -> extensions("\"" + name + "\":" + value)).isInstanceOf(ProblemException.class)
            .hasMessageContaining("/materials/0/extensions/" + name + field);
    }

    private MaterialExtensions extensions(final String json) throws IOException {
        return load("{\"extensions\":{" + json + "}}").scene().materials().getFirst().extensions();
    }

    private Imported load(final String material) throws IOException {
        return load(material, MaterialMode.GLTF);
    }

    private Imported load(final String material, final MaterialMode mode) throws IOException {
        final Path file = folder.resolve("one.gltf");
        Files.writeString(file, "{\"asset\":{\"version\":\"2.0\"},\"scene\":0,\"scenes\":[{\"nodes\":[0]}],"
            + "\"nodes\":[{\"mesh\":0}],\"meshes\":"
            + "[{\"primitives\":[{\"attributes\":{\"POSITION\":0},\"material\":0}]}],"
            + "\"materials\":[" + material + "],\"textures\":[{\"source\":0}],\"images\":[{\"uri\":\"" + PNG + "\"}],"
            + "\"accessors\":[{\"bufferView\":0,\"componentType\":5126,\"count\":3,\"type\":\"VEC3\"}],"
            + "\"bufferViews\":[{\"buffer\":0,\"byteLength\":36}],\"buffers\":[{\"byteLength\":36,"
            + "\"uri\":\"data:application/octet-stream;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA\"}]}");
        return SceneImporter.load(file, mode);
    }
}
