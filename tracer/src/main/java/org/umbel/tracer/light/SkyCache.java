package org.umbel.tracer.light;

import java.util.ArrayDeque;
import org.umbel.codec.scene.EnvironmentMap;

/**
 * The tables of the last few environment maps, so that an edit makes none but of the map that it brings. Two maps are
 * the same if they share their array. Safe for threads; makes the tables of one map at a time.
 */
public final class SkyCache {
    private final int mapsMax;
    private final ArrayDeque<MapTables> tables = new ArrayDeque<>();

    /** A cache of the tables of so many maps. */
    public SkyCache(final int mapsMax) {
        this.mapsMax = mapsMax;
    }

    synchronized MapTables of(final EnvironmentMap map) {
        for (final MapTables known : tables) {
            if (known.isOf(map)) {
                return known;
            }
        }
        final MapTables made = new MapTables(map);
        tables.addFirst(made);
        if (tables.size() > mapsMax) {
            tables.removeLast();
        }
        return made;
    }

    /** Keeps none of them any longer. */
    public synchronized void clear() {
        tables.clear();
    }
}
