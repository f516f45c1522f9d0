package org.umbel.tracer.accel;

import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.kernel.Lanes;

/** The structure of one mesh in its object space: triangle blocks, searched one by one. */
public final class MeshAccel {
    final float[] rows;
    final int triangleCount;
    final float extent;

    private MeshAccel(final float[] rows, final int triangleCount, final float extent) {
        this.rows = rows;
        this.triangleCount = triangleCount;
        this.extent = extent;
    }

    /** Builds the structure of a mesh. */
    public static MeshAccel build(final Mesh mesh) {
        final int count = mesh.triangleCount();
        final float[] rows = new float[(count + Lanes.LANES - 1) / Lanes.LANES * Lanes.BLOCK_FLOATS];
        float extent = 0;
        for (int i = 0; i < count; i++) {
            for (int row = 0; row < 9; row++) {
                final float p = mesh.positions()[3 * mesh.indices()[3 * i + row / 3] + row % 3];
                rows[at(i) + row * Lanes.LANES] = p;
                extent = Math.max(extent, Math.abs(p));
            }
        }
        return new MeshAccel(rows, count, extent);
    }

    static int at(final int primitive) {
        return primitive / Lanes.LANES * Lanes.BLOCK_FLOATS + primitive % Lanes.LANES;
    }

    /** Memory of the structure. */
    public long bytes() {
        return 4L * rows.length;
    }
}
