package org.umbel.relay.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.umbel.relay.simulated.NetworkTotals;

/** What happened in a simulation, or in many added together. Names are those of the printed line. */
public final class SimTotals {
    private final long[] counts = new long[Count.values().length];

    /** What a simulation counts, in the order in which it is printed. */
    enum Count {
        MESSAGES, BYTES, DELAYS, DUPLICATES, GHOSTS, GAPS, MALFORMED, REFUSED_SENDS, LINKS, LINK_DEATHS, CUTS,
        PARTITIONS, PARTITIONED_MESSAGES, CLOGS, SLOW_LINKS, PAUSES, STRAGGLERS, KILLS, RESTARTS, LEAVES, JOINS, STEPS,
        SESSIONS, EPOCHS, TILE_SAMPLES, RANGES_FREED, STALE_ENTRIES, VIEWS, SHOWN, MEMBERS,
        MEMBERS_LEFT, GROUP_MESSAGES, GROUP_DELIVERIES, MANGLED;

        private final String key = camelCase(name());

        /** As printed: camel case. */
        String key() {
            return key;
        }

        private static String camelCase(final String constant) {
            final StringBuilder key = new StringBuilder();
            for (final String word : constant.split("_")) {
                key.append(key.isEmpty() ? word.charAt(0) : Character.toUpperCase(word.charAt(0)));
                key.append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
            }
            key.setCharAt(0, Character.toLowerCase(key.charAt(0)));
            return key.toString();
        }
    }

    void add(final Count count, final long number) {
        counts[count.ordinal()] += number;
    }

    long of(final Count count) {
        return counts[count.ordinal()];
    }

    void add(final NetworkTotals network) {
        add(Count.MESSAGES, network.messages());
        add(Count.BYTES, network.bytes());
        add(Count.DELAYS, network.delayed());
        add(Count.DUPLICATES, network.duplicates());
        add(Count.GHOSTS, network.ghosts());
        add(Count.GAPS, network.gaps());
        add(Count.MALFORMED, network.malformed());
        add(Count.REFUSED_SENDS, network.refusedSends());
        add(Count.LINKS, network.linksOpened());
        add(Count.LINK_DEATHS, network.linkDeaths());
        add(Count.PARTITIONED_MESSAGES, network.partitioned());
        add(Count.MEMBERS, network.members());
        add(Count.MEMBERS_LEFT, network.membersLeft());
        add(Count.GROUP_MESSAGES, network.groupMessages());
        add(Count.MANGLED, network.mangled());
        add(Count.GROUP_DELIVERIES, network.groupDeliveries());
    }

    public void add(final SimTotals other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** A total by its printed name. */
    public long of(final String key) {
        final Long count = all().get(key);
        if (count == null) {
            throw new IllegalArgumentException("no total of this name: " + key);
        }
        return count;
    }

    /** Names and numbers in the order in which they are printed. */
    public Map<String, Long> all() {
        final Map<String, Long> all = new LinkedHashMap<>();
        for (final Count count : Count.values()) {
            all.put(count.key(), counts[count.ordinal()]);
        }
        return all;
    }
}
