package org.umbel.node.role;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.umbel.node.render.Politeness;
import org.umbel.node.store.CachePlace;
import org.umbel.node.store.HintFile;

/**
 * The rate of this machine's worker in earlier runs, so that its first grants fit: a line of a small file in the user's
 * cache folder for each arithmetic profile, machine and duty, tile-samples per second and thread. It is a hint only:
 * what cannot be read is unknown, and what cannot be written is forgotten. One thread.
 */
final class RememberedRate {
    private static final long KEEP_EVERY_NS = 10_000_000_000L;
    private static final int LINES_MAX = 64;
    /** A change of less is not worth a write. */
    private static final double CHANGE_MIN = 0.1;

    private final HintFile file;
    private final String key;
    private final int threads;
    private double kept;
    private boolean isLooking;
    private long lookNs;

    RememberedRate(final Path file, final String key, final int threads) {
        this.file = new HintFile(file, LINES_MAX);
        this.key = key;
        this.threads = threads;
        this.kept = read();
    }

    /** That of this machine. */
    static RememberedRate here(final int threads, final Politeness politeness) {
        final Map<String, String> env = System.getenv();
        final String machine = env.getOrDefault("HOSTNAME", env.getOrDefault("COMPUTERNAME", "here"))
            .replaceAll("\\s", "-") + "/" + Runtime.getRuntime().availableProcessors();
        return new RememberedRate(file(env, System.getProperty("user.home")), "%016x/%s/%d".formatted(
            ProvenArithmetic.digest(), machine, politeness.dutyPercent()), threads);
    }

    /** Beside the blocks. */
    static Path file(final Map<String, String> env, final String home) {
        return CachePlace.umbel(env, home).resolve("rates");
    }

    /** Tile-samples per second of all threads, 0 if unknown. */
    int rate() {
        return (int) Math.clamp(kept * threads, 0, Integer.MAX_VALUE);
    }

    /** Keeps a rate now and then. */
    void look(final int rate, final long nowNs) {
        if (!isLooking || nowNs - lookNs >= 0) {
            isLooking = true;
            lookNs = nowNs + KEEP_EVERY_NS;
            keep(rate);
        }
    }

    /**
     * Keeps a rate unless it is about what is kept already.
     *
     * @param rate tile-samples per second of all threads, 0 if unknown
     */
    void keep(final int rate) {
        if (threads == 0 || rate == 0) {
            return;
        }
        final double perThread = (double) rate / threads;
        if (Math.abs(perThread - kept) < CHANGE_MIN * kept) {
            return;
        }
        kept = perThread;
        file.set(key, String.format(Locale.ROOT, "%.3f", perThread));
    }

    /** Tile-samples per second and thread; 0 if unknown. */
    private double read() {
        try {
            final double value = Double.parseDouble(file.get(key));
            return value > 0 && value < Integer.MAX_VALUE ? value : 0;
        } catch (final NumberFormatException e) {
            return 0;
        }
    }
}
