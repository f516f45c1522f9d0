package org.umbel.tracer.accel;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.umbel.codec.scene.Mesh;

/**
 * Built structures by mesh, so that a moved instance rebuilds only the top level.
 *
 * <p>Two meshes are the same if they share their arrays. The least recently used are dropped above a budget.
 * Safe for threads; builds one at a time.
 */
public final class MeshAccelCache {
    private final Map<Mesh, MeshAccel> byMesh = new LinkedHashMap<>(16, 0.75f, true);
    private final long bytesMax;
    private long bytes;

    /**
     * A cache that keeps at most {@code bytesMax} bytes of structures (the one just asked for in any case).
     */
    public MeshAccelCache(final long bytesMax) {
        if (bytesMax < 0) {
            throw new IllegalArgumentException("negative budget: " + bytesMax);
        }
        this.bytesMax = bytesMax;
    }

    /** The structure of a mesh, built now if it is not kept. */
    public synchronized MeshAccel of(final Mesh mesh) {
        final MeshAccel kept = byMesh.get(mesh);
        if (kept != null) {
            return kept;
        }
        final MeshAccel built = MeshAccel.build(mesh);
        byMesh.put(mesh, built);
        bytes += built.bytes();
        evict();
        return built;
    }

    /** Number of structures kept. */
    public synchronized int size() {
        return byMesh.size();
    }

    private void evict() {
        final Iterator<MeshAccel> oldest = byMesh.values().iterator();
        while (bytes > bytesMax && byMesh.size() > 1) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }
}
