package org.umbel.tracer.material;

import org.umbel.tracer.sampling.Frame;

/** Normal mapping, as in glTF 2.0: the tangent is made orthogonal to the normal, the bitangent is their product. */
final class TangentSpace {
    private static final float SQUARED_MIN = 1e-20f;

    private TangentSpace() {}

    /**
     * Replaces a shading normal by the tangent-space normal in the texel scratch.
     *
     * @param hand sign of the bitangent for the normal as in the file
     * @param side -1 if the shading normal has been turned because the surface is seen from behind
     */
    static void bend(final Frame frame, final float[] texel, final float tx, final float ty, final float tz,
                     final float hand, final float side) {
        final float nx = frame.nx * side;
        final float ny = frame.ny * side;
        final float nz = frame.nz * side;
        final float along = tx * nx + ty * ny + tz * nz;
        final float ox = tx - along * nx;
        final float oy = ty - along * ny;
        final float oz = tz - along * nz;
        final float squared = ox * ox + oy * oy + oz * oz;
        if (!(squared > SQUARED_MIN * (tx * tx + ty * ty + tz * tz)) || !(squared > Float.MIN_NORMAL)) {
            return;
        }
        final float scale = 1f / (float) Math.sqrt(squared);
        final float x = texel[0] * scale;
        final float y = texel[1] * scale * hand;
        final float z = texel[2];
        final float bx = x * ox + y * (ny * oz - nz * oy) + z * nx;
        final float by = x * oy + y * (nz * ox - nx * oz) + z * ny;
        final float bz = x * oz + y * (nx * oy - ny * ox) + z * nz;
        final float length = (float) Math.sqrt(bx * bx + by * by + bz * bz);
        if (length > 0) {
            final float unit = side / length;
            frame.set(bx * unit, by * unit, bz * unit);
        }
    }

    /** Turns the surface's tangent to (x, y) in its tangent plane; the bitangent as for {@link #bend}. */
    static void turn(final Surface s, final float x, final float y, final float hand, final float side) {
        final float nx = s.frame.nx * side;
        final float ny = s.frame.ny * side;
        final float nz = s.frame.nz * side;
        final float along = s.tx * nx + s.ty * ny + s.tz * nz;
        final float ox = s.tx - along * nx;
        final float oy = s.ty - along * ny;
        final float oz = s.tz - along * nz;
        final float h = y * hand;
        s.tx = x * ox + h * (ny * oz - nz * oy);
        s.ty = x * oy + h * (nz * ox - nx * oz);
        s.tz = x * oz + h * (nx * oy - ny * ox);
    }
}
