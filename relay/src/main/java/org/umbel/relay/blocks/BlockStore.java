package org.umbel.relay.blocks;

import java.util.HashMap;
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
 * current scenes are pinned and stay, even beyond the budget, and so do the newest and those that are owed to children:
 * who asks for more than fits must see to it that not too much is owed ({@link #owedBytes}).
 *
 * <p>Look-ups come from the local worker's threads too, hence the locks; everything else from the node's thread.
 */
public final class BlockStore {
    /** A block that is still to be sent to so many children. */
    private static final class Owed {
        private int times;
        /** 0 while it is not held. */
        private int bytes;
    }

    private final long bytesMax;
    private final Map<BlockId, Block> byId = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<BlockId, Set<BlockId>> pins = new LinkedHashMap<>();
    /** Held or not. */
    private final Map<BlockId, Owed> owed = new HashMap<>();
    private long bytes;
    private long owedBytes;

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

    /** Of those held blocks that are owed: they stay. */
    public synchronized long owedBytes() {
        return owedBytes;
    }

    public long bytesMax() {
        return bytesMax;
    }

    public synchronized void put(final Block block) {
        final int length = block.compressed().length;
        final Block before = byId.put(block.id(), block);
        bytes += length - (before == null ? 0 : before.compressed().length);
        final Owed owing = owed.get(block.id());
        if (owing != null) {
            owedBytes += length - owing.bytes;
            owing.bytes = length;
        }
        evict();
    }

    /** One more child is to be sent the block. */
    public synchronized void owe(final BlockId id) {
        final Owed owing = owed.computeIfAbsent(id, key -> new Owed());
        if (++owing.times == 1) {
            final Block block = byId.get(id);
            owing.bytes = block == null ? 0 : block.compressed().length;
            owedBytes += owing.bytes;
        }
    }

    /** One child less is to be sent the block. */
    public synchronized void settle(final BlockId id) {
        final Owed owing = owed.get(id);
        if (owing == null) {
            throw new IllegalStateException("block " + id + " is not owed");
        }
        if (--owing.times == 0) {
            owed.remove(id);
            owedBytes -= owing.bytes;
            evict();
        }
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

    /** The blocks of a pinned scene, as far as they are known, as they were found: not to be changed. */
    public synchronized Set<BlockId> pinned(final BlockId manifest) {
        return pins.getOrDefault(manifest, Set.of());
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
            if (oldestFirst.hasNext() && !kept.contains(block.id()) && !owed.containsKey(block.id())) {
                oldestFirst.remove();
                bytes -= block.compressed().length;
            }
        }
    }
}
