package org.umbel.topology;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person may have meant by a word that nobody knows. */
public final class Nearest {
    private static final int LISTED_MAX = 12;

    private Nearest() {}

    /**
     * {@code did you mean 'threads'?}, or the first known words when none is near; empty when none is known.
     */
    public static String hint(final String word, final Collection<String> known) {
        final int reach = Math.max(1, word.length() / 3);
        final Optional<String> nearest = known.stream()
            .filter(k -> Math.abs(k.length() - word.length()) <= reach)
            .min(Comparator.comparingInt((String k) -> distance(word,
                k)).thenComparing(Comparator.naturalOrder()))
            .filter(k -> distance(word, k) <= reach);
        if (nearest.isPresent()) {
            return "did you mean '" + nearest.get() + "'?";
        }
        return known.isEmpty() ? "" : known.stream().limit(LISTED_MAX)
            .collect(Collectors.joining(", ", "known: ", known.size() > LISTED_MAX ? ", ..." : ""));
    }

    /** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
    static int distance(final String a, final String b) {
        final int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                final int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                    && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
