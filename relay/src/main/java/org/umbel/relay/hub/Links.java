package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Refusal;
import org.umbel.relay.link.Dialler;
import org.umbel.relay.link.Link;
import org.umbel.relay.link.LinkState;
import org.umbel.relay.link.LinkTimes;
import org.umbel.relay.transport.Outbox;

/** The links of a node: dialled and kept, accepted or refused, watched. */
final class Links {
    /** Links that have not said hello, at most. */
    private static final int STRANGERS_MAX = 64;
    private static final long LINE_EVERY_NS = 60_000_000_000L;
    private static final int REMOTES_MAX = 1024;

    private final NodeConfig config;
    private final LinkTimes times;
    private List<Dial> dials = List.of();
    private final Map<Dialler, Dial> diallers = new LinkedHashMap<>();
    private final Map<Long, Dialler> dialled = new LinkedHashMap<>();
    private final Map<Long, Link> links = new LinkedHashMap<>();
    private final List<Long> closing = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Long> loggedNs = new LinkedHashMap<>();

    Links(final NodeConfig config, final long nowNs) {
        this.config = config;
        this.times = new LinkTimes(config.limits().heartbeatNs(), config.limits().deadAfterNs());
        keep(config.dials(), nowNs);
    }

    /** Links to these are kept from now on; those to others end. */
    void keep(final List<Dial> wanted, final long nowNs) {
        dials = List.copyOf(wanted);
        final List<Dialler> dropped = diallers.entrySet().stream().filter(e -> !dials.contains(e.getValue()))
            .map(Map.Entry::getKey).toList();
        dropped.forEach(diallers::remove);
        dialled.forEach((id, dialler) -> {
            if (dropped.contains(dialler) && links.containsKey(id)) {
                links.get(id).fail("not wanted any more", nowNs);
            }
        });
        for (final Dial dial : dials) {
            if (!diallers.containsValue(dial)) {
                diallers.put(new Dialler(dial.endpoint(), config.limits().redialMinNs(),
                    config.limits().redialMaxNs(), nowNs), dial);
            }
        }
    }

    /** Whether a link of this dial is open. */
    boolean isOpen(final Dial dial) {
        return dialled.entrySet().stream().anyMatch(e -> dial.equals(diallers.get(e.getValue()))
            && links.containsKey(e.getKey()) && links.get(e.getKey()).isOpen());
    }

    Collection<Link> all() {
        return links.values();
    }

    /** A link that is alive, or null. */
    @Nullable
    Link get(final long id) {
        return links.get(id);
    }

    /** One line a minute per remote. */
    void complain(final String remote, final String reason, final long nowNs) {
        final Long last = loggedNs.get(remote);
        if (last != null && nowNs - last < LINE_EVERY_NS) {
            return;
        }
        if (loggedNs.size() >= REMOTES_MAX) {
            loggedNs.remove(loggedNs.keySet().iterator().next());
        }
        loggedNs.remove(remote);
        loggedNs.put(remote, nowNs);
        lines.add(remote + ": " + reason);
    }

    void onAccepted(final long id, final String remote, final long nowNs) {
        final long strangers = links.values().stream().filter(l -> l.state() == LinkState.HELLO_AWAITED
            || l.state() == LinkState.PROOF_AWAITED).count();
        if (strangers >= STRANGERS_MAX) {
            complain(remote, "too many links without a hello", nowNs);
            closing.add(id);
            return;
        }
        links.put(id, Link.accepted(id, remote, config.incarnation(), times, nowNs));
    }

    /** A dialler says hello: true when the link is open. */
    boolean onHello(final Link link, final Message.Hello hello, final int children, final long nowNs) {
        if (!config.admission().isMember(hello)) {
            link.fail("a hello without the farm's key gets no answer", nowNs);
            return false;
        }
        final Message.Refuse refusal = refusal(hello, children);
        if (refusal != null) {
            complain(link.remote() + " (" + hello.name() + ")", "refused: " + refusal.reason(), nowNs);
            link.refuse(refusal, nowNs);
            return false;
        }
        link.welcome(hello, new Message.Welcome(config.role(), config.name(), config.build(), config.profile()),
            config.admission(), nowNs);
        return isOpened(link);
    }

    /** The dialler's proof: true when the link is open. */
    boolean onConfirm(final Link link, final Message.Confirm m, final long nowNs) {
        link.onConfirm(m, nowNs);
        return isOpened(link);
    }

    private boolean isOpened(final Link link) {
        if (link.isOpen()) {
            lines.add(link.remote() + " (" + link.remoteRole() + ") is linked as "
                + (link.position() == Position.PARENT ? "child" : "parent"));
        }
        return link.isOpen();
    }

    private Message.@Nullable Refuse refusal(final Message.Hello hello, final int children) {
        if (hello.wireVersion() != Message.WIRE_VERSION) {
            return new Message.Refuse(Refusal.WIRE_VERSION, "%s speaks wire version %d (build %s), %s version %d "
                .formatted(hello.name(), hello.wireVersion(), hello.build(), config.name(), Message.WIRE_VERSION)
                + "(build %s): run the same build".formatted(config.build()));
        }
        if (hello.profile() != config.profile()) {
            return new Message.Refuse(Refusal.ARITHMETIC_PROFILE, profileReason(hello.name(), hello.build(),
                hello.profile()));
        }
        if (!config.listening()) {
            return new Message.Refuse(Refusal.POSITION, config.name() + " does not listen");
        }
        final boolean hasParent = dials.stream().anyMatch(dial -> dial.position() == Position.CHILD);
        if (hello.position() == Position.PARENT && (hasParent || config.role() != Message.Role.RELAY)) {
            return new Message.Refuse(Refusal.POSITION, config.name() + (hasParent ? " has a parent already"
                : " takes no sessions") + "; dial the relay at the top");
        }
        if (hello.position() == Position.CHILD && children >= config.limits().childrenMax()) {
            return new Message.Refuse(Refusal.TOO_MANY, config.name() + " has " + children
                + " children already; put a relay between");
        }
        return null;
    }

    private String profileReason(final String name, final String build, final long profile) {
        return "%s renders with arithmetic profile %016x (build %s), %s with %016x (build %s): run the same build"
            .formatted(name, profile, build, config.name(), config.profile(), config.build());
    }

    /** The acceptor answers this side's hello: true when the link is open. */
    boolean onWelcome(final Link link, final Message.Welcome m, final long nowNs) {
        if (m.profile() != config.profile()) {
            link.fail(profileReason(m.name(), m.build(), m.profile()), nowNs);
            return false;
        }
        link.onWelcome(m, config.admission(), nowNs);
        if (!link.isOpen()) {
            return false;
        }
        final Dialler dialler = Objects.requireNonNull(dialled.get(link.id()));
        dialler.onWelcome();
        lines.add("linked to " + m.name() + " (" + m.role() + ") at " + dialler.endpoint());
        return true;
    }

    void onRefuse(final Link link, final Message.Refuse m, final long nowNs) {
        link.fail("refused: " + m.reason(), nowNs);
    }

    /** The transport's word. */
    void onDown(final long id, final String reason, final long nowNs) {
        final Link link = links.get(id);
        if (link != null) {
            link.fail(reason, nowNs);
        }
    }

    /** The node was not running for this long. */
    void shift(final long gapNs) {
        links.values().forEach(link -> link.shift(gapNs));
    }

    void dial(final Outbox out, final long nowNs) {
        diallers.forEach((dialler, dial) -> {
            if (dialler.isDue(nowNs)) {
                final long id = out.dial(dial.endpoint());
                dialler.onDialled();
                dialled.put(id, dialler);
                links.put(id, Link.dialled(id, dial.endpoint(), new Message.Hello(config.role(), dial.position(),
                    config.name(), config.build(), config.profile(), config.threads(), "", 0),
                    config.admission(), config.incarnation(), times, nowNs));
            }
        });
    }

    void poll(final Outbox out, final long nowNs) {
        links.values().forEach(link -> link.poll(out, nowNs));
        lines.forEach(out::log);
        lines.clear();
    }

    /** Takes out the links that are down, and closes them; their losses are the caller's to tell. */
    List<Link> reap(final Outbox out, final long nowNs) {
        closing.forEach(out::close);
        closing.clear();
        List<Link> dead = List.of();
        for (final Link link : links.values()) {
            if (link.state() == LinkState.DOWN) {
                dead = dead.isEmpty() ? new ArrayList<>() : dead;
                dead.add(link);
            }
        }
        for (final Link link : dead) {
            links.remove(link.id());
            out.close(link.id());
            final Dialler dialler = dialled.remove(link.id());
            if (dialler != null && diallers.containsKey(dialler)) {
                final String line = dialler.onDown(link.downReason(), nowNs);
                if (!line.isEmpty()) {
                    lines.add(line);
                }
            } else if (dialler == null) {
                complain(link.remote(), "link down: " + link.downReason(), nowNs);
            }
        }
        return dead;
    }

    long nextDeadlineNs() {
        long next = Long.MAX_VALUE;
        for (final Dialler dialler : diallers.keySet()) {
            next = Math.min(next, dialler.nextDeadlineNs());
        }
        for (final Link link : links.values()) {
            next = Math.min(next, link.nextDeadlineNs());
        }
        return next;
    }
}
