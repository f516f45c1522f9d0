package org.umbel.relay.aeron;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The links of a transport by their numbers, of which none is given twice. */
final class LinkTable {
    private final Map<Long, Link> links = new LinkedHashMap<>();
    /** As the links are now, for those who end one while they look at all; made anew only when there are others. */
    private List<Link> all = List.of();
    private long numberNext = 1;

    /** Makes a link of the next number. */
    Link add(final LongFunction<Link> made) {
        final Link link = made.apply(numberNext++);
        links.put(link.number(), link);
        all = List.copyOf(links.values());
        return link;
    }

    @Nullable
    Link get(final long number) {
        return links.get(number);
    }

    @Nullable
    Link remove(final long number) {
        final Link removed = links.remove(number);
        all = removed == null ? all : List.copyOf(links.values());
        return removed;
    }

    /** Those of this moment. */
    List<Link> all() {
        return all;
    }

    int size() {
        return links.size();
    }

    /** Whether all that were dialled have been answered. */
    boolean isAnswered() {
        for (final Link link : all) {
            if (!link.answered()) {
                return false;
            }
        }
        return true;
    }

    /** A session id that no link has. */
    int sessionDrawn() {
        while (true) {
            final int session = ThreadLocalRandom.current().nextInt();
            if (session != 0 && all.stream().noneMatch(link -> link.session() == session)) {
                return session;
            }
        }
    }
}
