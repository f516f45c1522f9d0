package org.umbel.tracer.kernel;

/**
 * A ray as the triangle test wants it: translated to its origin and sheared onto the axis of its largest
 * direction component, after Woop, Benthin and Wald, "Watertight Ray/Triangle Intersection", JCGT 2(1), 2013.
 *
 * <p>A vertex goes to the same two floats whichever triangle it belongs to, and an edge function of two such
 * points has the right sign or is zero. So no ray slips between triangles that share an edge.
 *
 * <p>One per thread; {@link #set} starts a ray.
 */
public final class ShearRay {
    private final float[] o = new float[3];
    private final float[] d = new float[3];
    /** The ray's major axis, and the two others in cyclic order after it. */
    int axisX;
    int axisY;
    int axisZ;
    float originX;
    float originY;
    float originZ;
    float directionZ;
    float shearX;
    float shearY;

    /** Starts a ray; false if the direction is zero or not a number, and no test may follow. */
    public boolean set(final float ox, final float oy, final float oz, final float dx, final float dy,
                       final float dz) {
        o[0] = ox;
        o[1] = oy;
        o[2] = oz;
        d[0] = dx;
        d[1] = dy;
        d[2] = dz;

        // Arithmetic on bits of absolute values and tables of two bits: nobody foretells a branch on the major axis
        final int ax = Float.floatToRawIntBits(Math.abs(dx));
        final int ay = Float.floatToRawIntBits(Math.abs(dy));
        final int az = Float.floatToRawIntBits(Math.abs(dz));
        final int isY = ax - ay - 1 >>> 31;
        final int isZ = Math.max(ax, ay) - az - 1 >>> 31;
        axisZ = isZ << 1 | isY & ~isZ;
        axisX = 0b00_10_01 >> 2 * axisZ & 3;
        axisY = 0b01_00_10 >> 2 * axisZ & 3;
        originX = o[axisX];
        originY = o[axisY];
        originZ = o[axisZ];
        directionZ = d[axisZ];
        shearX = d[axisX] / directionZ;
        shearY = d[axisY] / directionZ;
        final float sum = Math.abs(dx) + Math.abs(dy) + Math.abs(dz);
        return sum > 0 && sum < Float.POSITIVE_INFINITY;
    }
}
