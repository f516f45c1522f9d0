package org.umbel.codec.block;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;

/** What a scene's numbers must keep to, so that a tracer can rely on them; checked on the way in and out alike. */
final class SceneLimits {
    private static final String NO_SUCH_TEXTURE =
        "no such image or set of texture coordinates, or a transform that is not finite";

    private SceneLimits() {}

    /** What is wrong with the rest of a scene whose meshes are finite, or null when nothing is. */
    static @Nullable String problemBesideMeshes(final Scene scene) {
        for (int i = 0; i < scene.materials().size(); i++) {
            final String problem = problem(scene.materials().get(i), scene.images().size());
            if (problem != null) {
                return "material " + i + ": " + problem;
            }
        }
        for (int i = 0; i < scene.instances().size(); i++) {
            final Instance instance = scene.instances().get(i);
            if (instance.mesh() < 0 || instance.mesh() >= scene.meshes().size() || instance.material() < 0
                || instance.material() >= scene.materials().size() || !isFinite(instance.objectToWorld(), 12)) {
                return "instance " + i + " has no such mesh or material, or a matrix that is not finite";
            }
        }
        for (int i = 0; i < scene.lights().size(); i++) {
            if (!isFinite(scene.lights().get(i))) {
                return "light " + i + " is not finite";
            }
        }
        return switch (scene.environment()) {
            case Environment.Gradient e -> isFinite(e.zenith(), 3) && isFinite(e.horizon(), 3) && isFinite(e.nadir(), 3)
                ? null : "environment is not finite";
            case Environment.Mapped e -> Float.isFinite(e.turns()) && e.strength() >= 0
                && e.strength() <= Environment.Mapped.STRENGTH_MAX ? null
                    : "environment is turned or strong beyond bounds";
        };
    }

    private static @Nullable String problem(final Material m, final int images) {
        if (!isFinite(m.baseColor(), 4) || !isFinite(m.emission(), 3) || !Float.isFinite(m.metallic())
            || !Float.isFinite(m.roughness()) || !Float.isFinite(m.normalScale()) || !Float.isFinite(m.alphaCutoff())) {
            return "a factor is not finite";
        }
        final String extended = problem(m.extensions(), images);
        if (extended != null) {
            return extended;
        }
        return within(m.baseColorTexture(), images) && within(m.metallicRoughnessTexture(), images)
            && within(m.normalTexture(), images) && within(m.emissionTexture(), images) ? null
                : NO_SUCH_TEXTURE;
    }

    private static @Nullable String problem(final MaterialExtensions e, final int images) {
        final float[] factors = {e.ior(), e.transmission(), e.thickness(), e.dispersion(), e.specular().weight(),
            e.clearcoat().weight(), e.clearcoat().roughness(), e.clearcoat().normalScale(), e.sheen().roughness(),
            e.anisotropy().strength(), e.anisotropy().rotation(), e.iridescence().weight(),
            e.iridescence().ior(), e.iridescence().thicknessMin(), e.iridescence().thicknessMax()};
        if (!isFinite(factors, factors.length) || !isFinite(e.absorption(), 3) || !isFinite(e.specular().color(), 3)
            || !isFinite(e.sheen().color(), 3)) {
            return "a factor of an extension is not finite";
        }
        return Stream.concat(e.linearTextures().stream(), e.colorTextures().stream())
            .allMatch(texture -> within(texture, images)) ? null : NO_SUCH_TEXTURE;
    }

    private static boolean within(final TextureRef texture, final int images) {
        final TextureRef.Transform m = texture.transform();
        return texture.image() >= -1 && texture.image() < images
            && texture.set() >= 0 && texture.set() < Mesh.TEXCOORD_SETS_MAX
            && isFinite(new float[] {m.uu(), m.uv(), m.u0(), m.vu(), m.vv(), m.v0()}, 6);
    }

    /** Whether all numbers of a mesh are finite. */
    static boolean isFinite(final Mesh m) {
        return isFinite(m.positions(), m.positions().length) && isFinite(m.normals(), m.normals().length)
            && isFinite(m.tangents(), m.tangents().length)
            && m.texcoordSets().stream().allMatch(set -> isFinite(set, set.length))
            && isFinite(m.colors(), m.colors().length);
    }

    private static boolean isFinite(final Light light) {
        return switch (light) {
            case Light.Sun sun -> isFinite(sun.direction(), 3) && isFinite(sun.irradiance(), 3);
            case Light.Point point -> isFinite(point.position(), 3) && isFinite(point.intensity(), 3)
                && Float.isFinite(point.range());
            case Light.Spot spot -> isFinite(spot.position(), 3) && isFinite(spot.direction(), 3)
                && isFinite(spot.intensity(), 3) && Float.isFinite(spot.innerConeCos())
                && Float.isFinite(spot.outerConeCos()) && Float.isFinite(spot.range());
        };
    }

    /** Whether there are so many values, all finite. */
    static boolean isFinite(final float[] values, final int length) {
        if (values.length != length) {
            return false;
        }
        for (final float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
