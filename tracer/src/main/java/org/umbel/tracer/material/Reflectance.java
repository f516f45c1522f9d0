package org.umbel.tracer.material;

/**
 * What facets of a surface with extensions reflect: Schlick's Fresnel of metals, and of dielectrics with the weight and
 * colour of KHR_materials_specular; where light is let through, Fresnel's equations in place of Schlick's rise; and a
 * thin film over both. A scratch object of one thread.
 */
final class Reflectance {
    /** Less than that is let into the diffuse layer: then nothing is. */
    private static final float TRANSMITTED_MIN = 1e-3f;

    /** By {@link #at}. */
    float r;
    float g;
    float b;
    /** The most of any channel of the dielectric part: the rest goes through. */
    float most;

    private final ThinFilm film = new ThinFilm();
    private float filmWeight;
    private boolean exact;
    private float metallic;
    private float baseR;
    private float baseG;
    private float baseB;
    /** At normal incidence, without weight and colour, and with; and the most of these. */
    private float f0;
    private float f0R;
    private float f0G;
    private float f0B;
    private float f0Most;
    private float f90;
    private float inverseTransmitted;

    /** Takes up a surface; {@code isGlass} where it lets light through. */
    void prepare(final Surface s, final float metallicShare, final boolean isGlass) {
        metallic = metallicShare;
        baseR = s.baseR;
        baseG = s.baseG;
        baseB = s.baseB;
        f0 = Dielectric.normalReflectance(s.ior);
        exact = isGlass && f0 < 1f;
        f90 = Shares.clamp01(s.specular);
        f0R = f90 * Math.min(1f, f0 * s.specularR);
        f0G = f90 * Math.min(1f, f0 * s.specularG);
        f0B = f90 * Math.min(1f, f0 * s.specularB);
        f0Most = Math.max(f0R, Math.max(f0G, f0B));
        final float transmitted = 1f - Math.fma(f90 - f0Most, 1f / 21f, f0Most);
        inverseTransmitted = transmitted > TRANSMITTED_MIN ? 1f / transmitted : 0f;
        filmWeight = Shares.clamp01(s.film);
        if (filmWeight > 0) {
            film.prepare(s.filmIor, s.filmThickness);
            // how much of all directions enters is not known: as little as can be
            inverseTransmitted = 1f;
        }
    }

    /**
     * Leaves what facets at a cosine to the viewer reflect.
     *
     * @param eta index of refraction beyond the surface over that before it
     */
    void at(final float cosine, final float eta) {
        final float c = Math.min(Math.max(cosine, 0f), 1f);
        final float schlick = Dielectric.schlick(c);
        final float rise = exact ? Shares.clamp01((Dielectric.reflectance(c, eta) - f0) / (1f - f0)) : schlick;
        most = Math.fma(f90 - f0Most, rise, f0Most);
        r = mixed(baseR, f0R, schlick, rise);
        g = mixed(baseG, f0G, schlick, rise);
        b = mixed(baseB, f0B, schlick, rise);
        if (filmWeight > 0 && rise < 1f) {
            overlay(c);
        }
    }

    private float mixed(final float metal, final float f, final float schlick, final float rise) {
        return Math.fma(metallic, Math.fma(1f - metal, schlick, metal), (1f - metallic) * Math.fma(f90 - f, rise, f));
    }

    private void overlay(final float cosine) {
        film.reflect(cosine, f0R, f0G, f0B);
        final float filmMost = Math.max(film.r, Math.max(film.g, film.b));
        most = Math.fma(filmWeight, filmMost - most, most);
        final float bare = 1f - metallic;
        float filmR = bare * film.r;
        float filmG = bare * film.g;
        float filmB = bare * film.b;
        if (metallic > 0) {
            film.reflect(cosine, baseR, baseG, baseB);
            filmR = Math.fma(metallic, film.r, filmR);
            filmG = Math.fma(metallic, film.g, filmG);
            filmB = Math.fma(metallic, film.b, filmB);
        }
        r = Math.fma(filmWeight, filmR - r, r);
        g = Math.fma(filmWeight, filmG - g, g);
        b = Math.fma(filmWeight, filmB - b, b);
    }

    /** The share of light from a direction with this cosine that enters the diffuse layer. */
    float transmitted(final float cosine) {
        final float bare = Math.fma(f90 - f0Most, Dielectric.schlick(cosine), f0Most);
        if (filmWeight > 0) {
            film.reflect(Math.min(cosine, 1f), f0R, f0G, f0B);
            return 1f - Math.fma(filmWeight, Math.max(film.r, Math.max(film.g, film.b)) - bare, bare);
        }
        return 1f - bare;
    }

    /** One over the mean of {@link #transmitted} over all directions. */
    float inverseTransmitted() {
        return inverseTransmitted;
    }
}
