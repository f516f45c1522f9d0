package org.umbel.relay.sim;

/**
 * Random faults: each kind comes as a Poisson process with the given mean time between two of a kind over the
 * whole tree; 0: never. Times in nanoseconds.
 *
 * @param killEveryNs      a process dies without a word
 * @param rootsToo         kills take a session's root too: the session then begins anew
 * @param restartMaxNs     a killed process comes back after at most this
 * @param goneProbability  a killed leaf never comes back, unless it is the last one
 * @param pauseEveryNs     a process stands still
 * @param pauseMaxNs       for at most this
 * @param cutEveryNs       the link between two live hosts dies
 * @param partitionEveryNs nothing passes between two linked hosts
 * @param partitionMaxNs   for at most this
 * @param oneWayShare      of partitions that hold one direction only
 * @param clogEveryNs      one stream stands still
 * @param clogMaxNs        for at most this
 * @param strangerEveryNs  bytes from nobody that are no message
 */
public record FaultOptions(long killEveryNs, boolean rootsToo, long restartMaxNs, double goneProbability,
                           long pauseEveryNs, long pauseMaxNs, long cutEveryNs, long partitionEveryNs,
                           long partitionMaxNs, double oneWayShare, long clogEveryNs, long clogMaxNs,
                           long strangerEveryNs) {
    public static final FaultOptions NONE = new FaultOptions(0, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
