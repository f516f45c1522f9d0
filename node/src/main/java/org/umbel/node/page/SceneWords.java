package org.umbel.node.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.Message.SceneProgress;

/** Scenes on their way, as a person can read it. */
public final class SceneWords {
    /** So a node says it itself. */
    static final String RECEIVES = "receives the scene";

    private SceneWords() {}

    /** For example {@code receives the scene: 120 of 300 blocks, 11.2 MB/s}. */
    public static String receives(final SceneProgress scene) {
        return RECEIVES + ": " + blocks(scene)
            + (scene.bytesPerSecond() > 0 ? ", " + rate(scene.bytesPerSecond()) : "");
    }

    private static String blocks(final SceneProgress scene) {
        return scene.blocksHeld() + " of " + scene.blocksNeeded() + " blocks";
    }

    private static String rate(final long bytesPerSecond) {
        return bytesPerSecond < 1_000_000 ? Math.ceilDiv(bytesPerSecond, 1000) + " kB/s"
            : String.format(Locale.ROOT, "%.1f MB/s", bytesPerSecond / 1e6);
    }

    /** Whether some of the scene is still to come to a node that lives. */
    public static boolean isReceiving(final NodeStatus node) {
        return node.scene().blocksLacking() > 0 && !node.state().equals(TreeWords.GONE);
    }

    /** The one of these that lacks the most; of equals one that renders. */
    public static Optional<NodeStatus> worst(final List<NodeStatus> nodes) {
        return nodes.stream().filter(SceneWords::isReceiving).max(Comparator
            .comparingInt((NodeStatus node) -> node.scene().blocksLacking())
            .thenComparing(node -> node.role() == Role.LEAF));
    }

    /** What a node that does not render yet waits for: the scene, or who is below it. */
    static String waits(final NodeStatus node, final List<NodeStatus> below) {
        return isReceiving(node) ? receives(node.scene())
            : "waits for a node below to get ready" + worst(below)
                .map(child -> ": " + child.name() + " has " + blocks(child.scene())).orElse("");
    }
}
