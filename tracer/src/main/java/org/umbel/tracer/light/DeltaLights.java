package org.umbel.tracer.light;

import java.util.List;
import org.umbel.codec.scene.Light;
import org.umbel.tracer.sampling.Part;

/** All lights that scattering cannot find, as they have no extent: suns, points and spots. Immutable. */
public final class DeltaLights {
    /** Where there are both: what a point light gives depends on the place; a sun's does not compare. */
    private static final float SUN_SHARE = 0.5f;

    private final Suns suns;
    private final PointLights points;
    /** Probability of choosing among the suns. */
    private final float sunShare;

    public DeltaLights(final List<Light> lights) {
        suns = new Suns(lights);
        points = new PointLights(lights);
        sunShare = points.isEmpty() ? 1f : suns.isEmpty() ? 0f : SUN_SHARE;
    }

    public boolean isEmpty() {
        return suns.isEmpty() && points.isEmpty();
    }

    /** Samples one as seen from (x, y, z); false if it gives no light there. */
    public boolean sample(final float u, final float x, final float y, final float z, final LightSample out) {
        if (u < sunShare) {
            suns.sample(u / sunShare, out);
            out.pdf *= sunShare;
            return true;
        }
        final float rest = Part.within(u, sunShare, 1f - sunShare);
        final boolean found = points.sample(rest, x, y, z, out);
        out.pdf *= 1f - sunShare;
        return found;
    }
}
