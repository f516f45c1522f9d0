package org.umbel.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.umbel.tracer.accel.Hit;
import org.umbel.tracer.accel.HitFilter;
import org.umbel.tracer.accel.ScalarTraversal;
import org.umbel.tracer.accel.SceneAccel;
import org.umbel.tracer.accel.Traversal;

/**
 * Recorded rays through the two-level entry that the integrator uses: rate of the vector traversal beside its
 * scalar twin, differences from a peer's hits and from the twin, bytes allocated.
 *
 * <p>Argument: a prefix such as {@code ../shared/rays/bunny}, see {@link RayFile}. One thread, its own CPU
 * time; the two take turns, one fresh pass over all rays each round; the figure is the median round.
 */
public final class RaysBench {
    private static final int ROUNDS_WARM = 4;
    private static final int ROUNDS = 11;
    private static final double MISMATCH_SHARE_MAX = 1e-5;
    private static final double RATE_GOAL = 1.0;
    private static final double RATIO_GOAL = 2.0;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Figures figures = new Figures("rays", System.out);
    private final Traversal traversal;
    private final ScalarTraversal twin;
    private final Hit hit = new Hit();

    private RaysBench(final SceneAccel scene) {
        traversal = new Traversal(scene);
        twin = new ScalarTraversal(scene);
    }

    /** Runs the bench; ends with 1 when a goal is missed, 2 when called wrongly. */
    public static void main(final String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: RaysBench PREFIX, for example ../shared/rays/bunny");
            System.exit(2);
        }
        final String prefix = args[0];
        if (!Files.isReadable(Path.of(prefix + ".tri"))) {
            System.err.println(prefix + ".tri: no such file; give the path of a ray set without its ending, "
                + "for example ../shared/rays/bunny");
            System.exit(2);
        }
        final long start = System.nanoTime();
        final SceneAccel scene = RayFile.readScene(prefix);
        System.err.printf(Locale.ROOT, "built in %.2f s (cold)%n", (System.nanoTime() - start) * 1e-9);
        final RaysBench bench = new RaysBench(scene);
        for (final String name : new String[] {"primary", "bounce", "occl"}) {
            bench.measure(name, RayFile.read(prefix, name));
        }
        System.exit(bench.figures.finish(System.err, Path.of("out", "bench"),
            "rays-" + Path.of(prefix).getFileName()));
    }

    private void measure(final String name, final RayFile file) {
        final boolean occlusion = "occl".equals(name);
        final Pass vector = new Pass(file.count());
        final Pass scalar = new Pass(file.count());
        for (int round = 0; round < ROUNDS_WARM + ROUNDS; round++) {
            final int kept = round - ROUNDS_WARM;
            time(vector, kept, () -> trace(file, vector, occlusion));
            time(scalar, kept, () -> traceTwin(file, scalar, occlusion));
        }

        final double rate = vector.medianRate();
        final double twinRate = scalar.medianRate();
        final boolean bounce = "bounce".equals(name);
        figures.add(name, rate, "Mrays/cpu-s", "scalar-twin", twinRate,
            bounce ? ">=1.0 Mrays/cpu-s and ratio >=2" : ">=1.0 Mrays/cpu-s",
            rate >= RATE_GOAL && (!bounce || rate >= RATIO_GOAL * twinRate));
        final int mismatches = mismatches(file, vector, occlusion);
        figures.add(name + "-mismatches", mismatches, "rays of " + file.count(), "<=1e-5 of the rays",
            mismatches <= MISMATCH_SHARE_MAX * file.count());
        final int differences = vector.differences(scalar);
        figures.add(name + "-twin-differences", differences, "rays of " + file.count(), "0",
            differences == 0);
        final double bytes = (double) Arrays.stream(vector.bytes).min().orElseThrow() / file.count();
        figures.add(name + "-allocated", bytes, "bytes/ray", "0", bytes == 0);
    }

    private void time(final Pass pass, final int round, final Runnable work) {
        final long bytes = threads.getCurrentThreadAllocatedBytes();
        final long start = threads.getCurrentThreadCpuTime();
        work.run();
        final long ns = threads.getCurrentThreadCpuTime() - start;
        if (round >= 0) {
            pass.cpuNs[round] = ns;
            pass.bytes[round] = threads.getCurrentThreadAllocatedBytes() - bytes;
        }
    }

    private void trace(final RayFile file, final Pass pass, final boolean occlusion) {
        final float[] r = file.rays();
        for (int i = 0; i < file.count(); i++) {
            final int at = i * RayFile.STRIDE;
            if (occlusion) {
                pass.primitives[i] = traversal.occluded(r[at], r[at + 1], r[at + 2], r[at + 3], r[at + 4],
                    r[at + 5], r[at + 6], r[at + 7], HitFilter.ALL) ? 0 : Hit.MISS;
            } else {
                traversal.intersect(r[at], r[at + 1], r[at + 2], r[at + 3], r[at + 4], r[at + 5], r[at + 6],
                    r[at + 7], HitFilter.ALL, hit);
                pass.primitives[i] = hit.primitive;
                pass.distances[i] = hit.t;
            }
        }
    }

    private void traceTwin(final RayFile file, final Pass pass, final boolean occlusion) {
        final float[] r = file.rays();
        for (int i = 0; i < file.count(); i++) {
            final int at = i * RayFile.STRIDE;
            if (occlusion) {
                pass.primitives[i] = twin.occluded(r[at], r[at + 1], r[at + 2], r[at + 3], r[at + 4],
                    r[at + 5], r[at + 6], r[at + 7], HitFilter.ALL) ? 0 : Hit.MISS;
            } else {
                twin.intersect(r[at], r[at + 1], r[at + 2], r[at + 3], r[at + 4], r[at + 5], r[at + 6],
                    r[at + 7], HitFilter.ALL, hit);
                pass.primitives[i] = hit.primitive;
                pass.distances[i] = hit.t;
            }
        }
    }

    /**
     * Rays that hit where the peer missed or the reverse, or at another distance; ids may differ on shared
     * edges.
     */
    private static int mismatches(final RayFile file, final Pass pass, final boolean occlusion) {
        int count = 0;
        for (int i = 0; i < file.count(); i++) {
            final boolean peerHit = file.primitives()[i] >= 0;
            final boolean ourHit = pass.primitives[i] >= 0;
            final float t = file.distances()[i];
            if (peerHit != ourHit
                || ourHit && !occlusion && !(Math.abs(pass.distances[i] - t) <= 1e-3f * Math.max(1, t))) {
                count++;
            }
        }
        return count;
    }

    /** Results of the last pass, and the cost of each. */
    private static final class Pass {
        final int[] primitives;
        final float[] distances;
        final long[] cpuNs = new long[ROUNDS];
        final long[] bytes = new long[ROUNDS];

        Pass(final int count) {
            primitives = new int[count];
            distances = new float[count];
        }

        double medianRate() {
            final long[] sorted = cpuNs.clone();
            Arrays.sort(sorted);
            return primitives.length * 1e3 / sorted[ROUNDS / 2];
        }

        int differences(final Pass other) {
            int count = 0;
            for (int i = 0; i < primitives.length; i++) {
                count += primitives[i] != other.primitives[i]
                    || Float.floatToRawIntBits(distances[i]) != Float.floatToRawIntBits(other.distances[i])
                        ? 1 : 0;
            }
            return count;
        }
    }
}
