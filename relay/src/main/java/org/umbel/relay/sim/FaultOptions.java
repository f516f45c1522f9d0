package org.umbel.relay.sim;

/**
 * Random faults of the first phase. Each kind comes as a Poisson process with a mean time between two of a kind over
 * the whole tree; 0: never. Begin with {@link #NONE} and derive. Times in nanoseconds.
 *
 * @param kills      a process dies without a word, and its machine comes back
 * @param pauses     a process stands still
 * @param leaves     a leaf closes its links, as a program that is ended does, and joins again
 * @param stragglers a worker is slower by a factor
 * @param cutEveryNs the link between two live hosts dies
 * @param partitions nothing passes between two linked hosts
 * @param clogs      one stream stands still
 * @param slowLinks  all that passes between two linked hosts, one way, has little bandwidth
 * @param strangerEveryNs bytes from nobody that are no message
 */
public record FaultOptions(Kills kills, Spell pauses, Spell leaves, Stragglers stragglers, long cutEveryNs,
                           Partitions partitions, Spell clogs, SlowLinks slowLinks, long strangerEveryNs) {
    public static final FaultOptions NONE = new FaultOptions(new Kills(Spell.NEVER, false, 0), Spell.NEVER,
        Spell.NEVER, new Stragglers(Spell.NEVER, 1), 0, new Partitions(Spell.NEVER, 0), Spell.NEVER,
        new SlowLinks(Spell.NEVER, 1), 0);

    /**
     * Something that lasts.
     *
     * @param everyNs mean time between two of them; 0: never
     * @param maxNs   each lasts for at most this
     */
    public record Spell(long everyNs, long maxNs) {
        public static final Spell NEVER = new Spell(0, 0);
    }

    /**
     * Deaths of processes.
     *
     * @param spell           when, and until the machine's next process at most
     * @param rootsToo        a session's root too: the session then begins anew
     * @param goneProbability a killed leaf never comes back, unless it is the last one
     */
    public record Kills(Spell spell, boolean rootsToo, double goneProbability) {}

    /**
     * Workers that slow down.
     *
     * @param spell     when and for how long
     * @param factorMax by at most this factor
     */
    public record Stragglers(Spell spell, int factorMax) {}

    /**
     * Hosts that do not hear each other.
     *
     * @param spell       when and for how long
     * @param oneWayShare of partitions that hold one direction only
     */
    public record Partitions(Spell spell, double oneWayShare) {}

    /**
     * Directions with little bandwidth.
     *
     * @param spell          when and for how long
     * @param bytesPerSecond that are left of it
     */
    public record SlowLinks(Spell spell, long bytesPerSecond) {}

    public FaultOptions withKills(final Kills newKills) {
        return new FaultOptions(newKills, pauses, leaves, stragglers, cutEveryNs, partitions, clogs, slowLinks,
            strangerEveryNs);
    }

    /** Processes that stand still, and leaves that go for a while. */
    public FaultOptions withAbsences(final Spell newPauses, final Spell newLeaves) {
        return new FaultOptions(kills, newPauses, newLeaves, stragglers, cutEveryNs, partitions, clogs, slowLinks,
            strangerEveryNs);
    }

    public FaultOptions withStragglers(final Stragglers newStragglers) {
        return new FaultOptions(kills, pauses, leaves, newStragglers, cutEveryNs, partitions, clogs, slowLinks,
            strangerEveryNs);
    }

    /** What befalls links. */
    public FaultOptions withLinks(final long newCutEveryNs, final Partitions newPartitions, final Spell newClogs,
                                  final SlowLinks newSlowLinks) {
        return new FaultOptions(kills, pauses, leaves, stragglers, newCutEveryNs, newPartitions, newClogs,
            newSlowLinks, strangerEveryNs);
    }

    public FaultOptions withStrangers(final long newEveryNs) {
        return new FaultOptions(kills, pauses, leaves, stragglers, cutEveryNs, partitions, clogs, slowLinks,
            newEveryNs);
    }
}
