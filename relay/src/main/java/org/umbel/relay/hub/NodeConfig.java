package org.umbel.relay.hub;

import java.util.List;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message.Role;
import org.umbel.relay.blocks.SceneNeeds;
import org.umbel.relay.link.Admission;
import org.umbel.relay.session.AuditPlan;

/**
 * What a node is told at its start and never changes. Start from {@link #of} and derive.
 *
 * @param role        the process's role
 * @param name        for people, 1..64 characters
 * @param build       build version
 * @param incarnation random number of this process
 * @param profile     arithmetic profile; nodes that differ refuse each other
 * @param threads     render threads of the local worker; 0: there is none
 * @param rememberedRate tile-samples per second of the local worker in an earlier run; 0: unknown
 * @param planeLength pixels per plane of tile sums: 1,024; 1 or 2 when simulated
 * @param listening   whether links may be dialled in from others
 * @param dials       links to keep, until others are named
 * @param scenes      what a scene needs
 * @param limits      bounds and times
 * @param admission   who belongs to the farm
 * @param audits      which reports of leaves are rendered again before they are believed
 */
public record NodeConfig(Role role, String name, String build, long incarnation, long profile, int threads,
                         int rememberedRate, int planeLength, boolean listening, List<Dial> dials,
                         SceneNeeds scenes, Limits limits, Admission admission, AuditPlan audits) {
    public NodeConfig {
        dials = List.copyOf(dials);
        if (name.isEmpty() || name.length() > 64) {
            throw new IllegalArgumentException("name has " + name.length() + " characters, not 1..64");
        }
        if (threads < 0 || rememberedRate < 0 || planeLength < 1 || planeLength > TileSums.TILE_PIXELS) {
            throw new IllegalArgumentException("threads " + threads + ", plane length " + planeLength);
        }
    }

    /** A node without worker, dials or ears. */
    public static NodeConfig of(final Role role, final String name, final long incarnation, final SceneNeeds scenes) {
        return new NodeConfig(role, name, "dev", incarnation, 0, 0, 0, TileSums.TILE_PIXELS, false, List.of(),
            scenes, Limits.DEFAULT, Admission.OPEN, AuditPlan.OFF);
    }

    public NodeConfig withBuild(final String newBuild, final long newProfile) {
        return new NodeConfig(role, name, newBuild, incarnation, newProfile, threads, rememberedRate, planeLength,
            listening, dials, scenes, limits, admission, audits);
    }

    public NodeConfig withThreads(final int newThreads) {
        return new NodeConfig(role, name, build, incarnation, profile, newThreads, rememberedRate, planeLength,
            listening, dials, scenes, limits, admission, audits);
    }

    public NodeConfig withRememberedRate(final int newRememberedRate) {
        return new NodeConfig(role, name, build, incarnation, profile, threads, newRememberedRate, planeLength,
            listening, dials, scenes, limits, admission, audits);
    }

    public NodeConfig withPlaneLength(final int newPlaneLength) {
        return new NodeConfig(role, name, build, incarnation, profile, threads, rememberedRate, newPlaneLength,
            listening, dials, scenes, limits, admission, audits);
    }

    public NodeConfig withListening(final boolean newListening) {
        return new NodeConfig(role, name, build, incarnation, profile, threads, rememberedRate, planeLength,
            newListening, dials, scenes, limits, admission, audits);
    }

    public NodeConfig withDials(final List<Dial> newDials) {
        return new NodeConfig(role, name, build, incarnation, profile, threads, rememberedRate, planeLength, listening,
            newDials, scenes, limits, admission, audits);
    }

    public NodeConfig withLimits(final Limits newLimits) {
        return new NodeConfig(role, name, build, incarnation, profile, threads, rememberedRate, planeLength, listening,
            dials, scenes, newLimits, admission, audits);
    }

    public NodeConfig withAdmission(final Admission newAdmission) {
        return new NodeConfig(role, name, build, incarnation, profile, threads, rememberedRate, planeLength, listening,
            dials, scenes, limits, newAdmission, audits);
    }

    public NodeConfig withAudits(final AuditPlan newAudits) {
        return new NodeConfig(role, name, build, incarnation, profile, threads, rememberedRate, planeLength, listening,
            dials, scenes, limits, admission, newAudits);
    }

    /**
     * Bounds and times of a node, all nodes of a tree alike.
     *
     * @param childrenMax          direct children
     * @param sessionsMax          sessions at once
     * @param heartbeatNs          between heartbeats
     * @param deadAfterNs          silence that ends a link
     * @param redialMinNs          first wait before dialling again
     * @param redialMaxNs          longest wait before dialling again
     * @param windowInteractiveNs  work that a worker holds in advance, interactive
     * @param windowFinalNs        the same, final
     * @param reportInteractiveNs  oldest age of sums that are passed on over the whole path, interactive
     * @param reportFinalNs        the same, final
     * @param reportEveryNs        a tile is not passed on more often
     * @param statusEveryNs        between status messages
     * @param blockStoreBytesMax   bytes of compressed blocks kept in memory
     * @param blockBytesPerSecond  pace of blocks down, over all children
     * @param blockAgainNs         when no block has come for so long, those that are due are asked for again
     */
    public record Limits(int childrenMax, int sessionsMax, long heartbeatNs, long deadAfterNs, long redialMinNs,
                         long redialMaxNs, long windowInteractiveNs, long windowFinalNs, long reportInteractiveNs,
                         long reportFinalNs, long reportEveryNs, long statusEveryNs, long blockStoreBytesMax,
                         long blockBytesPerSecond, long blockAgainNs) {
        private static final long MS = 1_000_000L;

        /** Those of design.md. */
        public static final Limits DEFAULT = new Limits(64, 16, 250 * MS, 1500 * MS, 250 * MS, 2000 * MS, 100 * MS,
            500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 1000 * MS, 1L << 30, 1L << 30, 5_000 * MS);

        /** Other bounds for the blocks that a node keeps and sends. */
        public Limits withBlocks(final long newStoreBytesMax, final long newBytesPerSecond) {
            return new Limits(childrenMax, sessionsMax, heartbeatNs, deadAfterNs, redialMinNs, redialMaxNs,
                windowInteractiveNs, windowFinalNs, reportInteractiveNs, reportFinalNs, reportEveryNs, statusEveryNs,
                newStoreBytesMax, newBytesPerSecond, blockAgainNs);
        }

        /** Another time after which blocks are asked for again. */
        public Limits withBlocksAgainAfter(final long newAgainNs) {
            return new Limits(childrenMax, sessionsMax, heartbeatNs, deadAfterNs, redialMinNs, redialMaxNs,
                windowInteractiveNs, windowFinalNs, reportInteractiveNs, reportFinalNs, reportEveryNs, statusEveryNs,
                blockStoreBytesMax, blockBytesPerSecond, newAgainNs);
        }

        public Limits {
            if (childrenMax < 1 || sessionsMax < 1 || heartbeatNs < 1 || deadAfterNs <= heartbeatNs || redialMinNs < 1
                || redialMaxNs < redialMinNs || blockStoreBytesMax < 0 || blockBytesPerSecond < 1
                || blockAgainNs < 1) {
                throw new IllegalArgumentException("limits out of bounds: children " + childrenMax + " sessions "
                    + sessionsMax + " heartbeat " + heartbeatNs + " dead after " + deadAfterNs);
            }
        }
    }
}
