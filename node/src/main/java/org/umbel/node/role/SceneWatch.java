package org.umbel.node.role;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.SceneProgress;
import org.umbel.node.page.SceneWords;

/**
 * Tells how nodes get the scene: programs each change of each node, people the node that lacks the most, once it has
 * lasted a second, and then every two seconds while it moves. Sans-IO; one thread.
 */
final class SceneWatch {
    static final long PATIENCE_NS = 1_000_000_000L;
    static final long REPEAT_NS = 2_000_000_000L;

    private final Progress progress;
    private final Map<Long, SceneProgress> told = new HashMap<>();
    private boolean isWaiting;
    private long sayAtNs;
    private String said = "";

    SceneWatch(final Progress progress) {
        this.progress = progress;
    }

    /** What the nodes of the tree tell now. */
    void look(final List<NodeStatus> nodes, final long nowNs) {
        for (final NodeStatus node : nodes) {
            if (node.scene().blocksNeeded() > 0 && !node.scene().equals(told.put(node.incarnation(), node.scene()))) {
                progress.scene(node);
            }
        }
        final List<NodeStatus> receiving = nodes.stream().filter(SceneWords::isReceiving).toList();
        if (!isWaiting && !receiving.isEmpty()) {
            sayAtNs = nowNs + PATIENCE_NS;
        } else if (isWaiting && nowNs - sayAtNs >= 0) {
            SceneWords.worst(receiving).ifPresent(worst -> say(worst, receiving.size() - 1, nowNs));
        }
        isWaiting = !receiving.isEmpty();
    }

    private void say(final NodeStatus worst, final int others, final long nowNs) {
        final String line = worst.name() + " " + SceneWords.receives(worst.scene())
            + (others > 0 ? "; " + others + " more receive it" : "");
        if (!line.equals(said)) {
            progress.line(line);
            said = line;
        }
        sayAtNs = nowNs + REPEAT_NS;
    }
}
