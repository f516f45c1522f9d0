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
import org.umbel.relay.link.Dialler;
import org.umbel.relay.link.Link;
import org.umbel.relay.link.LinkState;
import org.umbel.relay.link.LinkTimes;
import org.umbel.relay.session.Liar;
import org.umbel.relay.transport.Outbox;

/** The links of a node: dialled and kept, accepted or refused, watched. */
final class Links {
    /** Links that have not said hello, at most. */
    private static final int STRANGERS_MAX = 64;
    private static final long LINE_EVERY_NS = 60_000_000_000L;
    private static final int REMOTES_MAX = 1024;

    private final NodeConfig config;
    private final LinkTimes times;
    private final Doorkeeper doorkeeper;
    private final Ancestry ancestry;
    private List<Dial> dials = List.of();
    private final Map<Dialler, Dial> diallers = new LinkedHashMap<>();
    private final Map<Long, Dialler> dialled = new LinkedHashMap<>();
    private final Map<Long, Link> links = new LinkedHashMap<>();
    private final List<Long> closing = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Long> loggedNs = new LinkedHashMap<>();
    /** What this node's children were told last. */
    private List<String> above = List.of();
    /** How the parent was called when it was linked last. */
    private String parentName = "";

    /** @param liars who is refused */
    Links(final NodeConfig config, final Liars liars, final long nowNs) {
        this.config = config;
        this.times = new LinkTimes(config.limits().heartbeatNs(), config.limits().deadAfterNs());
        this.doorkeeper = new Doorkeeper(config, liars);
        this.ancestry = new Ancestry(config.limits());
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
                final Dialler fosters = dial.position() == Position.CHILD ? ancestry.adopt(dial.endpoint()) : null;
                diallers.put(fosters != null ? fosters : new Dialler(dial.endpoint(), config.limits().redialMinNs(),
                    config.limits().redialMaxNs(), nowNs), dial);
            }
        }
        settle(nowNs);
        tellChildren(nowNs);
    }

    /** Whether a link of this dial is open. */
    boolean isOpen(final Dial dial) {
        return dialled.entrySet().stream().anyMatch(e -> dial.equals(diallers.get(e.getValue()))
            && links.containsKey(e.getKey()) && links.get(e.getKey()).isOpen());
    }

    /** Whether this node takes its work from a parent, or from an ancestor in its place. */
    boolean hasParent() {
        return !parents().isEmpty() || ancestry.state() != ParentState.AT_HOME;
    }

    private List<String> parents() {
        return dials.stream().filter(dial -> dial.position() == Position.CHILD).map(Dial::endpoint).toList();
    }

    /** With the parent, or while it is away with one of its ancestors, if it has named any. */
    private void settle(final long nowNs) {
        if (dials.stream().anyMatch(dial -> dial.position() == Position.CHILD && isOpen(dial))) {
            final Link fosters = links.get(ancestry.home());
            if (fosters != null) {
                fosters.fail("back to its parent " + parentName, nowNs);
            }
        } else {
            ancestry.away(parents(), nowNs);
        }
    }

    /** In words, whom the node's work comes from while its parent is away; empty while it is not. */
    String fosters() {
        return ancestry.state() == ParentState.FOSTERED ? "linked to " + ancestry.foster()
            + " until its parent " + parentName + " returns" : "";
    }

    /** The parent, or an ancestor in its place, says whose child it is. */
    void onAncestors(final Link link, final Message.Ancestors m, final long nowNs) {
        if (ancestry.isLink(link.id())) {
            ancestry.onToldByAncestor(m.endpoints());
        } else if (diallers.containsKey(dialled.get(link.id()))) {
            ancestry.onTold(m.endpoints());
        }
        settle(nowNs);
        tellChildren(nowNs);
    }

    private void tellChildren(final long nowNs) {
        final List<String> now = ancestry.ofChildren(parents());
        if (!now.equals(above)) {
            above = now;
            links.values().stream().filter(l -> l.position() == Position.PARENT)
                .forEach(l -> l.send(new Message.Ancestors(above), nowNs));
        }
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
        final Message.Refuse refusal = doorkeeper.refusal(hello, link.remoteIncarnation(), children,
            hasParent(), linkedParent());
        if (refusal != null) {
            complain(link.remote() + " (" + hello.name() + ")", "refused: " + refusal.reason(), nowNs);
            link.refuse(refusal, nowNs);
            return false;
        }
        link.welcome(hello, new Message.Welcome(config.role(), config.name(), config.build(), config.profile()),
            config.admission(), nowNs);
        return isOpened(link, nowNs);
    }

    /** Incarnation of who hands down this node's work; its own when nobody does. */
    private long linkedParent() {
        return links.values().stream().filter(l -> l.isOpen() && l.position() == Position.CHILD).findFirst()
            .map(Link::remoteIncarnation).orElse(config.incarnation());
    }

    /** The dialler's proof: true when the link is open. */
    boolean onConfirm(final Link link, final Message.Confirm m, final long nowNs) {
        link.onConfirm(m, nowNs);
        return isOpened(link, nowNs);
    }

    private boolean isOpened(final Link link, final long nowNs) {
        if (link.isOpen()) {
            if (link.position() == Position.PARENT) {
                link.send(new Message.Ancestors(above), nowNs);
            }
            lines.add(link.remote() + " (" + link.remoteRole() + ") is linked as "
                + (link.position() == Position.PARENT ? "child" : "parent"));
        }
        return link.isOpen();
    }

    /** The acceptor answers this side's hello: true when the link is open. */
    boolean onWelcome(final Link link, final Message.Welcome m, final long nowNs) {
        if (m.profile() != config.profile()) {
            link.fail(doorkeeper.profileReason(m.name(), m.build(), m.profile()), nowNs);
            return false;
        }
        link.onWelcome(m, config.admission(), nowNs);
        if (!link.isOpen()) {
            return false;
        }
        final Dialler dialler = Objects.requireNonNull(dialled.get(link.id()));
        dialler.onWelcome();
        if (ancestry.isLink(link.id())) {
            ancestry.onWelcome(m.name());
            lines.add(fosters() + "; dialled " + dialler.endpoint());
            return true;
        }
        lines.add("linked to " + m.name() + " (" + m.role() + ") at " + dialler.endpoint());
        if (link.position() == Position.CHILD) {
            parentName = m.name();
            settle(nowNs);
        } else {
            link.send(new Message.Ancestors(above), nowNs);
        }
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

    /** A liar is a child no more. */
    void cutOff(final Liar liar, final long nowNs) {
        links.values().stream().filter(link -> link.isOpen() && link.position() == Position.PARENT
            && (link.remoteIncarnation() == liar.incarnation() || link.remote().equals(liar.name())))
            .forEach(link -> link.fail(liar.reason(), nowNs));
    }

    /** The node was not running for this long. */
    void shift(final long gapNs) {
        links.values().forEach(link -> link.shift(gapNs));
    }

    void dial(final Outbox out, final long nowNs) {
        for (final Map.Entry<Dialler, Dial> dialler : diallers.entrySet()) {
            if (dialler.getKey().isDue(nowNs)) {
                dial(dialler.getKey(), dialler.getValue().position(), out, nowNs);
            }
        }
        final Dialler fosters = ancestry.due(nowNs);
        if (fosters != null) {
            ancestry.onDialled(fosters, dial(fosters, Position.CHILD, out, nowNs));
        }
    }

    private long dial(final Dialler dialler, final Position position, final Outbox out, final long nowNs) {
        final long id = out.dial(dialler.endpoint());
        dialler.onDialled();
        dialled.put(id, dialler);
        links.put(id, Link.dialled(id, dialler.endpoint(), new Message.Hello(config.role(), position, config.name(),
            config.build(), config.profile(), config.threads(), "", 0), config.admission(), config.incarnation(),
            times, nowNs));
        return id;
    }

    void poll(final Outbox out, final long nowNs) {
        for (final Link link : links.values()) {
            link.poll(out, nowNs);
        }
        if (!lines.isEmpty()) {
            lines.forEach(out::log);
            lines.clear();
        }
    }

    /** Takes out the links that are down, and closes them; their losses are the caller's to tell. */
    List<Link> reap(final Outbox out, final long nowNs) {
        if (!closing.isEmpty()) {
            closing.forEach(out::close);
            closing.clear();
        }
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
            if (dialler == null) {
                complain(link.remote(), "link down: " + link.downReason(), nowNs);
            } else if (ancestry.isLink(link.id())) {
                log(ancestry.onDown(link.downReason(), nowNs));
            } else if (diallers.containsKey(dialler)) {
                log(dialler.onDown(link.downReason(), nowNs));
                settle(nowNs);
            }
        }
        return dead;
    }

    private void log(final String line) {
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    long nextDeadlineNs() {
        long next = ancestry.nextDeadlineNs();
        for (final Dialler dialler : diallers.keySet()) {
            next = Math.min(next, dialler.nextDeadlineNs());
        }
        for (final Link link : links.values()) {
            next = Math.min(next, link.nextDeadlineNs());
        }
        return next;
    }
}
