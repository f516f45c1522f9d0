package org.umbel.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.umbel.tracer.accel.Hit;

/**
 * One way to ask all rays of a file: what the last pass found, and what each pass cost.
 *
 * @param name       of the way
 * @param primitives int[rays], {@link Hit#MISS} for a miss
 * @param distances  float[rays]
 * @param cpuNs      CPU time of the calling thread for each measured pass
 * @param bytes      allocated by each
 */
record RayPass(String name, int[] primitives, float[] distances, long[] cpuNs, long[] bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static RayPass of(final String name, final int rays, final int rounds) {
        return new RayPass(name, new int[rays], new float[rays], new long[rounds], new long[rounds]);
    }

    /** Runs a pass and notes its cost, if the round is one that counts. */
    void time(final int round, final Runnable work) {
        final long allocated = THREADS.getCurrentThreadAllocatedBytes();
        final long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        final long ns = THREADS.getCurrentThreadCpuTime() - start;
        if (round >= 0) {
            cpuNs[round] = ns;
            bytes[round] = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        }
    }

    /** Mrays per CPU-second in the median round. */
    double medianRate() {
        final long[] sorted = cpuNs.clone();
        Arrays.sort(sorted);
        return primitives.length * 1e3 / sorted[sorted.length / 2];
    }

    /** Bytes a ray in the round that allocated least. */
    double leastBytes() {
        return (double) Arrays.stream(bytes).min().orElseThrow() / primitives.length;
    }

    /** Rays whose answers differ in any bit. */
    int differences(final RayPass other) {
        int count = 0;
        for (int i = 0; i < primitives.length; i++) {
            count += primitives[i] != other.primitives[i]
                || Float.floatToRawIntBits(distances[i]) != Float.floatToRawIntBits(other.distances[i]) ? 1 : 0;
        }
        return count;
    }

    /**
     * Rays that hit where the recorded peer missed or the reverse, or at another distance; ids may differ on shared
     * edges.
     */
    int mismatches(final RayFile file, final boolean isAny) {
        int count = 0;
        for (int i = 0; i < file.count(); i++) {
            final boolean peerHit = file.primitives()[i] >= 0;
            final boolean ourHit = primitives[i] >= 0;
            final float t = file.distances()[i];
            if (peerHit != ourHit || ourHit && !isAny && !(Math.abs(distances[i] - t) <= 1e-3f * Math.max(1, t))) {
                count++;
            }
        }
        return count;
    }
}
