package org.umbel.node.role;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.node.page.TreeWords;
import org.umbel.relay.hub.TreeNode;

/** Tells the person at a client who joins, who contributes, and what is missing. One thread. */
final class ClientWatch {
    private static final long LOOK_EVERY_NS = 100_000_000;

    private final ClientConfig config;
    private final TreeNode node;
    private final String listening;
    private final ClientMeeting meeting;
    private final Consumer<String> log;
    private final SceneWatch scenes;
    private final WaitingNotice waiting;
    private final Set<Long> contributing = new HashSet<>();
    private String farmSaid = "";
    private long lookNs;

    ClientWatch(final ClientConfig config, final NodeAgent agent, final ClientMeeting meeting,
                final Progress progress, final long nowNs) {
        this.config = config;
        this.node = agent.node();
        this.listening = agent.carrier().listening();
        this.meeting = meeting;
        this.log = progress::line;
        this.scenes = new SceneWatch(progress);
        this.waiting = new WaitingNotice(log);
        this.lookNs = nowNs;
    }

    void look(final long nowNs) {
        if (config.isAlone() || nowNs - lookNs < 0) {
            return;
        }
        lookNs = nowNs + LOOK_EVERY_NS;
        final List<NodeStatus> statuses = node.statuses();
        final String farm = TreeWords.farm(meeting.farmName(), statuses);
        if (!farm.equals(farmSaid)) {
            log.accept(farm);
            farmSaid = farm;
        }
        for (final NodeStatus status : statuses) {
            if (status.rangesAccepted() > 0 && contributing.add(status.incarnation())) {
                log.accept(status.name() + " (" + status.role().name().toLowerCase(Locale.ROOT) + ") contributes");
            }
        }
        scenes.look(statuses, nowNs);
        waiting.update(absent(), nowNs);
    }

    private String absent() {
        if (config.farm().isPresent() && node.links().stream()
            .noneMatch(link -> link.open() && link.position() == Position.PARENT)) {
            return "waiting for a gateway at " + config.farm().get() + "; start one with: "
                + Commands.relay(config.farm().get());
        }
        final boolean rendererIsThere = config.threads() > 0 || node.statuses().stream()
            .anyMatch(status -> status.role() == Role.LEAF || status.threads() > 0 && status.role() == Role.RELAY);
        return rendererIsThere ? "" : "waiting for leaves; start one with: "
            + Commands.leaf(config.farm().map(Object::toString).orElse(listening));
    }
}
