package org.umbel.node.role;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message.Position;
import org.umbel.node.discovery.Announcement;
import org.umbel.node.discovery.Announcement.Standing;
import org.umbel.node.discovery.Discovery;
import org.umbel.node.discovery.DiscoveryConfig;
import org.umbel.node.discovery.FarmSearch;
import org.umbel.relay.hub.Dial;
import org.umbel.topology.Endpoint;

/** A node that meets others by discovery: is announced when it listens, and dials whom it finds. One thread. */
final class Meeting implements AutoCloseable {
    private final Waking waking;
    private final Discovery discovery;
    private final FarmSearch search;
    private final Position stands;
    private List<Dial> dials = List.of();
    private long lookNs = System.nanoTime();

    /** Wakes a carrier, once there is one. */
    private static final class Waking implements Runnable {
        private volatile @Nullable Carrier carrier;

        @Override
        public void run() {
            final Carrier woken = carrier;
            if (woken != null) {
                woken.wake();
            }
        }
    }

    private Meeting(final Waking waking, final Discovery discovery, final FarmSearch search, final Position stands) {
        this.waking = waking;
        this.discovery = discovery;
        this.search = search;
        this.stands = stands;
    }

    /**
     * Begins to look around, and returns at once. Who announces nothing may begin before it has a carrier: both take
     * their time.
     *
     * @param self   what to announce; empty for who does not listen
     * @param wanted whom to dial; nobody for who only announces
     * @param stands where this node stands on a link to whom it dials
     * @param log    lines for people
     */
    static Meeting begin(final DiscoveryConfig config, final Optional<Announcement> self, final Set<Standing> wanted,
                         final Position stands, final Consumer<String> log) {
        final Waking waking = new Waking();
        return new Meeting(waking, Discovery.start(config, self, waking, log),
            new FarmSearch(config, BuildVersion.text(), wanted, log), stands);
    }

    /** From here on this carrier is woken when somebody is found. */
    void wake(final Carrier carrier) {
        waking.carrier = carrier;
    }

    /**
     * What a listening node announces of itself.
     *
     * @param self the random number of this process
     */
    static Announcement self(final Carrier carrier, final long self, final String name, final Standing standing,
                             final String farm) {
        return new Announcement("%016x".formatted(self), name, standing, Endpoint.parse(carrier.listening()),
            BuildVersion.text(), farm);
    }

    /** Has the agent dial who is there, when it is time to look. */
    void look(final NodeAgent agent, final long nowNs) {
        if (nowNs - lookNs < 0) {
            return;
        }
        lookNs = nowNs + FarmSearch.LOOK_EVERY_NS;
        final boolean isLinked = dials.stream().anyMatch(agent.node()::isOpen);
        final List<Dial> wanted = search.look(discovery.known(), isLinked, nowNs)
            .map(found -> List.of(new Dial(found.endpoint().toString(), stands))).orElse(List.of());
        if (search.isDeciding()) {
            agent.stir(nowNs);
        }
        if (!wanted.equals(dials)) {
            dials = wanted;
            agent.node().keep(dials, nowNs);
            agent.due();
        }
    }

    /** Whom this node has chosen. */
    Optional<Announcement> choice() {
        return search.choice();
    }

    @Override
    public void close() {
        discovery.close();
    }
}
