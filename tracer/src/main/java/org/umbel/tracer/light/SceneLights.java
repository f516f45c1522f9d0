package org.umbel.tracer.light;

import java.util.List;
import org.umbel.codec.scene.Scene;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.Surface;
import org.umbel.tracer.sampling.Part;

/**
 * All lights of a scene. A scattering event samples one delta light, and one of the lights that scattering can also
 * find (emissive triangles, sky). Immutable.
 */
public final class SceneLights {
    /**
     * Where both exist each gets half: powers of things near and of a sphere at infinity do not compare, since the sky
     * shines on every point and a triangle's power thins out over the scene.
     */
    private static final float SKY_SHARE = 0.5f;

    private final DeltaLights delta;
    private final Sky sky;
    private final EmissiveTriangles triangles;
    /** Probability of choosing the sky. */
    private final float skyShare;

    /**
     * Makes the tables of all of them.
     *
     * @param skies has the tables of an environment's map, or will
     * @param lamps has the tables of the same emissive triangles, or will
     * @param by    how one of the emissive triangles is chosen
     */
    public SceneLights(final Scene scene, final List<PlacedMesh> meshes, final SkyCache skies,
                       final LampCache lamps, final LightChoice by) {
        delta = new DeltaLights(scene.lights());
        sky = Sky.of(scene.environment(), skies);
        triangles = new EmissiveTriangles(meshes, by, lamps);
        if (!sky.isSampled()) {
            skyShare = 0f;
        } else if (triangles.isEmpty()) {
            skyShare = 1f;
        } else {
            skyShare = SKY_SHARE;
        }
    }

    public DeltaLights delta() {
        return delta;
    }

    public Sky sky() {
        return sky;
    }

    public EmissiveTriangles triangles() {
        return triangles;
    }

    /** Whether {@link #sample} can find anything. */
    public boolean hasExtended() {
        return sky.isSampled() || !triangles.isEmpty();
    }

    /** Samples an emissive triangle or the sky as seen from a receiver; false if it gives no light there. */
    public boolean sample(final float uPick, final float u1, final float u2, final Receiver receiver,
                          final Surface scratch, final LightSample out) {
        if (uPick < skyShare) {
            sky.sample(u1, u2, out);
            out.pdf *= skyShare;
            return out.pdf > 0;
        }
        final float rest = Part.within(uPick, skyShare, 1f - skyShare);
        final boolean found = triangles.sample(rest, u1, u2, receiver, scratch, out);
        out.pdf *= 1f - skyShare;
        return found;
    }

    /** Density over solid angle with which {@link #sample} finds the sky in a direction. */
    public float skyPdf(final float x, final float y, final float z) {
        return skyShare == 0 ? 0f : skyShare * sky.pdf(x, y, z);
    }

    /** Density over solid angle with which {@link #sample} finds a point of a triangle as seen from a receiver. */
    public float trianglePdf(final int instance, final int triangle, final float squaredDistance, final float cosine,
                             final Receiver receiver) {
        return (1f - skyShare) * triangles.pdf(instance, triangle, squaredDistance, cosine, receiver);
    }
}
