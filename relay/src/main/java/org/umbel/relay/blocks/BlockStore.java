package org.umbel.relay.blocks;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/**
 * Blocks in memory, the least recently used given up first when their compressed bytes exceed the budget. Blocks of
 * current scenes are pinned and stay, even beyond the budget, and so does the newest: a relay whose budget is small
 * must still be able to pass each block on.
 *
 * <p>Look-ups come from the local worker's threads too, hence the locks; everything else from the node's thread.
 */
public final class BlockStore {
    private final long bytesMax;
    private final Map<BlockId, Block> byId = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<BlockId, Set<BlockId>> pins = new LinkedHashMap<>();
    private long bytes;

    public BlockStore(final long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** A held block, or null. Any thread. */
    public synchronized @Nullable Block get(final BlockId id) {
        return byId.get(id);
    }

    public synchronized boolean holds(final BlockId id) {
        return byId.containsKey(id);
    }

    public synchronized long bytes() {
        return bytes;
    }

    public synchronized void put(final Block block) {
        if (byId.put(block.id(), block) == null) {
            bytes += block.compressed().length;
        }
        evict();
    }

    /** From now on the scene's blocks stay, until {@link #unpin}. */
    public synchronized void pin(final BlockId manifest, final Set<BlockId> ids) {
        pins.put(manifest, ids);
    }

    public synchronized void unpin(final BlockId manifest) {
        if (pins.remove(manifest) != null) {
            evict();
        }
    }

    /** The scenes that are pinned, in order of pinning: a copy. */
    public synchronized Set<BlockId> pinned() {
        return new LinkedHashSet<>(pins.keySet());
    }

    private void evict() {
        if (bytes <= bytesMax) {
            return;
        }
        final Set<BlockId> kept = new HashSet<>();
        pins.values().forEach(kept::addAll);
        final Iterator<Block> oldestFirst = byId.values().iterator();
        while (bytes > bytesMax && oldestFirst.hasNext()) {
            final Block block = oldestFirst.next();
            if (oldestFirst.hasNext() && !kept.contains(block.id())) {
                oldestFirst.remove();
                bytes -= block.compressed().length;
            }
        }
    }
}
