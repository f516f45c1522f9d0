package org.umbel.node.importer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * The objects of glTF 2.0 JSON that we read, in the specification's names and untouched: every field may be
 * null, out of range, or refer to nothing, and lists may hold nulls. Unknown fields are skipped. Ours instead
 * of jgltf's classes, whose setters drop values that common files have (emissive factors above 1) and whose
 * errors do not say which element of a list they are about.
 */
@NullUnmarked
record Gltf(Asset asset, List<String> extensionsUsed, List<String> extensionsRequired,
            List<Accessor> accessors, List<Buffer> buffers, List<BufferView> bufferViews,
            List<Camera> cameras, List<Image> images,
            List<Material> materials, List<Mesh> meshes, List<Node> nodes, List<Sampler> samplers,
            Integer scene, List<Scene> scenes, List<Texture> textures, List<Skin> skins,
            List<Animation> animations, Map<String, Object> extensions) {

    record Asset(String version, String minVersion) {}

    record Accessor(Integer bufferView, Long byteOffset, Integer componentType, Boolean normalized,
                    Integer count, String type, Sparse sparse) {}

    record Sparse(Integer count, SparseIndices indices, SparseValues values) {}

    record SparseIndices(Integer bufferView, Long byteOffset, Integer componentType) {}

    record SparseValues(Integer bufferView, Long byteOffset) {}

    record Buffer(String uri, Long byteLength, Map<String, Object> extensions) {}

    record BufferView(Integer buffer, Long byteOffset, Long byteLength, Integer byteStride,
                      Map<String, Object> extensions) {}

    record Camera(Perspective perspective, Orthographic orthographic) {}

    record Orthographic(Double xmag, Double ymag) {}

    record Perspective(Double yfov) {}

    record Image(String uri, Integer bufferView) {}

    record Material(MetallicRoughness pbrMetallicRoughness, TextureInfo normalTexture,
                    TextureInfo emissiveTexture, float[] emissiveFactor, String alphaMode,
                    Float alphaCutoff, Boolean doubleSided, Map<String, Object> extensions) {
        static final Material DEFAULT = new Material(null, null, null, null, null, null, null, null);
    }

    record MetallicRoughness(float[] baseColorFactor, TextureInfo baseColorTexture, Float metallicFactor,
                             Float roughnessFactor, TextureInfo metallicRoughnessTexture) {
        static final MetallicRoughness DEFAULT = new MetallicRoughness(null, null, null, null, null);
    }

    /** Also normalTextureInfo, which alone has a scale. */
    record TextureInfo(Integer index, Integer texCoord, Float scale, Map<String, Object> extensions) {}

    record Mesh(List<Primitive> primitives, float[] weights) {}

    record Primitive(Map<String, Integer> attributes, Integer indices, Integer material, Integer mode,
                     List<Map<String, Integer>> targets, Map<String, Object> extensions) {}

    record Node(Integer camera, List<Integer> children, Integer mesh, Integer skin, float[] matrix, float[] rotation,
                float[] scale, float[] translation, float[] weights, Map<String, Object> extensions) {}

    record Skin(Integer inverseBindMatrices, List<Integer> joints) {}

    record Animation(String name, List<Channel> channels, List<AnimationSampler> samplers) {}

    record Channel(Integer sampler, Target target) {}

    record Target(Integer node, String path) {}

    record AnimationSampler(Integer input, String interpolation, Integer output) {}

    record Sampler(Integer magFilter, Integer wrapS, Integer wrapT) {
        static final Sampler DEFAULT = new Sampler(null, null, null);
    }

    record Scene(List<Integer> nodes) {}

    record Texture(Integer sampler, Integer source, Map<String, Object> extensions) {
        /** The image that an extension which we read names, since the other one is there for who does not read it. */
        @Override
        public Integer source() {
            for (final String extension : TextureImages.EXTENSIONS) {
                if (extensions != null && extensions.get(extension) instanceof Map<?, ?> object) {
                    return object.get("source") instanceof Integer image ? image : Integer.valueOf(-1);
                }
            }
            return source;
        }
    }
}
