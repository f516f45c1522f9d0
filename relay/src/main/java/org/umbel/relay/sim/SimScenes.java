package org.umbel.relay.sim;

import java.util.HashMap;
import java.util.Map;
import org.umbel.relay.blocks.CodecScenes;
import org.umbel.relay.blocks.SceneNeeds;
import org.umbel.relay.simulated.EventQueue;
import org.umbel.relay.simulated.SeededRandom;

/** What the clients of a simulated farm show, what it costs to render it, and what of it the machines keep. */
final class SimScenes {
    private static final long DISK_SEED = 0xd15c;

    private final PictureOptions picture;
    private final long seed;
    private final TileCosts costs;
    private final Map<String, SimScene> byName = new HashMap<>();
    private final Map<String, SimDisk> disks = new HashMap<>();
    private boolean areDisksSure;

    SimScenes(final SimOptions options, final long seed) {
        this.picture = options.picture();
        this.seed = seed;
        this.costs = TileCosts.of(picture.columns() * picture.rows(), options.machine().costSpread());
    }

    TileCosts costs() {
        return costs;
    }

    SceneNeeds needs() {
        return picture.realScenes() ? new CodecScenes() : SimScene.CHEAP;
    }

    /** Every machine that starts from now on has a disk, and it loses nothing. */
    void sureDisks() {
        areDisksSure = true;
    }

    /** A machine's disk. */
    SimDisk disk(final String machine, final EventQueue events) {
        return disks.computeIfAbsent(machine,
            name -> new SimDisk(events, new SeededRandom(SeededRandom.mix(seed ^ DISK_SEED) + name.hashCode()),
                areDisksSure));
    }

    /** A version of what a client shows. */
    SimScene scene(final String client, final int version) {
        return byName.computeIfAbsent(client + ' ' + version, key -> picture.realScenes()
            ? RealScenes.scene(seed + client.hashCode(), version)
            : SimScene.cheap(seed + client.hashCode(), version, picture.sceneBlocks(), picture.blockBytes()));
    }
}
