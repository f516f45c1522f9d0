package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message;
import org.umbel.relay.link.Dialler;

/**
 * Whom a node turns to while its parent is away: the parent's ancestors as the parent named them last, the nearest
 * first, one at a time, each with the waits of any dial. It outlives the parent, not this process. The parent itself is
 * dialled all the while by {@link Links}; with its welcome the ancestor's link ends, so that one of them carries work.
 */
final class Ancestry {
    /** No link. */
    static final long NONE = -1;

    private final NodeConfig.Limits limits;
    private List<String> told = List.of();
    /** Who may be dialled, by endpoint, in order; none at home. */
    private final Map<String, Dialler> diallers = new LinkedHashMap<>();
    private ParentState state = ParentState.AT_HOME;
    /** The ancestor that is being dialled or linked, or null, and the link to it. */
    private @Nullable Dialler current;
    private long link = NONE;
    /** Of the ancestor that was linked last. */
    private String name = "";

    Ancestry(final NodeConfig.Limits limits) {
        this.limits = limits;
    }

    ParentState state() {
        return state;
    }

    /** The parent has said whose child it is. */
    void onTold(final List<String> endpoints) {
        told = bounded(endpoints.stream());
    }

    /** The ancestor at the other end of the current link has said whose child it is. */
    void onToldByAncestor(final List<String> endpoints) {
        final int upTo = told.indexOf(linked().endpoint()) + 1;
        told = bounded(Stream.concat(told.subList(0, upTo).stream(), endpoints.stream()));
    }

    private static List<String> bounded(final Stream<String> endpoints) {
        return endpoints.distinct().limit(Message.Ancestors.ENDPOINTS_MAX).toList();
    }

    /**
     * What this node's children may dial when it is gone.
     *
     * @param parents endpoints of its own parents
     */
    List<String> ofChildren(final Collection<String> parents) {
        return bounded(Stream.concat(parents.stream(), told.stream()));
    }

    /**
     * No parent is linked: its ancestors are dialled from now on, those of them that are no parents themselves.
     *
     * @param parents endpoints that are dialled anyway
     */
    void away(final Collection<String> parents, final long nowNs) {
        final Set<String> wanted = new LinkedHashSet<>(told);
        wanted.removeAll(parents);
        final List<Dialler> next = new ArrayList<>();
        for (final String endpoint : wanted) {
            final Dialler known = diallers.get(endpoint);
            next.add(known != null ? known
                : new Dialler(endpoint, limits.redialMinNs(), limits.redialMaxNs(), nowNs));
        }
        diallers.clear();
        next.forEach(dialler -> diallers.put(dialler.endpoint(), dialler));
        if (state == ParentState.AT_HOME && !diallers.isEmpty()) {
            transition(ParentState.ORPHANED);
        }
    }

    /** A parent is linked. Returns the link that is to end, or {@link #NONE}. */
    long home() {
        final long ending = link;
        diallers.clear();
        leave();
        if (state != ParentState.AT_HOME) {
            transition(ParentState.AT_HOME);
        }
        return ending;
    }

    /** The ancestor becomes a parent: its dialler, with its link, is the caller's; null when it is another. */
    @Nullable
    Dialler adopt(final String endpoint) {
        if (current == null || !current.endpoint().equals(endpoint)) {
            return null;
        }
        final Dialler adopted = current;
        diallers.remove(endpoint);
        leave();
        if (state == ParentState.FOSTERED) {
            transition(ParentState.ORPHANED);
        }
        return adopted;
    }

    /** Whom to dial now, or null. */
    @Nullable
    Dialler due(final long nowNs) {
        if (current == null) {
            for (final Dialler dialler : diallers.values()) {
                if (dialler.isDue(nowNs)) {
                    return dialler;
                }
            }
        }
        return null;
    }

    void onDialled(final Dialler dialler, final long newLink) {
        current = dialler;
        link = newLink;
    }

    /** Whether this is the link to an ancestor. */
    boolean isLink(final long id) {
        return id != NONE && id == link;
    }

    /** The ancestor has welcomed this node. */
    void onWelcome(final String itsName) {
        name = itsName;
        transition(ParentState.FOSTERED);
    }

    /** The link to the ancestor is down: the next one is dialled. The line to log, or empty. */
    String onDown(final String reason, final long nowNs) {
        final String line = linked().onDown(reason, nowNs);
        leave();
        if (state == ParentState.FOSTERED) {
            transition(ParentState.ORPHANED);
        }
        return line;
    }

    /** Who stands in for the parent; only while somebody does. */
    String foster() {
        return (told.indexOf(linked().endpoint()) == 0 ? "grandparent " : "ancestor ") + name;
    }

    long nextDeadlineNs() {
        long next = Long.MAX_VALUE;
        if (current == null) {
            for (final Dialler dialler : diallers.values()) {
                next = Math.min(next, dialler.nextDeadlineNs());
            }
        }
        return next;
    }

    /** The ancestor at the other end of {@link #link}. */
    private Dialler linked() {
        return Objects.requireNonNull(current);
    }

    private void leave() {
        current = null;
        link = NONE;
    }

    private void transition(final ParentState to) {
        if (!state.next().contains(to)) {
            throw new IllegalStateException(state + " -> " + to);
        }
        state = to;
    }
}
