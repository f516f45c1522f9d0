package org.umbel.tracer.material;

/** Normal mapping, as in glTF 2.0: the tangent is made orthogonal to the normal, the bitangent is their product. */
final class TangentSpace {
    private static final float SQUARED_MIN = 1e-20f;

    private TangentSpace() {}

    /**
     * Replaces the shading normal by the tangent-space normal in the surface's texel scratch.
     *
     * @param hand sign of the bitangent for the normal as in the file
     * @param side -1 if the shading normal has been turned because the surface is seen from behind
     */
    static void bend(final Surface s, final float tx, final float ty, final float tz, final float hand,
                     final float side) {
        final float nx = s.frame.nx * side;
        final float ny = s.frame.ny * side;
        final float nz = s.frame.nz * side;
        final float along = tx * nx + ty * ny + tz * nz;
        final float ox = tx - along * nx;
        final float oy = ty - along * ny;
        final float oz = tz - along * nz;
        final float squared = ox * ox + oy * oy + oz * oz;
        if (!(squared > SQUARED_MIN * (tx * tx + ty * ty + tz * tz)) || !(squared > Float.MIN_NORMAL)) {
            return;
        }
        final float scale = 1f / (float) Math.sqrt(squared);
        final float x = s.texel[0] * scale;
        final float y = s.texel[1] * scale * hand;
        final float z = s.texel[2];
        final float bx = x * ox + y * (ny * oz - nz * oy) + z * nx;
        final float by = x * oy + y * (nz * ox - nx * oz) + z * ny;
        final float bz = x * oz + y * (nx * oy - ny * ox) + z * nz;
        final float length = (float) Math.sqrt(bx * bx + by * by + bz * bz);
        if (length > 0) {
            final float unit = side / length;
            s.frame.set(bx * unit, by * unit, bz * unit);
        }
    }
}
