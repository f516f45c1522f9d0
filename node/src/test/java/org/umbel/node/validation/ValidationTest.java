package org.umbel.node.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ValidationTest {
    private static final String SOUND = SoundGltf.text();

    @Test
    void shouldFindNothingInASoundDocument() {
        assertThat(SoundGltf.check(SOUND).findings()).isEmpty();
    }

    @ParameterizedTest(name = "{2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"version\":\"2.0\" | \"version\":\"3.0\" | UNKNOWN_ASSET_MAJOR_VERSION | /asset/version",
        "\"version\":\"2.0\" | \"version\":\"two\" | PATTERN_MISMATCH | /asset/version",
        "\"version\":\"2.0\" | \"version\":\"2.0\",\"minVersion\":\"2.1\" | ASSET_MIN_VERSION_GREATER_THAN_VERSION "
            + "| /asset/minVersion",
        "\"asset\":{\"version\":\"2.0\"}, | `` | UNDEFINED_PROPERTY | ``",
        "[\"KHR_texture_transform\"] | [\"KHR_texture_transform\",\"KHR_texture_transform\"] | DUPLICATE_ELEMENTS "
            + "| /extensionsUsed/1",
        "[\"KHR_texture_transform\"] | [\"KHR_materials_unlit\"] | UNDECLARED_EXTENSION "
            + "| /materials/0/pbrMetallicRoughness/baseColorTexture/extensions/KHR_texture_transform",
        "\"scene\":0 | \"scene\":1 | UNRESOLVED_REFERENCE | /scene",
        "\"scene\":0 | \"scene\":-1 | TYPE_MISMATCH | /scene",
        "\"scene\":0 | \"scene\":0,\"extensionsRequired\":[\"KHR_draco_mesh_compression\"] "
            + "| UNUSED_EXTENSION_REQUIRED | /extensionsRequired/0",
        "{\"nodes\":[0,1]} | {\"nodes\":[]} | EMPTY_ENTITY | /scenes/0/nodes",
        "{\"nodes\":[0,1]} | {\"nodes\":[0,1,2]} | SCENE_NON_ROOT_NODE | /scenes/0/nodes/2",
        "{\"nodes\":[0,1]} | {\"nodes\":[0]} | NODE_SKIN_NO_SCENE | /nodes/0",
        "\"weights\":[0.5] | \"weights\":[0.5,1] | NODE_WEIGHTS_INVALID | /nodes/0/weights",
        "\"rotation\":[0,0,0,1] | \"rotation\":[0,0,0,0.5] | ROTATION_NON_UNIT | /nodes/1/rotation",
        "\"rotation\":[0,0,0,1] | \"rotation\":[0,0,0,2] | VALUE_NOT_IN_RANGE | /nodes/1/rotation/3",
        "\"rotation\":[0,0,0,1] | \"matrix\":[1,0,0,0,1,1,0,0,0,0,1,0,0,0,0,1] | NODE_MATRIX_NON_TRS | /nodes/1/matrix",
        "\"scale\":[1,1,1] | \"scale\":[1,1] | ARRAY_LENGTH_NOT_IN_LIST | /nodes/3/scale",
        "\"scale\":[1,1,1] | \"scale\":[1,1,1],\"matrix\":[1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1] | NODE_MATRIX_TRS "
            + "| /nodes/3/matrix",
        "\"translation\":[1,0,0] | \"translation\":[1e400,0,0] | VALUE_NOT_IN_RANGE | /nodes/2/translation/0",
        "\"translation\":[1,0,0] | \"translation\":[1,0,0],\"weights\":[1] | UNSATISFIED_DEPENDENCY | /nodes/2/weights",
        "\"camera\":0 | \"camera\":0,\"children\":[2] | NODE_PARENT_OVERRIDE | /nodes/3/children/0",
        "\"weights\":[0], | \"weights\":[0,1], | MESH_INVALID_WEIGHTS_COUNT | /meshes/0/weights",
        "\"NORMAL\":1 | \"NORMALS\":1 | MESH_PRIMITIVE_INVALID_ATTRIBUTE | /meshes/0/primitives/0/attributes/NORMALS",
        "\"TEXCOORD_0\":3 | \"TEXCOORD_00\":3,\"TEXCOORD_0\":3 | MESH_PRIMITIVE_INVALID_ATTRIBUTE "
            + "| /meshes/0/primitives/0/attributes/TEXCOORD_00",
        "\"COLOR_0\":4 | \"COLOR_1\":4 | MESH_PRIMITIVE_INDEXED_SEMANTIC_CONTINUITY "
            + "| /meshes/0/primitives/0/attributes",
        "\"NORMAL\":1 | \"NORMAL\":6 | MESH_PRIMITIVE_ATTRIBUTES_ACCESSOR_INVALID_FORMAT "
            + "| /meshes/0/primitives/0/attributes/NORMAL",
        "\"targets\":[{\"POSITION\":8}] | \"targets\":[{\"POSITION\":8,\"COLOR_1\":4}] "
            + "| MESH_PRIMITIVE_MORPH_TARGET_NO_BASE_ACCESSOR | /meshes/0/primitives/0/targets/0/COLOR_1",
        "\"targets\":[{\"POSITION\":8}] | \"targets\":[{\"POSITION\":1}] "
            + "| MESH_PRIMITIVE_POSITION_ACCESSOR_WITHOUT_BOUNDS | /meshes/0/primitives/0/targets/0/POSITION",
        "\"indices\":7 | \"indices\":9 | MESH_PRIMITIVE_INDICES_ACCESSOR_INVALID_FORMAT "
            + "| /meshes/0/primitives/0/indices",
        "\"texCoord\":0 | \"texCoord\":1 | MESH_PRIMITIVE_TOO_FEW_TEXCOORDS | /meshes/0/primitives/0/material",
        "\"offset\":[0,0] | \"texCoord\":2 | MESH_PRIMITIVE_TOO_FEW_TEXCOORDS | /meshes/0/primitives/0/material",
        "\"sampler\":0,\"target\" | \"sampler\":4,\"target\" | UNRESOLVED_REFERENCE | /animations/0/channels/0/sampler",
        "\"path\":\"rotation\" | \"path\":\"scale\" | ANIMATION_SAMPLER_OUTPUT_ACCESSOR_INVALID_FORMAT "
            + "| /animations/0/channels/0/sampler",
        "\"interpolation\":\"LINEAR\" | \"interpolation\":\"CUBICSPLINE\" "
            + "| ANIMATION_SAMPLER_OUTPUT_ACCESSOR_INVALID_COUNT | /animations/0/channels/0/sampler",
        "\"joints\":[1,2] | \"joints\":[1,0] | SKIN_NO_COMMON_ROOT | /skins/0/joints",
        "\"skeleton\":1 | \"skeleton\":2 | SKIN_SKELETON_INVALID | /skins/0/skeleton",
        "\"joints\":[1,2] | \"joints\":[1,2,3] | INVALID_IBM_ACCESSOR_COUNT | /skins/0/inverseBindMatrices",
        "\"zfar\":10 | \"zfar\":0.1 | CAMERA_ZFAR_LEQUAL_ZNEAR | /cameras/0/perspective",
        "\"type\":\"perspective\" | \"type\":\"perspective\",\"orthographic\":{\"xmag\":1,\"ymag\":1,\"zfar\":2,"
            + "\"znear\":1} | ONE_OF_MISMATCH | /cameras/0",
        "\"metallicFactor\":1 | \"metallicFactor\":1.5 | VALUE_NOT_IN_RANGE "
            + "| /materials/0/pbrMetallicRoughness/metallicFactor",
        "\"source\":0 | \"source\":\"0\" | TYPE_MISMATCH | /textures/0/source",
        "\"mimeType\":\"image/png\" | \"mimeType\":\"image/jpeg\" | IMAGE_MIME_TYPE_INVALID | /images/0/mimeType",
        "data:image/png;base64, | data:image/png;base64,@ | INVALID_URI | /images/0/uri",
        "data:application/octet-stream | data:text/plain | BUFFER_DATA_URI_MIME_TYPE_INVALID | /buffers/0/uri",
        "\"max\":[1,1,0] | \"max\":[1,1,1] | ACCESSOR_MAX_MISMATCH | /accessors/0/max/2",
        "\"max\":[1,1,0] | \"max\":[1,0.5,0] | ACCESSOR_ELEMENT_OUT_OF_MAX_BOUND | /accessors/0/max/1",
        "\"max\":[2] | \"max\":[2,3] | ARRAY_LENGTH_NOT_IN_LIST | /accessors/9/max",
        "\"target\":34963 | \"target\":34962 | BUFFER_VIEW_TARGET_OVERRIDE | /meshes/0/primitives/0/indices",
        "\"byteOffset\":36,\"byteLength\":36 | \"byteOffset\":36,\"byteLength\":35 | ACCESSOR_TOO_LONG | /accessors/1",
        "\"byteOffset\":36,\"byteLength\":36 | \"byteOffset\":37,\"byteLength\":36 "
            + "| ACCESSOR_TOTAL_OFFSET_ALIGNMENT | /accessors/1",
        "\"bufferView\":1, | \"byteOffset\":0, | UNSATISFIED_DEPENDENCY | /accessors/1/byteOffset"})
    void shouldFindWhatOneChangeBreaks(final String from, final String to, final String code, final String pointer) {
        final String changed = SOUND.replace(from, to);
        assertThat(changed).isNotEqualTo(SOUND);
        assertThat(SoundGltf.check(changed).findings()).filteredOn(Finding::isError)
            .anySatisfy(finding -> {
                assertThat(finding.code()).isEqualTo(code);
                assertThat(finding.pointer()).isEqualTo(pointer);
            });
    }

    @Test
    void shouldTellAllMistakesAtOnceAndCountThoseThatItDoesNotKeep() {
        final String many = "{\"nodes\":[" + "{\"mesh\":7},".repeat(5000) + "{}]}";
        final Validation validation = Validation.ofDocument(many.getBytes(StandardCharsets.UTF_8), JsonMapper.shared());
        assertThat(validation.errors()).as("and the asset is missing").isEqualTo(5001);
        assertThat(validation.findings()).hasSize(1000);
    }

    @Test
    void shouldWarnOfWhatIsProbablyAMistake() {
        final Validation validation = SoundGltf.check(SOUND.replace("\"wrapS\":10497", "\"wrapS\":1,\"wrapU\":10497"));
        assertThat(validation.errors()).isZero();
        assertThat(validation.findings()).extracting(Finding::code)
            .containsExactlyInAnyOrder("VALUE_NOT_IN_LIST", "UNEXPECTED_PROPERTY");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"children\":[%1$d]} | NODE_LOOP", "{\"children\":[0]} | NODE_PARENT_OVERRIDE",
        "{\"mesh\":0,\"skin\":0} | UNRESOLVED_REFERENCE"})
    @Timeout(20)
    void shouldEndSoonWhenADocumentHangsTogetherInManyWays(final String node, final String code) {
        final int count = 20_000;
        final StringBuilder nodes = new StringBuilder();
        final StringBuilder joints = new StringBuilder();
        for (int i = 0; i < count; i++) {
            nodes.append(i == 0 ? "" : ",").append(node.formatted((i + 1) % count));
            joints.append(i == 0 ? "" : ",").append(i);
        }
        final String json = "{\"asset\":{\"version\":\"2.0\"},\"nodes\":[" + nodes + "],\"skins\":["
            + "{\"joints\":[0],\"skeleton\":0},".repeat(1000) + "{\"skeleton\":0,\"joints\":[" + joints + "]}],"
            + "\"scenes\":[" + "{\"nodes\":[0]},".repeat(count) + "{}]}";
        final Validation validation = Validation.ofDocument(json.getBytes(StandardCharsets.UTF_8), JsonMapper.shared());
        assertThat(validation.findings()).extracting(Finding::code).contains(code);
    }

    @Test
    void shouldAllocateNothingByADeclaredCount() {
        final String json = "{\"asset\":{\"version\":\"2.0\"},\"buffers\":[{\"byteLength\":9007199254740992,"
            + "\"uri\":\"data:application/octet-stream;base64,AAAA\"}],\"bufferViews\":[{\"buffer\":0,"
            + "\"byteLength\":9007199254740992}],\"accessors\":[{\"bufferView\":0,\"count\":9007199254740992,"
            + "\"componentType\":5126,\"type\":\"MAT4\",\"sparse\":{\"count\":9007199254740992,\"indices\":"
            + "{\"bufferView\":0,\"componentType\":5125},\"values\":{\"bufferView\":0}}}]}";
        assertThat(SoundGltf.check(json).findings()).extracting(Finding::code)
            .contains("BUFFER_BYTE_LENGTH_MISMATCH", "ACCESSOR_TOO_LONG");
    }
}
