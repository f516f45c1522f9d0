package org.umbel.node.role;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.umbel.codec.wire.Message.Position;
import org.umbel.node.discovery.Announcement;
import org.umbel.node.discovery.Announcement.Standing;
import org.umbel.node.discovery.DiscoveryConfig;
import org.umbel.relay.hub.TreeNode;

/**
 * How a client meets its farm: one that was given no address looks for a gateway; one that listens is announced. It
 * never waits: whoever is found joins a picture that the client has begun alone.
 */
final class ClientMeeting implements AutoCloseable {
    private static final String ALONE = "This machine alone";

    private final ClientConfig config;
    private final NodeAgent agent;
    private final Optional<Meeting> meeting;

    /**
     * @param self the random number of this process
     */
    ClientMeeting(final ClientConfig config, final NodeAgent agent, final long self, final Consumer<String> log) {
        this.config = config;
        this.agent = agent;
        this.meeting = config.discovery().map(discovery -> Meeting.begin(discovery,
            config.listen()
                .map(_ -> Meeting.self(agent.carrier(), self, config.name(), Standing.CLIENT, config.farmName())),
            discovery.seeks() ? Set.of(Standing.GATEWAY) : Set.of(), Position.PARENT, log));
        meeting.ifPresent(m -> m.wake(agent.carrier()));
    }

    void look(final long nowNs) {
        meeting.ifPresent(m -> m.look(agent, nowNs));
    }

    /** What people call who renders now: the farm of the gateway found, or the client's own, or nobody else's. */
    String farmName() {
        final boolean isAlone = config.discovery().filter(DiscoveryConfig::seeks).isPresent()
            && agent.node().links().stream().noneMatch(TreeNode.LinkView::open);
        return isAlone ? ALONE : meeting.flatMap(Meeting::choice).map(Announcement::farm).orElse(config.farmName());
    }

    @Override
    public void close() {
        meeting.ifPresent(Meeting::close);
    }
}
