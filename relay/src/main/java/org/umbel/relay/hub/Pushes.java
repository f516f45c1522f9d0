package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.relay.blocks.BlockSender;
import org.umbel.relay.blocks.BlockStore;
import org.umbel.relay.blocks.Differences;
import org.umbel.relay.blocks.SceneNeeds;

/**
 * The few new blocks of an edit go to children before they ask: a child that holds the scene before gets them with the
 * epoch, and not after a round trip for each level of the manifest. What is more than a few bytes is left to wants,
 * which know what is on a disk and what others lack too.
 */
final class Pushes {
    /** To each child for one edit. */
    static final int BYTES_MAX = 32 << 10;
    /** Scenes that a child is known to hold. */
    private static final int SCENES_MAX = 16;

    private final SceneNeeds scenes;
    private final BlockStore store;
    private final BlockSender sender;
    private final Differences differences;
    /** What each child holds, the newest last. */
    private final Map<Long, List<BlockId>> held = new LinkedHashMap<>();

    Pushes(final SceneNeeds scenes, final BlockStore store, final BlockSender sender, final Differences differences) {
        this.scenes = scenes;
        this.store = store;
        this.sender = sender;
        this.differences = differences;
    }

    /** Somebody at or below a child holds a scene. */
    void onReady(final long child, final BlockId manifest) {
        final List<BlockId> known = held.computeIfAbsent(child, key -> new ArrayList<>());
        known.remove(manifest);
        known.add(manifest);
        if (known.size() > SCENES_MAX) {
            known.removeFirst();
        }
    }

    void onChildDown(final long child) {
        held.remove(child);
    }

    /**
     * Of a session that has shown a scene and shows another now, both whole here: what is new, to the children that
     * hold the one before.
     */
    void onShown(final BlockId before, final BlockId manifest) {
        final List<Long> children = held.entrySet().stream().filter(child -> child.getValue().contains(before))
            .map(Map.Entry::getKey).toList();
        if (children.isEmpty()) {
            return;
        }
        final List<BlockId> fresh = new ArrayList<>(store.pinned(manifest));
        final Set<BlockId> old = store.pinned(before);
        fresh.removeIf(old::contains);
        final Map<BlockId, BlockId> bases = new LinkedHashMap<>(scenes.bases(before, manifest, store::get));
        bases.put(manifest, before);
        for (final long child : children) {
            if (push(child, fresh, bases)) {
                onReady(child, manifest);
            }
        }
    }

    /** Whether it was all. */
    private boolean push(final long child, final List<BlockId> fresh, final Map<BlockId, BlockId> bases) {
        int left = BYTES_MAX;
        for (final BlockId id : fresh) {
            final Block block = store.get(id);
            if (sender.hasSent(child, id) || block == null) {
                continue;
            }
            final BlockId base = bases.getOrDefault(id, BlockId.NONE);
            left -= bytes(block, base);
            if (left < 0 || !sender.push(child, id, base)) {
                return false;
            }
        }
        return true;
    }

    private int bytes(final Block block, final BlockId base) {
        final Block older = base.equals(BlockId.NONE) ? null : store.get(base);
        final Block told = older == null ? block : differences.of(block, older).orElse(block);
        return told.compressed().length;
    }

    /** A block that nobody has asked for came from a parent: it goes on to the children that hold any scene. */
    void onPushed(final BlockId id, final BlockId base) {
        for (final long child : held.keySet()) {
            if (!sender.hasSent(child, id)) {
                sender.push(child, id, base);
            }
        }
    }
}
