package org.umbel.node.discovery;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.umbel.node.discovery.Announcement.Standing;

/**
 * Chooses whom to dial among those who announce themselves, keeps to the choice while the link lives, and looks further
 * when it does not. Sans-IO; one thread.
 */
public final class FarmSearch {
    /** How often it wants to be asked. */
    public static final long LOOK_EVERY_NS = 50_000_000L;
    /** From the first announcement to the choice: answers of several farms come within it. */
    static final long SETTLE_NS = 300_000_000L;
    /** A choice without a link is given up after this, if there is another. */
    static final long PATIENCE_NS = 2_000_000_000L;
    /** Who was given up is not tried again before this. */
    static final long SHUN_NS = 10_000_000_000L;
    private static final long UNSEEN = Long.MIN_VALUE;

    private final DiscoveryConfig config;
    private final String build;
    private final Set<Standing> wanted;
    private final Consumer<String> log;
    private final Map<String, Long> shunnedUntilNs = new HashMap<>();
    private @Nullable Announcement choice;
    private long linkedNs;
    private long firstSeenNs = UNSEEN;

    /**
     * @param build  of this node; the same is preferred
     * @param wanted who may be dialled
     */
    public FarmSearch(final DiscoveryConfig config, final String build, final Set<Standing> wanted,
                      final Consumer<String> log) {
        this.config = config;
        this.build = build;
        this.wanted = Set.copyOf(wanted);
        this.log = log;
    }

    /**
     * Whom to dial now; empty while nobody is there.
     *
     * @param known    all who announce themselves
     * @param isLinked whether a link to the choice of the last call is open
     */
    public Optional<Announcement> look(final List<Announcement> known, final boolean isLinked, final long nowNs) {
        shunnedUntilNs.values().removeIf(until -> nowNs - until >= 0);
        if (choice != null) {
            keepOrGiveUp(known, isLinked, nowNs);
        }
        if (choice == null) {
            choose(known, nowNs);
        }
        return Optional.ofNullable(choice);
    }

    /** Whether somebody who may be dialled is there, and the choice falls in a moment. */
    public boolean isDeciding() {
        return choice == null && firstSeenNs != UNSEEN;
    }

    /** The choice of the last call to {@link #look}. */
    public Optional<Announcement> choice() {
        return Optional.ofNullable(choice);
    }

    private void keepOrGiveUp(final List<Announcement> known, final boolean isLinked, final long nowNs) {
        if (isLinked) {
            linkedNs = nowNs;
        } else if (!known.contains(choice)) {
            giveUp(nowNs);
            firstSeenNs = UNSEEN;
        } else if (nowNs - linkedNs >= PATIENCE_NS && known.stream().anyMatch(a -> !a.equals(choice) && isWanted(a))) {
            // The others have been there for long: no need to wait for more of them.
            giveUp(nowNs);
        }
    }

    private void giveUp(final long nowNs) {
        final Announcement left = Objects.requireNonNull(choice);
        shunnedUntilNs.put(left.id(), nowNs + SHUN_NS);
        log.accept("leaves " + told(left) + " and looks for another farm");
        choice = null;
    }

    private void choose(final List<Announcement> known, final long nowNs) {
        final List<Announcement> candidates = known.stream().filter(this::isWanted)
            .sorted(Comparator.comparing((Announcement a) -> !a.build().equals(build))
                .thenComparing(Announcement::standing).thenComparing(Announcement::name)
                .thenComparing(Announcement::id))
            .toList();
        if (candidates.isEmpty()) {
            firstSeenNs = UNSEEN;
            return;
        }
        if (firstSeenNs == UNSEEN) {
            firstSeenNs = nowNs;
        }
        if (nowNs - firstSeenNs >= SETTLE_NS) {
            choice = candidates.getFirst();
            linkedNs = nowNs;
            tell(candidates);
        }
    }

    private boolean isWanted(final Announcement candidate) {
        return wanted.contains(candidate.standing()) && !shunnedUntilNs.containsKey(candidate.id())
            && (config.farm().isEmpty() || config.farm().equals(candidate.farm()));
    }

    private void tell(final List<Announcement> candidates) {
        final Announcement chosen = candidates.getFirst();
        final String others = candidates.stream().skip(1).limit(8).map(FarmSearch::told)
            .collect(Collectors.joining(", "));
        log.accept("found " + told(chosen) + (others.isEmpty() ? "" : "; also there: " + others)
            + (chosen.build().equals(build) ? "" : "; it is of build " + chosen.build() + ", this is " + build));
    }

    private static String told(final Announcement a) {
        return "'" + a.farm() + "' (" + a.name() + " at " + a.endpoint() + ")";
    }
}
