package org.umbel.tracer.integrator;

import org.umbel.tracer.accel.Hit;
import org.umbel.tracer.light.LightSample;
import org.umbel.tracer.light.Receiver;
import org.umbel.tracer.light.SceneLights;
import org.umbel.tracer.material.Bsdf;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.PreparedMaterial;
import org.umbel.tracer.material.Surface;
import org.umbel.tracer.sampling.Hash;
import org.umbel.tracer.sampling.OwenSobol;
import org.umbel.tracer.sampling.Powers;

/**
 * The shade stage for one path: gathers emission, queues light samples, scatters. Light samples and scattering are
 * weighed against each other by the power heuristic (Veach and Guibas 1995). One thread.
 */
final class Shading {
    private static final float DIFFUSE_SPREAD = 0.25f;
    /**
     * Of {@link Departure#across}: what is left out before a lamp when the start moves after the direction was chosen.
     */
    private static final float MOVED = 3f;

    /** The first hit at which a path may end by chance, and its chance to go on per unit of its throughput. */
    private static final int ROULETTE_FIRST = 2;
    private static final float ROULETTE_CHANCE = 2f;

    private final PreparedScene scene;
    private final SceneLights lights;
    private final boolean absorbs;
    private final boolean hasLamps;
    private final Surface surface = new Surface();
    private final Surface lightSurface = new Surface();
    private final Bsdf bsdf = new Bsdf();
    private final Departure departure = new Departure();
    private final LightSample light = new LightSample();
    /** What is lit now, and what was when the ray was sent. */
    private final Receiver receiver = new Receiver();
    private final Receiver before = new Receiver();

    Shading(final PreparedScene scene) {
        this.scene = scene;
        lights = scene.lights();
        absorbs = scene.absorbs();
        hasLamps = !lights.triangles().isEmpty();
    }

    /**
     * Handles what path i found at depth (0 = the camera's hit).
     *
     * @param last whether the path ends here, after emission
     * @return whether the path goes on with the ray now in its slot
     */
    boolean shade(final PathBatch p, final int i, final int depth, final boolean last, final ShadowQueue shadows) {
        if (p.instance[i] == Hit.MISS) {
            escape(p, i, depth);
            return false;
        }
        final float width = Math.fma(p.t[i], p.spread[i], p.width[i]);
        final PlacedMesh mesh = scene.mesh(p.instance[i]);
        mesh.surface(p.primitive[i], p.u[i], p.v[i], p.dx[i], p.dy[i], p.dz[i], width, surface);
        if (absorbs) {
            absorb(p, i, mesh);
        }
        emission(p, i, depth);
        if (last || !survives(p, i, depth)) {
            return false;
        }
        bsdf.prepare(surface, -p.dx[i], -p.dy[i], -p.dz[i]);
        departure.set(surface);
        if (!lights.delta().isEmpty()) {
            delta(p, i, depth, shadows);
        }
        if (lights.hasExtended()) {
            extended(p, i, depth, shadows);
        }
        if (!scatter(p, i, depth, width)) {
            return false;
        }
        if (absorbs && mesh.material().isVolume()
            && surface.gx * p.dx[i] + surface.gy * p.dy[i] + surface.gz * p.dz[i] < 0) {
            p.medium[i] = surface.behind ? Hit.MISS : p.instance[i];
        }
        return true;
    }

    /**
     * Takes away what the volume does that the ray came through: that of the surface which it hit from inside,
     * otherwise that which it went into last. A ray that leaves the scene has lost nothing.
     */
    private void absorb(final PathBatch p, final int i, final PlacedMesh mesh) {
        final int inside = surface.behind && mesh.material().isVolume() ? p.instance[i] : p.medium[i];
        if (inside != Hit.MISS) {
            final PreparedMaterial material = scene.mesh(inside).material();
            p.betaR[i] *= Powers.two(-material.absorption(0) * p.t[i]);
            p.betaG[i] *= Powers.two(-material.absorption(1) * p.t[i]);
            p.betaB[i] *= Powers.two(-material.absorption(2) * p.t[i]);
        }
    }

    private void escape(final PathBatch p, final int i, final int depth) {
        final float weight = depth == 0 ? 1f : weight(p.pdf[i], lights.skyPdf(p.dx[i], p.dy[i], p.dz[i]));
        lights.sky().radiance(p.dx[i], p.dy[i], p.dz[i], light);
        p.r[i] += p.betaR[i] * weight * light.r;
        p.g[i] += p.betaG[i] * weight * light.g;
        p.b[i] += p.betaB[i] * weight * light.b;
    }

    private void emission(final PathBatch p, final int i, final int depth) {
        final Surface s = surface;
        if (!(s.emissionR > 0 || s.emissionG > 0 || s.emissionB > 0)) {
            return;
        }
        float weight = 1f;
        if (depth > 0) {
            final float cosine = Math.abs(s.gx * p.dx[i] + s.gy * p.dy[i] + s.gz * p.dz[i]);
            recall(p, i);
            weight = weight(p.pdf[i],
                lights.trianglePdf(p.instance[i], p.primitive[i], p.t[i] * p.t[i], cosine, before));
        }
        p.r[i] += p.betaR[i] * weight * s.emissionR;
        p.g[i] += p.betaG[i] * weight * s.emissionG;
        p.b[i] += p.betaB[i] * weight * s.emissionB;
    }

    private void recall(final PathBatch p, final int i) {
        before.x = p.litX[i];
        before.y = p.litY[i];
        before.z = p.litZ[i];
        before.nx = p.litNx[i];
        before.ny = p.litNy[i];
        before.nz = p.litNz[i];
    }

    /** For {@link #emission} of what the next ray hits. */
    private void remember(final PathBatch p, final int i) {
        p.litX[i] = receiver.x;
        p.litY[i] = receiver.y;
        p.litZ[i] = receiver.z;
        p.litNx[i] = receiver.nx;
        p.litNy[i] = receiver.ny;
        p.litNz[i] = receiver.nz;
    }

    private void delta(final PathBatch p, final int i, final int depth, final ShadowQueue shadows) {
        final int seed = Hash.of(p.seed[i], Dimension.of(depth, Dimension.DELTA));
        if (lights.delta().sample(OwenSobol.x(OwenSobol.shuffle(p.sample[i], seed), seed), departure.x,
            departure.y, departure.z, light)) {
            bsdf.eval(light.x, light.y, light.z);
            queue(p, i, 1f / light.pdf, shadows);
        }
    }

    private void extended(final PathBatch p, final int i, final int depth, final ShadowQueue shadows) {
        final int pickSeed = Hash.of(p.seed[i], Dimension.of(depth, Dimension.LIGHT));
        final float pick = OwenSobol.x(OwenSobol.shuffle(p.sample[i], pickSeed), pickSeed);
        final int seed = Hash.of(p.seed[i], Dimension.of(depth, Dimension.LIGHT_POINT));
        final int index = OwenSobol.shuffle(p.sample[i], seed);
        receiver.set(surface, departure.x, departure.y, departure.z);
        if (hasLamps) {
            remember(p, i);
        }
        if (lights.sample(pick, OwenSobol.x(index, seed), OwenSobol.y(index, seed), receiver, lightSurface, light)) {
            bsdf.eval(light.x, light.y, light.z);
            queue(p, i, weight(light.pdf, bsdf.pdf) / light.pdf, shadows);
        }
    }

    private void queue(final PathBatch p, final int i, final float weight, final ShadowQueue q) {
        final float r = p.betaR[i] * bsdf.r * light.r * weight;
        final float g = p.betaG[i] * bsdf.g * light.g * weight;
        final float b = p.betaB[i] * bsdf.b * light.b * weight;
        if (r == 0 && g == 0 && b == 0) {
            return;
        }
        final int at = q.size++;
        final float step = departure.step(light.x, light.y, light.z);
        q.path[at] = i;
        q.ox[at] = departure.stepX(step);
        q.oy[at] = departure.stepY(step);
        q.oz[at] = departure.stepZ(step);
        q.dx[at] = light.x;
        q.dy[at] = light.y;
        q.dz[at] = light.z;
        q.distance[at] = Math.max(0f, light.distance - MOVED * Math.abs(step));
        q.r[at] = r;
        q.g[at] = g;
        q.b[at] = b;
    }

    private boolean scatter(final PathBatch p, final int i, final int depth, final float width) {
        final int seed = Hash.of(p.seed[i], Dimension.of(depth, Dimension.SCATTER));
        final int index = OwenSobol.shuffle(p.sample[i], seed);
        float facet = 0f;
        if (!surface.lambert && surface.layered) {
            final int facetSeed = Hash.of(p.seed[i], Dimension.of(depth, Dimension.FACET));
            facet = OwenSobol.x(OwenSobol.shuffle(p.sample[i], facetSeed), facetSeed);
        }
        if (!bsdf.sample(facet, OwenSobol.x(index, seed), OwenSobol.y(index, seed))) {
            return false;
        }
        p.betaR[i] *= bsdf.r;
        p.betaG[i] *= bsdf.g;
        p.betaB[i] *= bsdf.b;
        final float step = departure.step(bsdf.wx, bsdf.wy, bsdf.wz);
        p.ox[i] = departure.stepX(step);
        p.oy[i] = departure.stepY(step);
        p.oz[i] = departure.stepZ(step);
        p.dx[i] = bsdf.wx;
        p.dy[i] = bsdf.wy;
        p.dz[i] = bsdf.wz;
        p.pdf[i] = bsdf.pdf;
        p.width[i] = width;
        p.spread[i] = Math.max(p.spread[i], surface.lambert ? DIFFUSE_SPREAD
            : DIFFUSE_SPREAD * Math.min(1f, surface.roughness));
        return true;
    }

    /**
     * Russian roulette: whether a path of little weight is lit here and goes on; if so it stands for those that do not.
     * Emission has been gathered, so that a lamp that scattering finds is never lost.
     */
    private static boolean survives(final PathBatch p, final int i, final int depth) {
        final float chance =
            ROULETTE_CHANCE * Math.max(p.betaR[i], Math.max(p.betaG[i], p.betaB[i]));
        if (depth < ROULETTE_FIRST || !(chance < 1f)) {
            return true;
        }
        final int seed = Hash.of(p.seed[i], Dimension.of(depth, Dimension.ROULETTE));
        if (OwenSobol.x(OwenSobol.shuffle(p.sample[i], seed), seed) >= chance) {
            return false;
        }
        p.betaR[i] /= chance;
        p.betaG[i] /= chance;
        p.betaB[i] /= chance;
        return true;
    }

    /** The power heuristic, by the ratio, so that large densities do not overflow. */
    private static float weight(final float own, final float other) {
        final float ratio = other / own;
        return 1f / Math.fma(ratio, ratio, 1f);
    }
}
