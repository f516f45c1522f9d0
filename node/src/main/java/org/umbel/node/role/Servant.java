package org.umbel.node.role;

import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.node.discovery.Announcement;
import org.umbel.node.discovery.Announcement.Standing;
import org.umbel.node.discovery.DiscoveryConfig;
import org.umbel.relay.hub.TreeNode;

/** A relay or a leaf: serves whoever comes, until it is asked to end. */
public final class Servant {
    private static final long LOOK_EVERY_NS = 250_000_000;

    private final ServantConfig config;
    private final Consumer<String> log;
    private final WaitingNotice waiting;

    /**
     * @param log lines for people
     */
    public Servant(final ServantConfig config, final Consumer<String> log) {
        this.config = config;
        this.log = log;
        this.waiting = new WaitingNotice(log);
    }

    /**
     * Returns when asked to end, everything closed.
     *
     * @throws WorkerFailedException when the local worker can render no more
     */
    public void run(final Ending ending) {
        final long self = new SecureRandom().nextLong();
        try (Meeting unannounced = config.role() == Role.LEAF ? meeting(Optional.empty()) : null;
             Carrier carrier =
                 NodeParts.carrier(config.listen(), config.parent(), seeks(), config.trust(), config.down(), log);
             Meeting announced = config.role() == Role.LEAF || config.discovery().isEmpty() ? null
                 : meeting(Optional.of(Meeting.self(carrier, self, config.name(),
                     config.parent().isPresent() ? Standing.RELAY : Standing.GATEWAY, config.farmName())))) {
            final Meeting meeting = announced == null ? unannounced : announced;
            if (meeting != null) {
                meeting.wake(carrier);
            }
            serve(carrier, self, meeting, ending);
            log.accept(config.name() + " ends");
        }
    }

    /** While this node still finds out how it computes, others may be found already. */
    private void serve(final Carrier carrier, final long self, final @Nullable Meeting meeting,
                       final Ending ending) {
        final RememberedRate rate = RememberedRate.here(config.threads(), config.politeness());
        try (NodeAgent agent = NodeParts.assemble(carrier, self, config.role(), config.name(), config.parent(),
            Position.CHILD, config.threads(), config.politeness(), rate.rate(), config.trust(), config.down(),
            config.cache(), log)) {
            greet(agent);
            long lookNs = System.nanoTime();
            final IdleWatch idle = new IdleWatch(config.politeness().idleOnly(), log);
            while (!ending.isAsked()) {
                agent.turn();
                final long nowNs = System.nanoTime();
                if (meeting != null) {
                    meeting.look(agent, nowNs);
                }
                if (nowNs - lookNs >= 0) {
                    waiting.update(absent(agent), nowNs);
                    rate.look(agent.node().localRate(), nowNs);
                    if (idle.look(nowNs)) {
                        agent.node().rest(!idle.renders(), nowNs);
                        agent.due();
                    }
                    lookNs = nowNs + LOOK_EVERY_NS;
                }
            }
            rate.keep(agent.node().localRate());
        }
    }

    private boolean seeks() {
        return config.discovery().filter(DiscoveryConfig::seeks).isPresent();
    }

    /** Null without discovery. */
    private @Nullable Meeting meeting(final Optional<Announcement> announced) {
        return config.discovery().map(discovery -> Meeting.begin(discovery, announced,
            seeks() ? EnumSet.allOf(Standing.class) : Set.of(), Position.CHILD, log)).orElse(null);
    }

    private void greet(final NodeAgent agent) {
        if (seeks()) {
            log.accept(config.name() + " has " + config.threads() + " threads" + config.politeness().words()
                + ", and looks for a farm on " + config.discovery().orElseThrow().address());
        } else if (config.role() == Role.LEAF) {
            log.accept(config.name() + " renders with " + config.threads() + " threads" + config.politeness().words()
                + " for " + config.parent().get());
        } else {
            final String here = agent.carrier().listening();
            log.accept(config.name() + (config.parent().isPresent() ? " relays for " + config.parent().get()
                : " is a gateway; a client comes with: " + Commands.client(here)));
            if (config.threads() > 0) {
                log.accept("it renders too, with " + config.threads() + " threads" + config.politeness().words());
            }
            log.accept("a leaf joins with: " + Commands.leaf(here));
        }
    }

    private String absent(final NodeAgent agent) {
        if (seeks() && agent.node().links().stream().noneMatch(TreeNode.LinkView::open)) {
            return "waiting for a farm on " + config.discovery().orElseThrow().address() + "; start one with: "
                + Commands.client() + ", or name one: " + Commands.leaf("HOST:PORT");
        }
        return config.parent().filter(parent -> agent.node().links().stream()
            .noneMatch(link -> link.open() && link.position() == Position.CHILD))
            .map(parent -> "waiting for a parent at " + parent + "; start one with: " + Commands.relay(parent))
            .orElse("");
    }
}
