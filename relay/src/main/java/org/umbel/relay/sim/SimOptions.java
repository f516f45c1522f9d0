package org.umbel.relay.sim;

import java.util.List;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.simulated.NetworkOptions;

/**
 * Everything that a simulation is told. Times in nanoseconds of virtual time.
 *
 * @param nodes           the tree; names are unique; sessions are opened at every {@code CLIENT}
 * @param limits          of every node
 * @param network         delays and faults of messages
 * @param faults          faults of processes and links, while {@code faultsNs} last
 * @param columns         tiles per row of the picture
 * @param rows            rows of tiles
 * @param samples         per pixel
 * @param planeLength     pixels per plane of tile sums: 1 or 2
 * @param mode            how grants and reports are sized
 * @param sceneBlocks     blocks of a scene besides its manifest
 * @param blockBytes      of each
 * @param realScenes      blocks are made and read by the codec; else by something cheap
 * @param encodedMessages every message passes the codec; else objects are handed over
 * @param edits           edits of a session, spread evenly over the faults phase
 * @param sceneEditShare  of edits that change the scene; if above 0, a few others change size and samples
 *                        or end the session for a new one; the rest move the camera
 * @param loadMaxNs       a worker needs up to this to make a scene ready
 * @param parkMaxNs       an agent sees what has arrived after up to this
 * @param faultsNs        first phase: faults and edits
 * @param healNs          second phase: everything is back and stays; the picture must be whole after this and
 *                        three times what the workers that are left need for all of it
 * @param checkEverySteps agent steps between two full checks
 */
public record SimOptions(List<NodeSpec> nodes, NodeConfig.Limits limits, NetworkOptions network,
                         FaultOptions faults,
                         int columns, int rows, int samples, int planeLength, Mode mode, int sceneBlocks,
                         int blockBytes, boolean realScenes, boolean encodedMessages, int edits,
                         double sceneEditShare, long loadMaxNs, long parkMaxNs, long faultsNs, long healNs,
                         int checkEverySteps) {
    public SimOptions {
        nodes = List.copyOf(nodes);
        if (columns < 1 || rows < 1 || samples < 1 || planeLength < 1 || planeLength > 2 || sceneBlocks < 0
            || checkEverySteps < 1 || faultsNs < 0 || healNs < 1) {
            throw new IllegalArgumentException("simulation options out of bounds: " + columns + "x" + rows
                + " tiles, "
                + samples + " samples, plane length " + planeLength);
        }
    }

    /** A quiet tree on a quiet network: scenarios start from here. */
    public static SimOptions quiet(final List<NodeSpec> nodes) {
        return new SimOptions(nodes, NodeConfig.Limits.DEFAULT, NetworkOptions.LAN, FaultOptions.NONE, 6, 4,
            64, 1,
            Mode.INTERACTIVE, 4, 2000, false, false, 0, 0, 50_000_000, 500_000, 4_000_000_000L,
            20_000_000_000L, 256);
    }

    public SimOptions withNetwork(final NetworkOptions newNetwork) {
        return new SimOptions(nodes, limits, newNetwork, faults, columns, rows, samples, planeLength, mode,
            sceneBlocks,
            blockBytes, realScenes, encodedMessages, edits, sceneEditShare, loadMaxNs, parkMaxNs, faultsNs,
            healNs,
            checkEverySteps);
    }

    public SimOptions withFaults(final FaultOptions newFaults) {
        return new SimOptions(nodes, limits, network, newFaults, columns, rows, samples, planeLength, mode,
            sceneBlocks,
            blockBytes, realScenes, encodedMessages, edits, sceneEditShare, loadMaxNs, parkMaxNs, faultsNs,
            healNs,
            checkEverySteps);
    }

    public SimOptions withPicture(final int newColumns, final int newRows, final int newSamples) {
        return new SimOptions(nodes, limits, network, faults, newColumns, newRows, newSamples, planeLength,
            mode,
            sceneBlocks, blockBytes, realScenes, encodedMessages, edits, sceneEditShare, loadMaxNs,
            parkMaxNs, faultsNs,
            healNs, checkEverySteps);
    }

    public SimOptions withEdits(final int newEdits, final double newSceneEditShare) {
        return new SimOptions(nodes, limits, network, faults, columns, rows, samples, planeLength, mode,
            sceneBlocks,
            blockBytes, realScenes, encodedMessages, newEdits, newSceneEditShare, loadMaxNs, parkMaxNs,
            faultsNs, healNs,
            checkEverySteps);
    }

    public SimOptions withCodec(final boolean newRealScenes, final boolean newEncodedMessages) {
        return new SimOptions(nodes, limits, network, faults, columns, rows, samples, planeLength, mode,
            sceneBlocks,
            blockBytes, newRealScenes, newEncodedMessages, edits, sceneEditShare, loadMaxNs, parkMaxNs,
            faultsNs, healNs,
            checkEverySteps);
    }

    /** Every node keeps at most so many bytes of blocks that no scene of its own needs. */
    public SimOptions withStore(final long bytesMax) {
        final NodeConfig.Limits l = limits;
        final NodeConfig.Limits tight = new NodeConfig.Limits(l.childrenMax(), l.sessionsMax(),
            l.heartbeatNs(), l.deadAfterNs(), l.redialMinNs(), l.redialMaxNs(), l.windowInteractiveNs(),
            l.windowFinalNs(),
            l.reportInteractiveNs(), l.reportFinalNs(), l.reportEveryNs(), l.statusEveryNs(), bytesMax,
            l.blockBytesPerSecond());
        return new SimOptions(nodes, tight, network, faults, columns, rows, samples, planeLength, mode,
            sceneBlocks, blockBytes, realScenes, encodedMessages, edits, sceneEditShare, loadMaxNs, parkMaxNs,
            faultsNs, healNs, checkEverySteps);
    }

    public SimOptions withPhases(final long newFaultsNs, final long newHealNs) {
        return new SimOptions(nodes, limits, network, faults, columns, rows, samples, planeLength, mode,
            sceneBlocks,
            blockBytes, realScenes, encodedMessages, edits, sceneEditShare, loadMaxNs, parkMaxNs,
            newFaultsNs, newHealNs,
            checkEverySteps);
    }

    /** Tile-samples per second of all workers together. */
    public double totalRate() {
        return nodes.stream().filter(node -> node.threads() > 0).mapToDouble(NodeSpec::rate).sum();
    }
}
