package org.umbel.tracer.light;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbel.tracer.material.PlacedMesh;

/**
 * The tables of the emissive triangles of the last few scenes, so that an edit makes none unless a lamp was moved,
 * changed, added or taken away. Safe for threads; makes the tables of one scene at a time.
 */
public final class LampCache {
    private final int scenesMax;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    /** Lamps are not kept for the sake of their tables. */
    private record Entry(List<WeakReference<PlacedMesh>> lamps, LightChoice by, LampTables tables) {
        boolean isOf(final List<PlacedMesh> others, final LightChoice otherBy) {
            boolean same = by == otherBy && lamps.size() == others.size();
            for (int i = 0; same && i < lamps.size(); i++) {
                final PlacedMesh lamp = lamps.get(i).get();
                same = lamp != null && lamp.shinesLike(others.get(i));
            }
            return same;
        }
    }

    /** A cache of the tables of so many scenes. */
    public LampCache(final int scenesMax) {
        this.scenesMax = scenesMax;
    }

    synchronized LampTables of(final List<PlacedMesh> lamps, final LightChoice by) {
        final LampTables known = take(lamps, by);
        final LampTables tables = known == null ? LampTables.of(lamps, by) : known;
        // By the lamps that are there now: somebody will hold them the longest
        final List<WeakReference<PlacedMesh>> held = new ArrayList<>();
        lamps.forEach(lamp -> held.add(new WeakReference<>(lamp)));
        entries.addFirst(new Entry(held, by, tables));
        if (entries.size() > scenesMax) {
            entries.removeLast();
        }
        return tables;
    }

    private @Nullable LampTables take(final List<PlacedMesh> lamps, final LightChoice by) {
        for (final Iterator<Entry> each = entries.iterator(); each.hasNext();) {
            final Entry entry = each.next();
            if (entry.isOf(lamps, by)) {
                each.remove();
                return entry.tables;
            }
        }
        return null;
    }

    /** Keeps none of them any longer. */
    public synchronized void clear() {
        entries.clear();
    }
}
