package org.umbel.relay.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.relay.simulated.EventQueue;
import org.umbel.relay.simulated.SeededRandom;

/**
 * A machine's disk: what its processes keep outlives them. Some machines have none, and sometimes a block is gone when
 * it is to be read, unless disks are sure.
 */
final class SimDisk {
    private static final long READ_NS_MAX = 20_000_000;
    private static final double DISKS = 0.5;
    private static final double LOST = 0.05;

    private final EventQueue events;
    private final SeededRandom random;
    private final boolean isThere;
    private final boolean isSure;
    private final Map<BlockId, Block> blocks = new LinkedHashMap<>();

    SimDisk(final EventQueue events, final SeededRandom random, final boolean isSure) {
        this.events = events;
        this.random = random;
        this.isSure = isSure;
        this.isThere = random.chance(DISKS) || isSure;
    }

    boolean mayHold(final BlockId id) {
        return blocks.containsKey(id);
    }

    void keep(final Block block) {
        if (isThere) {
            blocks.put(block.id(), block);
        }
    }

    /** Answers once, after a while. */
    void fetch(final BlockId id, final Consumer<Optional<Block>> answer) {
        events.at(events.nowNs() + random.between(0, READ_NS_MAX), () -> {
            if (random.chance(LOST) && !isSure) {
                blocks.remove(id);
            }
            answer.accept(Optional.ofNullable(blocks.get(id)));
        });
    }
}
