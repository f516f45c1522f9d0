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
        final float ax = Math.abs(dx);
        final float ay = Math.abs(dy);
        final float az = Math.abs(dz);
        if (az >= ax && az >= ay) {
            axes(0, 1, 2, ox, oy, oz, dx, dy, dz);
        } else if (ay >= ax) {
            axes(2, 0, 1, oz, ox, oy, dz, dx, dy);
        } else {
            axes(1, 2, 0, oy, oz, ox, dy, dz, dx);
        }
        return ax + ay + az > 0 && ax + ay + az < Float.POSITIVE_INFINITY;
    }

    private void axes(final int x, final int y, final int z, final float ox, final float oy, final float oz,
                      final float dx, final float dy, final float dz) {
        axisX = x;
        axisY = y;
        axisZ = z;
        originX = ox;
        originY = oy;
        originZ = oz;
        directionZ = dz;
        shearX = dx / dz;
        shearY = dy / dz;
    }
}
