package org.umbel.tracer.material;

import java.util.stream.Stream;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Material.AlphaMode;
import org.umbel.codec.scene.Material.Model;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.tracer.sampling.Luminance;
import org.umbel.tracer.texture.TextureSet;
import org.umbel.tracer.texture.Transfer;

/** A material with its textures decoded. Immutable, shared by threads. */
public final class PreparedMaterial {
    private static final double LN_2 = 0.6931471805599453;
    private final Material source;
    private final boolean lambert;
    private final boolean opaque;
    private final TextureUse baseColor;
    private final TextureUse metallicRoughness;
    private final TextureUse normal;
    private final TextureUse emission;
    private final boolean layered;
    private final TextureUse transmission;
    private final TextureUse specular;
    private final TextureUse specularColor;
    private final TextureUse coat;
    private final TextureUse coatRoughness;
    private final TextureUse coatNormal;
    private final TextureUse sheenColor;
    private final TextureUse sheenRoughness;
    private final TextureUse anisotropy;
    private final TextureUse film;
    private final TextureUse filmThickness;
    private final float anisotropyCos;
    private final float anisotropySin;
    private final int texcoordSets;
    /** float[3]: of 2^-x, per world unit inside. */
    private final float[] absorption = new float[3];

    public PreparedMaterial(final Material source, final TextureSet textures) {
        this.source = source;
        lambert = source.model() == Model.LAMBERT;
        baseColor = new TextureUse(textures, source.baseColorTexture(), Transfer.SRGB);
        metallicRoughness = new TextureUse(textures, source.metallicRoughnessTexture(), Transfer.LINEAR);
        normal = new TextureUse(textures, source.normalTexture(), Transfer.LINEAR);
        emission = new TextureUse(textures, source.emissionTexture(), Transfer.SRGB);
        final MaterialExtensions extensions = source.extensions();
        layered = !lambert && !extensions.isPlain();
        transmission = new TextureUse(textures, extensions.transmissionTexture(), Transfer.LINEAR);
        specular = new TextureUse(textures, extensions.specular().weightTexture(), Transfer.LINEAR);
        specularColor = new TextureUse(textures, extensions.specular().colorTexture(), Transfer.SRGB);
        coat = new TextureUse(textures, extensions.clearcoat().weightTexture(), Transfer.LINEAR);
        coatRoughness = new TextureUse(textures, extensions.clearcoat().roughnessTexture(), Transfer.LINEAR);
        coatNormal = new TextureUse(textures, extensions.clearcoat().normalTexture(), Transfer.LINEAR);
        sheenColor = new TextureUse(textures, extensions.sheen().colorTexture(), Transfer.SRGB);
        sheenRoughness = new TextureUse(textures, extensions.sheen().roughnessTexture(), Transfer.LINEAR);
        anisotropy = new TextureUse(textures, extensions.anisotropy().texture(), Transfer.LINEAR);
        film = new TextureUse(textures, extensions.iridescence().weightTexture(), Transfer.LINEAR);
        filmThickness = new TextureUse(textures, extensions.iridescence().thicknessTexture(), Transfer.LINEAR);
        anisotropyCos = (float) StrictMath.cos(extensions.anisotropy().rotation());
        anisotropySin = (float) StrictMath.sin(extensions.anisotropy().rotation());
        final Stream<TextureUse> shaded = lambert ? Stream.empty() : Stream.of(metallicRoughness, normal,
            transmission, specular, specularColor, coat, coatRoughness, coatNormal, sheenColor, sheenRoughness,
            anisotropy, film, filmThickness);
        texcoordSets = Stream.concat(Stream.of(baseColor, emission), shaded).filter(TextureUse::isPresent)
            .mapToInt(use -> use.set() + 1).max().orElse(0);
        for (int c = 0; c < 3; c++) {
            absorption[c] = (float) (extensions.absorption()[c] / LN_2);
        }
        opaque = lambert || source.alphaMode() == AlphaMode.OPAQUE;
    }

    /** Whether hits are never asked about alpha. */
    public boolean isOpaque() {
        return opaque;
    }

    /** Whether light goes through its surfaces into a volume. */
    public boolean isVolume() {
        return layered && source.extensions().transmission() > 0 && source.extensions().thickness() > 0;
    }

    /** Whether its volume takes light away. */
    public boolean isAbsorbing() {
        return isVolume() && (absorption[0] > 0 || absorption[1] > 0 || absorption[2] > 0);
    }

    /** Of a channel: after x world units in its volume 2^(-absorption x) is left. */
    public float absorption(final int channel) {
        return absorption[channel];
    }

    public boolean isEmissive() {
        return Luminance.precise(source.emission()[0], source.emission()[1], source.emission()[2]) > 0;
    }

    /** A factor proportional to mean emitted radiance, for choosing lights. */
    public double meanEmission() {
        final float[] e = source.emission();
        final float[] mean = emission.mean();
        return Luminance.precise(e[0] * mean[0], e[1] * mean[1], e[2] * mean[2]);
    }

    /** How many sets of texture coordinates its textures look up, from the first on. */
    int texcoordSets() {
        return texcoordSets;
    }

    /** Whether {@link PlacedMesh} needs tangents. */
    boolean isTangential() {
        return hasNormalMap() || layered && (coatNormal.isPresent() || source.extensions().anisotropy().strength() > 0);
    }

    TextureUse coatNormal() {
        return coatNormal;
    }

    TextureUse anisotropy() {
        return anisotropy;
    }

    /** The direction in the tangent plane, into the texel scratch: the texture's, turned. */
    void anisotropyDirection(final Surface s) {
        float x = 1f;
        float y = 0f;
        if (anisotropy.isPresent()) {
            anisotropy.lookup(s, s.texel);
            x = 2f * s.texel[0] - 1f;
            y = 2f * s.texel[1] - 1f;
        }
        s.texel[0] = anisotropyCos * x - anisotropySin * y;
        s.texel[1] = anisotropySin * x + anisotropyCos * y;
    }

    TextureUse normalMap() {
        return normal;
    }

    boolean hasNormalMap() {
        return !lambert && normal.isPresent();
    }

    /** Coverage 0..1 at the surface's texture coordinates where vertex alpha is {@code vertexAlpha}. */
    float coverage(final Surface s, final float vertexAlpha) {
        baseColor.lookup(s, s.texel);
        final float alpha = s.texel[3] * source.baseColor()[3] * vertexAlpha;
        return switch (source.alphaMode()) {
            case OPAQUE -> 1f;
            case MASK -> alpha >= source.alphaCutoff() ? 1f : 0f;
            case BLEND -> alpha;
        };
    }

    /** Fills in what does not depend on the normal; the surface's colours hold the vertex colour on entry. */
    void shade(final Surface s) {
        s.lambert = lambert;
        s.coat = 0f;
        final float[] texel = s.texel;
        baseColor.lookup(s, texel);
        s.baseR *= texel[0] * source.baseColor()[0];
        s.baseG *= texel[1] * source.baseColor()[1];
        s.baseB *= texel[2] * source.baseColor()[2];
        emit(s);
        if (!lambert) {
            metallicRoughness.lookup(s, texel);
            s.roughness = source.roughness() * texel[1];
            s.metallic = source.metallic() * texel[2];
            s.layered = layered;
            if (layered) {
                extend(s);
            }
        }
    }

    private void extend(final Surface s) {
        final MaterialExtensions e = source.extensions();
        s.ior = e.ior();
        s.thin = !(e.thickness() > 0);
        s.transmission = 0f;
        if (e.transmission() > 0) {
            transmission.lookup(s, s.texel);
            s.transmission = e.transmission() * s.texel[0];
        }
        if (e.glossiness()) {
            metallicRoughness.lookup(s, s.texel);
            s.roughness = 1f - source.roughness() * s.texel[3];
            s.metallic = source.metallic();
        }
        specular.lookup(s, s.texel);
        s.specular = e.specular().weight() * s.texel[3];
        s.dispersion = e.dispersion();
        specularColor.lookup(s, s.texel);
        s.specularR = e.specular().color()[0] * s.texel[0];
        s.specularG = e.specular().color()[1] * s.texel[1];
        s.specularB = e.specular().color()[2] * s.texel[2];
        layers(s, e);
    }

    private void layers(final Surface s, final MaterialExtensions e) {
        final float[] texel = s.texel;
        s.coat = e.clearcoat().weight();
        if (s.coat > 0) {
            coat.lookup(s, texel);
            s.coat *= texel[0];
            coatRoughness.lookup(s, texel);
            s.coatRoughness = e.clearcoat().roughness() * texel[1];
        }
        s.film = e.iridescence().weight();
        if (s.film > 0) {
            film.lookup(s, texel);
            s.film *= texel[0];
            filmThickness.lookup(s, texel);
            final float least = e.iridescence().thicknessMin();
            s.filmThickness = Math.fma(texel[1], e.iridescence().thicknessMax() - least, least);
            s.filmIor = e.iridescence().ior();
        }
        sheenColor.lookup(s, texel);
        s.sheenR = e.sheen().color()[0] * texel[0];
        s.sheenG = e.sheen().color()[1] * texel[1];
        s.sheenB = e.sheen().color()[2] * texel[2];
        sheenRoughness.lookup(s, texel);
        s.sheenRoughness = e.sheen().roughness() * texel[3];
        anisotropy.lookup(s, texel);
        s.anisotropy = e.anisotropy().strength() * (anisotropy.isPresent() ? texel[2] : 1f);
    }

    /** Fills in emission from the surface's texture coordinates. */
    void emit(final Surface s) {
        emission.lookup(s, s.texel);
        s.emissionR = s.texel[0] * source.emission()[0];
        s.emissionG = s.texel[1] * source.emission()[1];
        s.emissionB = s.texel[2] * source.emission()[2];
    }

    /** The tangent-space normal at the surface's texture coordinates, not normalised, into its texel scratch. */
    void tangentNormal(final Surface s) {
        tangentNormal(normal, source.normalScale(), s);
    }

    /** The same for the coat. */
    void coatTangentNormal(final Surface s) {
        tangentNormal(coatNormal, source.extensions().clearcoat().normalScale(), s);
    }

    private static void tangentNormal(final TextureUse map, final float scale, final Surface s) {
        final float[] texel = s.texel;
        map.lookup(s, texel);
        texel[0] = (2f * texel[0] - 1f) * scale;
        texel[1] = (2f * texel[1] - 1f) * scale;
        texel[2] = 2f * texel[2] - 1f;
    }
}
