package org.umbel.node.validation;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A valid document with one of everything, that tests change in one place. */
final class SoundGltf {
    private static final String PNG =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQYV2P4z/AfAAQAAf+I0P3MAAAAAElF"
            + "TkSuQmCC";

    private final ByteBuffer data = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    private final List<String> views = new ArrayList<>();
    private final List<String> accessors = new ArrayList<>();

    private SoundGltf() {}

    static String text() {
        final SoundGltf gltf = new SoundGltf();
        gltf.floats("VEC3", ",\"min\":[0,0,0],\"max\":[1,1,0]", 34962, 0, 0, 0, 1, 0, 0, 0, 1, 0);
        gltf.floats("VEC3", "", 34962, 0, 0, 1, 0, 0, 1, 0, 0, 1);
        gltf.floats("VEC4", "", 34962, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, -1);
        gltf.floats("VEC2", "", 34962, 0, 0, 1, 0, 0, 1);
        gltf.floats("VEC3", "", 34962, 1, 1, 1, 0, 0, 0, 0.5f, 0.5f, 0.5f);
        gltf.bytes(5121, "VEC4", "", 34962, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0);
        gltf.floats("VEC4", "", 34962, 0.5f, 0.5f, 0, 0, 0.25f, 0.75f, 0, 0, 1, 0, 0, 0);
        gltf.bytes(5121, "SCALAR", "", 34963, 0, 1, 2);
        gltf.floats("VEC3", ",\"min\":[0,0,1],\"max\":[0,0,1]", 34962, 0, 0, 1, 0, 0, 1, 0, 0, 1);
        gltf.floats("SCALAR", ",\"min\":[0],\"max\":[2]", 0, 0, 2);
        gltf.floats("VEC4", "", 0, 0, 0, 0, 1, 0, 1, 0, 0);
        gltf.floats("MAT4", "", 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0,
            0,
            0, 0, 1);
        return gltf.document();
    }

    private void floats(final String type, final String more, final int target, final float... values) {
        final int start = data.position();
        for (final float value : values) {
            data.putFloat(value);
        }
        accessor(start, 5126, type, values.length, more, target);
    }

    private void bytes(final int component, final String type, final String more, final int target,
                       final int... values) {
        final int start = data.position();
        for (final int value : values) {
            data.put((byte) value);
        }
        accessor(start, component, type, values.length, more, target);
    }

    private void accessor(final int start, final int component, final String type, final int numbers,
                          final String more, final int target) {
        views.add("{\"buffer\":0,\"byteOffset\":" + start + ",\"byteLength\":" + (data.position() - start)
            + (target == 0 ? "" : ",\"target\":" + target) + "}");
        while (data.position() % 4 != 0) {
            data.put((byte) 0);
        }
        final int components = type.equals("SCALAR") ? 1 : type.equals("MAT4") ? 16 : type.charAt(3) - '0';
        accessors.add("{\"bufferView\":" + accessors.size() + ",\"componentType\":" + component + ",\"type\":\"" + type
            + "\",\"count\":" + numbers / components + more + "}");
    }

    private String document() {
        final byte[] bytes = new byte[data.position()];
        data.get(0, bytes);
        return "{\"asset\":{\"version\":\"2.0\"},\"extensionsUsed\":[\"KHR_texture_transform\"],\"scene\":0,"
            + "\"scenes\":[{\"nodes\":[0,1]}],"
            + "\"nodes\":[{\"mesh\":0,\"skin\":0,\"weights\":[0.5]},{\"children\":[2,3],\"rotation\":[0,0,0,1]},"
            + "{\"translation\":[1,0,0]},{\"camera\":0,\"scale\":[1,1,1]}],"
            + "\"meshes\":[{\"weights\":[0],\"primitives\":[{\"attributes\":{\"POSITION\":0,\"NORMAL\":1,\"TANGENT\":2,"
            + "\"TEXCOORD_0\":3,\"COLOR_0\":4,\"JOINTS_0\":5,\"WEIGHTS_0\":6},\"indices\":7,\"material\":0,\"mode\":4,"
            + "\"targets\":[{\"POSITION\":8}]}]}],"
            + "\"animations\":[{\"samplers\":[{\"input\":9,\"output\":10,\"interpolation\":\"LINEAR\"}],"
            + "\"channels\":[{\"sampler\":0,\"target\":{\"node\":2,\"path\":\"rotation\"}}]}],"
            + "\"skins\":[{\"inverseBindMatrices\":11,\"joints\":[1,2],\"skeleton\":1}],"
            + "\"cameras\":[{\"type\":\"perspective\",\"perspective\":{\"yfov\":1,\"znear\":0.1,\"zfar\":10}}],"
            + "\"materials\":[{\"alphaMode\":\"MASK\",\"pbrMetallicRoughness\":{\"metallicFactor\":1,"
            + "\"baseColorTexture\":{\"index\":0,\"texCoord\":0,"
            + "\"extensions\":{\"KHR_texture_transform\":{\"offset\":[0,0]}}}}}],"
            + "\"textures\":[{\"sampler\":0,\"source\":0}],\"samplers\":[{\"wrapS\":10497}],"
            + "\"images\":[{\"mimeType\":\"image/png\",\"uri\":\"data:image/png;base64," + PNG + "\"}],"
            + "\"accessors\":[" + String.join(",", accessors) + "],\"bufferViews\":[" + String.join(",", views) + "],"
            + "\"buffers\":[{\"byteLength\":" + bytes.length + ",\"uri\":\"data:application/octet-stream;base64,"
            + Base64.getEncoder().encodeToString(bytes) + "\"}]}";
    }

    /** Findings of a document with everything that it names in data URIs. */
    static Validation check(final String json) {
        return Validation.ofFile(MemorySegment.ofArray(json.getBytes(StandardCharsets.UTF_8)), false, uri -> {
            throw new NoSuchFileException(uri);
        }, JsonMapper.shared());
    }
}
