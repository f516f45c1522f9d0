package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;

/** The scenes that a node's local worker needs, how much of each is held, and where that came from. */
final class OwnScenes {
    static final int FROM_DISK = -1;
    static final String BROKEN = "the scene's manifest is broken";
    static final String RECEIVES = "receives the scene";
    private static final int EARLY_MAX = 1 << 12;
    /** Of a scene, for people. */
    private static final int NAME_LENGTH = 8;

    /** One of them. */
    private static final class OwnScene {
        /** In the order in which they are to come. */
        private final Set<BlockId> lacking = new LinkedHashSet<>();
        private int held;
        private int fromDisk;
        private int sent;
        /** Frames of those that were sent. */
        private long sentBytes;
        private boolean whole;
        private boolean broken;
    }

    /**
     * A scene as far as what is held names its blocks.
     *
     * @param named   all of them
     * @param missing those that are not held
     * @param broken  some are held and yet missing: they are not what they should be
     */
    record Known(Set<BlockId> named, List<BlockId> missing, boolean broken) {}

    private final Map<BlockId, OwnScene> scenes = new LinkedHashMap<>();
    private final Consumer<BlockId> asks;
    /** Bytes of blocks that came before a scene was known that has them, the newest last. */
    private final Map<BlockId, Integer> early = new LinkedHashMap<>();
    /** For people. */
    private final List<String> lines = new ArrayList<>();

    /** @param asks is told of what is lacking */
    OwnScenes(final Consumer<BlockId> asks) {
        this.asks = asks;
    }

    boolean isEmpty() {
        return scenes.isEmpty();
    }

    /** A block is held now. */
    void onHeld(final BlockId id) {
        for (final OwnScene scene : scenes.values()) {
            if (scene.lacking.remove(id)) {
                scene.held++;
            }
        }
    }

    /**
     * A block is there that was not: where it came from is told when the scene is whole that has it.
     *
     * @param frameBytes of the frame that was sent, or {@link #FROM_DISK}
     */
    void count(final BlockId id, final int frameBytes) {
        boolean isLacking = false;
        for (final OwnScene scene : scenes.values()) {
            if (scene.lacking.contains(id)) {
                isLacking = true;
                scene.fromDisk += frameBytes == FROM_DISK ? 1 : 0;
                scene.sent += frameBytes == FROM_DISK ? 0 : 1;
                scene.sentBytes += Math.max(0, frameBytes);
            }
        }
        if (!isLacking && frameBytes != FROM_DISK) {
            early.put(id, frameBytes);
            if (early.size() > EARLY_MAX) {
                early.remove(early.keySet().iterator().next());
            }
        }
    }

    /** Lines for people since the last call. */
    List<String> takeLines() {
        final List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    /**
     * Whether a scene is whole; asks for what it lacks.
     *
     * @param look what is known of a scene now
     */
    boolean isWhole(final BlockId manifest, final Function<BlockId, Known> look) {
        final OwnScene scene = scenes.computeIfAbsent(manifest, key -> new OwnScene());
        if (!scene.whole && !scene.broken && scene.lacking.isEmpty()) {
            onLooked(manifest, scene, look.apply(manifest));
        }
        return scene.whole;
    }

    private void onLooked(final BlockId manifest, final OwnScene scene, final Known known) {
        scene.broken = known.broken;
        if (scene.broken) {
            return;
        }
        scene.lacking.addAll(known.missing);
        scene.held = known.named.size() - scene.lacking.size();
        for (final BlockId id : known.named) {
            final Integer bytes = early.remove(id);
            scene.sent += bytes == null ? 0 : 1;
            scene.sentBytes += bytes == null ? 0 : bytes;
        }
        scene.whole = scene.lacking.isEmpty();
        if (scene.whole && scene.fromDisk + scene.sent > 0) {
            lines.add("has scene " + manifest.toString().substring(0, NAME_LENGTH) + ": " + scene.fromDisk
                + " blocks from disk, " + scene.sent + " sent, " + scene.sentBytes + " bytes");
        }
        scene.lacking.forEach(asks);
    }

    /** In words, for people: what the local worker waits for; empty when for nothing. */
    String waitsFor(final BlockId manifest) {
        final OwnScene scene = scenes.get(manifest);
        if (scene == null || scene.whole) {
            return "";
        }
        return scene.broken ? BROKEN : RECEIVES;
    }

    /** How much of these scenes is held. */
    Message.SceneProgress progress(final Set<BlockId> manifests, final long bytesPerSecond) {
        int held = 0;
        int needed = 0;
        for (final BlockId manifest : manifests) {
            final OwnScene scene = scenes.get(manifest);
            if (scene != null) {
                held += scene.held;
                needed += scene.held + scene.lacking.size();
            }
        }
        return new Message.SceneProgress(held, needed, bytesPerSecond);
    }

    boolean isBroken(final BlockId manifest) {
        final OwnScene scene = scenes.get(manifest);
        return scene != null && scene.broken;
    }

    boolean isAnyLacking() {
        return scenes.values().stream().anyMatch(scene -> !scene.whole && !scene.broken);
    }

    /**
     * Forgets all but these; if there was another, all that is lacking is asked for anew.
     *
     * @param forgets that anything was asked for
     */
    void retain(final Set<BlockId> manifests, final Runnable forgets) {
        if (scenes.keySet().retainAll(manifests)) {
            forgets.run();
            scenes.values().forEach(scene -> scene.lacking.forEach(asks));
        }
    }
}
