package org.umbel.relay.group;

/**
 * How long a group waits, in nanoseconds.
 *
 * @param probeEveryNs   between two probes while a member has not answered
 * @param probeForNs     until a member that has not answered is given up
 * @param announceNs     from the last shard to the first announcement; each further one comes twice as late, up to
 *                       sixteen times
 * @param reportNs       between two reports of a sink that lacks something
 * @param lagNs          without progress, while others made some, until a member leaves
 * @param silentNs       without progress at all members until they leave
 * @param stallNs        that a member may hold up the others, all in all; forgiven by half each second
 * @param generationNs   that a generation takes to send, about: at a low rate generations are small
 */
public record GroupTimes(long probeEveryNs, long probeForNs, long announceNs, long reportNs, long lagNs,
                         long silentNs, long stallNs, long generationNs) {
    private static final long MS = 1_000_000L;

    /** Made for a LAN. */
    public static final GroupTimes LAN = new GroupTimes(50 * MS, 1000 * MS, 2 * MS, 4 * MS, 400 * MS, 2000 * MS,
        250 * MS, 25 * MS);
}
