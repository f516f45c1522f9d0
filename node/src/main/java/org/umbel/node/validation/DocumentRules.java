package org.umbel.node.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The objects of glTF 2.0 as a table: types, ranges, what is required, and what refers to what (section 5). */
final class DocumentRules {
    private static final int ANY_SIZE = Integer.MAX_VALUE;
    private static final int MATRIX = 16;
    private static final Rule TEXT = new Rule.Text(Set.of(), "");
    private static final Rule FLAG = new Rule.Flag();
    private static final Rule REAL = atLeast(Double.NEGATIVE_INFINITY);
    private static final Rule UNIT = new Rule.Real(0, 1, false);
    private static final Rule POSITIVE = new Rule.Real(0, Double.POSITIVE_INFINITY, true);
    private static final Rule COUNT = whole(1);
    private static final Rule OFFSET = whole(0);
    private static final Rule VERSION = new Rule.Text(Set.of(), "[0-9]+\\.[0-9]+");
    private static final Rule NAMES = new Rule.Items(TEXT, 1, ANY_SIZE, true);

    /** A reference to a texture, wherever it stands; also normalTexture and occlusionTexture. */
    static final Rule.Struct TEXTURE_INFO = struct().need("index", to("textures")).may("texCoord", OFFSET)
        .may("scale", REAL).may("strength", UNIT).done();

    static final Rule.Struct ROOT = struct()
        .need("asset", struct().need("version", VERSION).may("minVersion", VERSION).may("copyright", TEXT)
            .may("generator", TEXT).done())
        .may("extensionsUsed", NAMES).may("extensionsRequired", NAMES, "extensionsUsed")
        .may("scene", to("scenes"))
        .list("accessors", accessor()).list("animations", animation())
        .list("buffers", named().may("uri", TEXT).need("byteLength", COUNT).done())
        .list("bufferViews", bufferView()).list("cameras", camera())
        .list("images", named().may("uri", TEXT).may("mimeType", oneOf("image/jpeg", "image/png"))
            .may("bufferView", to("bufferViews"), "mimeType").done())
        .list("materials", material()).list("meshes", mesh()).list("nodes", node())
        .list("samplers", named().may("magFilter", oneOf(9728, 9729))
            .may("minFilter", oneOf(9728, 9729, 9984, 9985, 9986, 9987)).may("wrapS", oneOf(33071, 33648, 10497))
            .may("wrapT", oneOf(33071, 33648, 10497)).done())
        .list("scenes", named().may("nodes", all("nodes")).done())
        .list("skins", named().may("inverseBindMatrices", to("accessors")).may("skeleton", to("nodes"))
            .need("joints", all("nodes")).done())
        .list("textures", named().may("sampler", to("samplers")).may("source", to("images")).done())
        .done();

    private DocumentRules() {}

    private static Rule.Struct accessor() {
        final Rule bounds = new Rule.Items(REAL, 1, MATRIX, false);
        return named().may("bufferView", to("bufferViews")).may("byteOffset", OFFSET, "bufferView")
            .need("componentType", oneOf(5120, 5121, 5122, 5123, 5125, 5126)).may("normalized", FLAG)
            .need("count", COUNT).need("type", oneOf("SCALAR", "VEC2", "VEC3", "VEC4", "MAT2", "MAT3", "MAT4"))
            .may("max", bounds).may("min", bounds)
            .may("sparse", struct().need("count", COUNT)
                .need("indices", struct().need("bufferView", to("bufferViews")).may("byteOffset", OFFSET)
                    .need("componentType", oneOf(5121, 5123, 5125)).done())
                .need("values", struct().need("bufferView", to("bufferViews")).may("byteOffset", OFFSET).done())
                .done())
            .done();
    }

    private static Rule.Struct animation() {
        final Rule.Struct target = struct().may("node", to("nodes"))
            .need("path", oneOf("translation", "rotation", "scale", "weights")).done();
        return named()
            .need("channels", some(struct().need("sampler", OFFSET).need("target", target).done()))
            .need("samplers", some(struct().need("input", to("accessors"))
                .may("interpolation", oneOf("LINEAR", "STEP", "CUBICSPLINE")).need("output", to("accessors")).done()))
            .done();
    }

    private static Rule.Struct bufferView() {
        return named().need("buffer", to("buffers")).may("byteOffset", OFFSET).need("byteLength", COUNT)
            .may("byteStride", new Rule.Whole(4, 252, 4, Set.of())).may("target", oneOf(34962, 34963)).done();
    }

    private static Rule.Struct camera() {
        return named().need("type", oneOf("perspective", "orthographic"))
            .may("orthographic", struct().need("xmag", REAL).need("ymag", REAL).need("zfar", POSITIVE)
                .need("znear", atLeast(0)).done())
            .may("perspective", struct().may("aspectRatio", POSITIVE).need("yfov", POSITIVE).may("zfar", POSITIVE)
                .need("znear", POSITIVE).done())
            .done();
    }

    private static Rule.Struct material() {
        return named()
            .may("pbrMetallicRoughness", struct().may("baseColorFactor", vector(UNIT, 4))
                .may("baseColorTexture", TEXTURE_INFO).may("metallicFactor", UNIT).may("roughnessFactor", UNIT)
                .may("metallicRoughnessTexture", TEXTURE_INFO).done())
            .may("normalTexture", TEXTURE_INFO).may("occlusionTexture", TEXTURE_INFO)
            .may("emissiveTexture", TEXTURE_INFO).may("emissiveFactor", vector(UNIT, 3))
            .may("alphaMode", oneOf("OPAQUE", "MASK", "BLEND")).may("alphaCutoff", atLeast(0))
            .may("doubleSided", FLAG).done();
    }

    private static Rule.Struct mesh() {
        final Rule attributes = new Rule.Entries(to("accessors"), 1);
        return named()
            .need("primitives", some(struct().need("attributes", attributes).may("indices", to("accessors"))
                .may("material", to("materials")).may("mode", oneOf(0, 1, 2, 3, 4, 5, 6))
                .may("targets", some(attributes)).done()))
            .may("weights", some(REAL)).done();
    }

    private static Rule.Struct node() {
        return named().may("camera", to("cameras")).may("children", all("nodes")).may("skin", to("skins"), "mesh")
            .may("matrix", vector(REAL, MATRIX)).may("mesh", to("meshes"))
            .may("rotation", vector(new Rule.Real(-1, 1, false), 4)).may("scale", vector(REAL, 3))
            .may("translation", vector(REAL, 3)).may("weights", some(REAL), "mesh").done();
    }

    private static Rule whole(final long min) {
        return new Rule.Whole(min, Json.WHOLE_MAX, 1, Set.of());
    }

    private static Rule oneOf(final long... known) {
        final Set<Long> all = new TreeSet<>();
        for (final long value : known) {
            all.add(value);
        }
        return new Rule.Whole(0, Json.WHOLE_MAX, 1, all);
    }

    private static Rule oneOf(final String... known) {
        return new Rule.Text(Set.of(known), "");
    }

    private static Rule atLeast(final double min) {
        return new Rule.Real(min, Double.POSITIVE_INFINITY, false);
    }

    private static Rule to(final String list) {
        return new Rule.Reference(list);
    }

    private static Rule all(final String list) {
        return new Rule.Items(to(list), 1, ANY_SIZE, true);
    }

    private static Rule some(final Rule item) {
        return new Rule.Items(item, 1, ANY_SIZE, false);
    }

    private static Rule vector(final Rule item, final int size) {
        return new Rule.Items(item, size, size, false);
    }

    private static Struct struct() {
        return new Struct();
    }

    private static Struct named() {
        return new Struct().may("name", TEXT);
    }

    /** Collects the fields of an object. */
    private static final class Struct {
        private final Map<String, Rule.Field> fields = new LinkedHashMap<>();
        private final List<String> required = new ArrayList<>();

        private Struct may(final String name, final Rule rule) {
            return may(name, rule, "");
        }

        private Struct may(final String name, final Rule rule, final String needs) {
            fields.put(name, new Rule.Field(rule, needs));
            return this;
        }

        private Struct need(final String name, final Rule rule) {
            required.add(name);
            return may(name, rule);
        }

        private Struct list(final String name, final Rule item) {
            return may(name, some(item));
        }

        private Rule.Struct done() {
            return new Rule.Struct(Map.copyOf(fields), List.copyOf(required));
        }
    }
}
