package org.umbel.node.importer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.TextureRef;

/**
 * Which texture coordinates a material looks up, and how they are transformed first (KHR_texture_transform).
 * Where all textures of a material that look up a set agree the transform is baked into the mesh; otherwise each
 * texture brings its own.
 *
 * @param set n of TEXCOORD_n
 */
record TexcoordUse(int set, double offsetU, double offsetV, double rotation, double scaleU, double scaleV) {
    static final TexcoordUse PLAIN = new TexcoordUse(0, 0, 0, 0, 1, 1);
    static final String EXTENSION = "KHR_texture_transform";

    /**
     * @param extensions of a textureInfo, or null
     * @param path       JSON pointer of the textureInfo
     */
    static TexcoordUse of(final int declaredSet, final Map<String, Object> extensions, final String path) {
        if (declaredSet < 0) {
            throw new Refusal(path + "/texCoord", "is below 0");
        }
        final Map<String, Object> transform = ExtensionValues.object(extensions, EXTENSION, path);
        final String place = path + "/extensions/" + EXTENSION;
        final List<Double> offset = ExtensionValues.numbers(transform, "offset", List.of(0.0, 0.0), place);
        final List<Double> scale = ExtensionValues.numbers(transform, "scale", List.of(1.0, 1.0), place);
        final double set = ExtensionValues.number(transform, "texCoord", declaredSet, place);
        if (set < 0) {
            throw new Refusal(place + "/texCoord", "is below 0");
        }
        return new TexcoordUse((int) set, offset.get(0), offset.get(1),
            ExtensionValues.number(transform, "rotation", 0, place), scale.get(0), scale.get(1));
    }

    /** What the meshes of a material carry for such uses by its textures, set by set, in the order of first use. */
    static List<TexcoordUse> sets(final List<TexcoordUse> uses) {
        final Map<Integer, TexcoordUse> sets = new LinkedHashMap<>();
        for (final TexcoordUse use : uses) {
            sets.merge(use.set, use, (known, other) -> known.equals(other) ? known : other.plain());
        }
        return sets.isEmpty() ? List.of(PLAIN) : sets.values().stream().limit(Mesh.TEXCOORD_SETS_MAX).toList();
    }

    /** Name of the attribute. */
    String attribute() {
        return "TEXCOORD_" + set;
    }

    /** The same set as it is. */
    TexcoordUse plain() {
        return new TexcoordUse(set, 0, 0, 0, 1, 1);
    }

    TextureRef.Transform transform() {
        final double cos = Math.cos(rotation);
        final double sin = Math.sin(rotation);
        return new TextureRef.Transform((float) (cos * scaleU), (float) (sin * scaleV), (float) offsetU,
            (float) (0 - sin * scaleU), (float) (cos * scaleV), (float) offsetV);
    }

    /** Transforms coordinates in place: translation x rotation x scale, as the extension orders them. */
    void bake(final float[] texcoords) {
        if (equals(plain())) {
            return;
        }
        final double cos = Math.cos(rotation);
        final double sin = Math.sin(rotation);
        for (int i = 0; i < texcoords.length; i += 2) {
            final double u = texcoords[i] * scaleU;
            final double v = texcoords[i + 1] * scaleV;
            texcoords[i] = (float) (cos * u + sin * v + offsetU);
            texcoords[i + 1] = (float) (-sin * u + cos * v + offsetV);
        }
    }
}
