package org.umbel.relay.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.umbel.relay.simulated.NetworkTotals;

/** What happened in a simulation, or in many added together. Names are those of the printed line. */
public final class SimTotals {
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /** What a simulation counts, in the order in which it is printed. */
    enum Count {
        MESSAGES, BYTES, DELAYS, DUPLICATES, GAPS, MALFORMED, REFUSED_SENDS, LINKS, LINK_DEATHS, CUTS,
        PARTITIONS,
        PARTITIONED_MESSAGES, CLOGS, PAUSES, KILLS, RESTARTS, JOINS, STEPS, SESSIONS, EPOCHS, TILE_SAMPLES,
        RANGES_FREED, STALE_ENTRIES, VIEWS;

        /** As printed: camel case. */
        String key() {
            final StringBuilder key = new StringBuilder();
            for (final String word : name().split("_")) {
                key.append(key.isEmpty() ? word.charAt(0) : Character.toUpperCase(word.charAt(0)));
                key.append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
            }
            key.setCharAt(0, Character.toLowerCase(key.charAt(0)));
            return key.toString();
        }
    }

    public SimTotals() {
        for (final Count count : Count.values()) {
            counts.put(count.key(), 0L);
        }
    }

    void add(final Count count, final long number) {
        counts.merge(count.key(), number, Long::sum);
    }

    void add(final NetworkTotals network) {
        add(Count.MESSAGES, network.messages());
        add(Count.BYTES, network.bytes());
        add(Count.DELAYS, network.delayed());
        add(Count.DUPLICATES, network.duplicates());
        add(Count.GAPS, network.gaps());
        add(Count.MALFORMED, network.malformed());
        add(Count.REFUSED_SENDS, network.refusedSends());
        add(Count.LINKS, network.linksOpened());
        add(Count.LINK_DEATHS, network.linkDeaths());
        add(Count.PARTITIONED_MESSAGES, network.partitioned());
    }

    public void add(final SimTotals other) {
        other.counts.forEach((key, number) -> counts.merge(key, number, Long::sum));
    }

    /** A total by its printed name. */
    public long of(final String key) {
        final Long count = counts.get(key);
        if (count == null) {
            throw new IllegalArgumentException("no total of this name: " + key);
        }
        return count;
    }

    /** Names and numbers in the order in which they are printed. */
    public Map<String, Long> all() {
        return new LinkedHashMap<>(counts);
    }
}
