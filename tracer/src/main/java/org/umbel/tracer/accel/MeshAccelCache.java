package org.umbel.tracer.accel;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Mesh;

/**
 * Built structures by what their meshes are ({@link MeshKey}), so that a scene in which something was moved rebuilds
 * only the top level, even if all of it was read anew.
 *
 * <p>The least recently used are dropped above a budget. What is not here is looked for in a store, and given to it.
 * Safe for threads; makes one structure at a time.
 */
public final class MeshAccelCache {
    /** Smaller ones are built sooner than they are found on a disk (decision 23). */
    public static final int STORED_TRIANGLES_MIN = 1_000;

    private final Map<BlockId, MeshAccel> byKey = new LinkedHashMap<>(16, 0.75f, true);
    /** By positions that somebody still holds: a scene's next version shares the arrays of what has not changed. */
    @SuppressWarnings("UndefinedEquals") // the very array is meant
    private final Map<float[], Named> names = new WeakHashMap<>();
    private final long bytesMax;
    private final AccelStore store;
    private long bytes;
    private Counts counts = new Counts(0, 0, 0);

    private record Named(WeakReference<int[]> indices, BlockId key) {}

    /**
     * Where structures came from, those of a mesh once for each scene.
     *
     * @param built      were made from their triangles
     * @param fromStore  were made from their shape
     * @param fromMemory were here
     */
    public record Counts(long built, long fromStore, long fromMemory) {
        /** Those since then. */
        public Counts since(final Counts then) {
            return new Counts(built - then.built, fromStore - then.fromStore, fromMemory - then.fromMemory);
        }
    }

    /** A cache without a store. */
    public MeshAccelCache(final long bytesMax) {
        this(bytesMax, AccelStore.NONE);
    }

    /**
     * A cache that keeps at most {@code bytesMax} bytes of structures (the one just asked for in any case).
     *
     * @param store of their shapes
     */
    public MeshAccelCache(final long bytesMax, final AccelStore store) {
        if (bytesMax < 0) {
            throw new IllegalArgumentException("negative budget: " + bytesMax);
        }
        this.bytesMax = bytesMax;
        this.store = store;
    }

    /**
     * The structure of a mesh, built now if it is not kept.
     *
     * @throws IllegalArgumentException as {@link MeshAccel#build}
     */
    public synchronized MeshAccel of(final Mesh mesh) {
        final BlockId key = key(mesh);
        final MeshAccel kept = byKey.get(key);
        if (kept != null) {
            counts = new Counts(counts.built, counts.fromStore, counts.fromMemory + 1);
            return kept;
        }
        final MeshAccel made = make(mesh, key);
        byKey.put(key, made);
        bytes += made.bytes();
        evict();
        return made;
    }

    private BlockId key(final Mesh mesh) {
        final Named known = names.get(mesh.positions());
        if (known != null && known.indices.refersTo(mesh.indices())) {
            return known.key;
        }
        final BlockId key = MeshKey.of(mesh);
        names.put(mesh.positions(), new Named(new WeakReference<>(mesh.indices()), key));
        return key;
    }

    private MeshAccel make(final Mesh mesh, final BlockId key) {
        final boolean isStored = mesh.triangleCount() >= STORED_TRIANGLES_MIN;
        final MeshAccel stored = isStored ? stored(mesh, key) : null;
        if (stored != null) {
            counts = new Counts(counts.built, counts.fromStore + 1, counts.fromMemory);
            return stored;
        }
        final MeshAccel built = MeshAccel.build(mesh);
        counts = new Counts(counts.built + 1, counts.fromStore, counts.fromMemory);
        if (isStored) {
            store.keep(key, built.shape());
        }
        return built;
    }

    private @Nullable MeshAccel stored(final Mesh mesh, final BlockId key) {
        final Optional<AccelShape> shape = store.find(key, mesh.triangleCount());
        if (shape.isEmpty()) {
            return null;
        }
        try {
            return MeshAccel.of(mesh, shape.get());
        } catch (final BadShapeException e) {
            store.spoilt(key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Number of structures kept. */
    public synchronized int size() {
        return byKey.size();
    }

    /** Since the cache was made. */
    public synchronized Counts counts() {
        return counts;
    }

    /** Keeps none of them any longer. */
    public synchronized void clear() {
        byKey.clear();
        bytes = 0;
    }

    private void evict() {
        final Iterator<MeshAccel> oldest = byKey.values().iterator();
        while (bytes > bytesMax && byKey.size() > 1) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }
}
