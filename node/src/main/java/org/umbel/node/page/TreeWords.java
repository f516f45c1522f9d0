package org.umbel.node.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
import org.umbel.node.page.StudioState.Mood;
import org.umbel.node.page.StudioState.Node;

/** Statuses as a tree that a person can read. */
public final class TreeWords {
    static final String GONE = "gone";
    private static final String RENDERING = "rendering";
    private static final String IDLE = "waits for work";
    /** So begins what a node says that works well, but not for its parent or not knowing whom to believe. */
    private static final List<String> NOTES = List.of("linked to ", "cannot tell who lies");

    private TreeWords() {}

    /**
     * A parent before its children, siblings in the order told.
     *
     * @param rates         of the nodes, lately
     * @param pixelsPerTile mean over the picture: a tile-sample is that many samples
     * @param isComplete    whether the picture is done, so that nobody waits for anything
     */
    static List<Node> nodes(final List<NodeStatus> statuses, final NodeRates rates, final double pixelsPerTile,
                            final boolean isComplete) {
        final Map<Long, List<NodeStatus>> children = new HashMap<>();
        final Set<Long> known = new HashSet<>();
        statuses.forEach(status -> known.add(status.incarnation()));
        final List<NodeStatus> roots = new ArrayList<>();
        for (final NodeStatus status : statuses) {
            final boolean isRoot = !known.contains(status.parentIncarnation())
                || status.parentIncarnation() == status.incarnation();
            (isRoot ? roots : children.computeIfAbsent(status.parentIncarnation(), key -> new ArrayList<>()))
                .add(status);
        }
        final Told told = new Told(children, rates, pixelsPerTile, isComplete, new ArrayList<>());
        roots.forEach(root -> told.add(root, 0, 1));
        return told.nodes;
    }

    private record Told(Map<Long, List<NodeStatus>> children, NodeRates rates, double pixelsPerTile,
                        boolean isComplete, List<Node> nodes) {
        /** @param share of the node and all below; told at different times, the parts of a share are made to add up */
        void add(final NodeStatus s, final int depth, final double share) {
            final List<NodeStatus> nodesBelow = children.getOrDefault(s.incarnation(), List.of());
            final double rate = rates.tileSamplesPerSecond(s.incarnation()) + (depth > 0 ? 0 : nodesBelow.stream()
                .mapToDouble(child -> rates.tileSamplesPerSecond(child.incarnation())).sum());
            final Mood mood = mood(s, isComplete, rate);
            nodes.add(new Node(s.incarnation(), depth, s.name(), s.role().name().toLowerCase(Locale.ROOT),
                words(s, mood, isComplete, nodesBelow), mood, s.threads(),
                mood == Mood.BUSY ? rate * pixelsPerTile : 0, share, s.scene()));
            // a ring cannot come from a tree; what a peer tells may still hold one
            final List<NodeStatus> below = children.remove(s.incarnation());
            if (below != null) {
                final long accepted = below.stream().mapToLong(NodeStatus::tileSamplesAccepted).sum()
                    + (depth == 0 ? s.tileSamplesAccepted() : 0);
                below.forEach(child -> add(child, depth + 1,
                    accepted == 0 ? 0 : share * child.tileSamplesAccepted() / accepted));
            }
        }
    }

    private static Mood mood(final NodeStatus s, final boolean isComplete, final double rate) {
        return switch (s.state()) {
            case GONE -> Mood.GONE;
            case RENDERING -> isComplete ? Mood.IDLE : Mood.BUSY;
            // Between two grants, or not heard of since: its deeds count.
            case IDLE, "connected" -> rate > 0 && !isComplete ? Mood.BUSY
                : s.state().equals(IDLE) ? Mood.IDLE : Mood.WAITING;
            default -> !isNote(s) ? Mood.WAITING : rate > 0 && !isComplete ? Mood.BUSY : Mood.IDLE;
        };
    }

    private static boolean isNote(final NodeStatus s) {
        return NOTES.stream().anyMatch(s.state()::startsWith);
    }

    private static String words(final NodeStatus s, final Mood mood, final boolean isComplete,
                                final List<NodeStatus> below) {
        final boolean renders = s.threads() > 0;
        return switch (mood) {
            case GONE -> GONE;
            case BUSY -> (s.role() == Role.LEAF || renders ? RENDERING : "merging")
                + (isNote(s) ? ", " + s.state() : "");
            case IDLE -> !isComplete ? s.state() : isNote(s) ? "done, " + s.state() : "done";
            case WAITING -> switch (s.state()) {
                case "connected" -> "connected, has not told its state yet";
                case "waits for a session" -> "waits for the scene to be announced";
                case "has no ready node below" -> below.isEmpty() ? "waits for leaves to join"
                    : SceneWords.waits(s, below);
                case SceneWords.RECEIVES -> SceneWords.receives(s.scene());
                default -> s.state();
            };
        };
    }

    /**
     * The farm in a few words.
     *
     * @param kind what sort of farm, for example "Local network farm"
     */
    public static String farm(final String kind, final List<NodeStatus> statuses) {
        final List<NodeStatus> alive = statuses.stream().filter(s -> !s.state().equals(GONE)).toList();
        final long leaves = alive.stream().filter(s -> s.role() == Role.LEAF).count();
        final long relays = alive.stream().filter(s -> s.role() == Role.RELAY).count();
        final int ownThreads = alive.stream().filter(s -> s.role() == Role.CLIENT).mapToInt(NodeStatus::threads).sum();
        final List<String> parts = new ArrayList<>(List.of(kind));
        if (leaves > 0 || ownThreads == 0) {
            parts.add(count(leaves, "leaf", "leaves"));
        }
        if (relays > 0) {
            parts.add(count(relays, "relay", "relays"));
        }
        if (ownThreads > 0) {
            parts.add(count(ownThreads, "thread here", "threads here"));
        }
        return String.join(", ", parts);
    }

    private static String count(final long number, final String one, final String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
