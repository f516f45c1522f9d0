package org.umbel.relay.group;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The members of a source's group, heard or not, by their numbers and by their bits. */
final class Members {
    static final int MEMBERS_MAX = Long.SIZE;

    private final Map<Integer, Member> byNumber = new LinkedHashMap<>();
    private long slots;
    private int heard;

    Member add(final int number, final long nowNs) {
        if (number < 0 || number > 0xffff || byNumber.containsKey(number) || byNumber.size() == MEMBERS_MAX) {
            throw new IllegalArgumentException("member " + number + " beside " + byNumber.keySet());
        }
        final Member member = new Member(number, Long.numberOfTrailingZeros(~slots), nowNs);
        slots |= member.bit();
        byNumber.put(number, member);
        return member;
    }

    void onHeard() {
        heard++;
    }

    void remove(final Member member) {
        byNumber.remove(member.number);
        slots &= ~member.bit();
        heard -= member.isHeard() ? 1 : 0;
    }

    @Nullable
    Member get(final int number) {
        return byNumber.get(number);
    }

    Collection<Member> all() {
        return byNumber.values();
    }

    /** A copy, so that they may be removed. */
    List<Member> those(final Predicate<Member> which) {
        final List<Member> found = new ArrayList<>();
        for (final Member member : byNumber.values()) {
            if (which.test(member)) {
                found.add(member);
            }
        }
        return found;
    }

    /** Members that were heard. */
    int heard() {
        return heard;
    }

    boolean areAllHeard() {
        return heard == byNumber.size();
    }

    /** The bits of those who are to have a generation. */
    long entitled(final int generation) {
        long bits = 0;
        for (final Member member : byNumber.values()) {
            bits |= member.isHeard() && member.base <= generation ? member.bit() : 0;
        }
        return bits;
    }
}
