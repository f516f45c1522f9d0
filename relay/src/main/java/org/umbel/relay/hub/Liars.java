package org.umbel.relay.hub;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Who is refused because an audit found a lie, here or below: by process and by name. Bounded; of this run only. */
final class Liars {
    private static final int MAX = 1024;

    private final Set<Long> incarnations = bounded();
    private final Set<String> names = bounded();

    private static <T> Set<T> bounded() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(final Map.Entry<T, Boolean> eldest) {
                return size() > MAX;
            }
        });
    }

    void add(final long incarnation, final String name) {
        incarnations.add(incarnation);
        add(name);
    }

    /** Found below: its parent does not say which process it is. */
    void add(final String name) {
        names.add(name);
    }

    boolean isOne(final long incarnation, final String name) {
        return incarnations.contains(incarnation) || names.contains(name);
    }
}
