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
    /** To each child, until it has made a scene ready again: who cannot follow asks, and for the newest only. */
    static final int BYTES_MAX = 32 << 10;
    /** Scenes that a child is known to hold. */
    private static final int SCENES_MAX = 16;

    /** A child that holds scenes. */
    private static final class Child {
        /** The newest last. */
        private final List<BlockId> held = new ArrayList<>();
        private int left;

        void holds(final BlockId manifest) {
            held.remove(manifest);
            held.add(manifest);
            if (held.size() > SCENES_MAX) {
                held.removeFirst();
            }
        }
    }

    private final SceneNeeds scenes;
    private final BlockStore store;
    private final BlockSender sender;
    private final Differences differences;
    private final Map<Long, Child> children = new LinkedHashMap<>();

    Pushes(final SceneNeeds scenes, final BlockStore store, final BlockSender sender, final Differences differences) {
        this.scenes = scenes;
        this.store = store;
        this.sender = sender;
        this.differences = differences;
    }

    /** Somebody at or below a child holds a scene. */
    void onReady(final long link, final BlockId manifest) {
        final Child child = children.computeIfAbsent(link, key -> new Child());
        child.holds(manifest);
        child.left = BYTES_MAX;
    }

    void onChildDown(final long link) {
        children.remove(link);
    }

    /**
     * Of a session that has shown a scene and shows another now, both whole here: what is new, to the children that
     * hold the one before.
     */
    void onShown(final BlockId before, final BlockId manifest) {
        final Set<BlockId> old = store.pinned(before);
        final Map<Long, Child> holders = new LinkedHashMap<>(children);
        holders.values().removeIf(child -> !child.held.contains(before));
        if (holders.isEmpty() || old.isEmpty()) {
            return;
        }
        final List<BlockId> fresh = new ArrayList<>(store.pinned(manifest));
        fresh.removeIf(old::contains);
        final Map<BlockId, BlockId> bases = new LinkedHashMap<>(scenes.bases(before, manifest, store::get));
        bases.put(manifest, before);
        holders.forEach((link, child) -> {
            if (fresh.stream().allMatch(id -> push(link, child, id, bases.getOrDefault(id, BlockId.NONE)))) {
                child.holds(manifest);
            }
        });
    }

    /** A block that nobody has asked for came from a parent: it goes on to the children that hold any scene. */
    void onPushed(final BlockId id, final BlockId base) {
        children.forEach((link, child) -> push(link, child, id, base));
    }

    /** Whether the child has it now, or will. */
    private boolean push(final long link, final Child child, final BlockId id, final BlockId base) {
        final Block block = store.get(id);
        if (sender.hasSent(link, id) || block == null) {
            return block != null;
        }
        final Block older = base.equals(BlockId.NONE) ? null : store.get(base);
        final Block told = older == null ? block : differences.of(block, older).orElse(block);
        child.left -= told.compressed().length;
        return child.left >= 0 && sender.push(link, id, base);
    }
}
