package org.umbel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.accel.Hit;
import org.umbel.tracer.accel.HitFilter;
import org.umbel.tracer.accel.Packet;
import org.umbel.tracer.accel.ScalarTraversal;
import org.umbel.tracer.accel.SceneAccel;
import org.umbel.tracer.accel.Traversal;

/**
 * Recorded rays through the two-level entry that the integrator uses: rate of the vector traversal beside its
 * scalar twin, differences from a peer's hits and from the twin, bytes allocated; with {@code --embree} rates and build
 * beside Embree's in the same process.
 *
 * <p>Argument: a prefix such as {@code ../shared/rays/bunny}, see {@link RayFile}. One thread, its own CPU
 * time; all take turns, one fresh pass over all rays each round; the figure is the median round.
 */
public final class RaysBench {
    private static final String USAGE = "rays PREFIX [--embree] [--rounds N], for example rays ../shared/rays/bunny";
    private static final int ROUNDS_WARM = 4;
    private static final int ROUNDS = 11;
    private static final double MISMATCH_SHARE_MAX = 1e-5;
    private static final double RATE_GOAL = 1.0;
    private static final double RATIO_GOAL = 2.0;

    private final Figures figures = new Figures("rays", System.out);
    private final int rounds;
    private final Traversal traversal;
    private final ScalarTraversal twin;
    private final Hit hit = new Hit();
    private final Packet packet = new Packet();

    private RaysBench(final SceneAccel scene, final int rounds) {
        traversal = new Traversal(scene);
        twin = new ScalarTraversal(scene);
        this.rounds = rounds;
    }

    /** Runs the bench; ends with 1 when a goal is missed, 2 when called wrongly. */
    public static void main(final String[] args) throws IOException {
        final Arguments options = Arguments.named(Arrays.copyOfRange(args, Math.min(1, args.length), args.length),
            USAGE, Set.of("rounds"), Set.of("embree"));
        if (args.length == 0 || args[0].startsWith("--")) {
            System.err.println("usage: scripts/bench " + USAGE);
            System.exit(2);
        }
        final String prefix = args[0];
        if (!Files.isReadable(Path.of(prefix + ".tri"))) {
            System.err.println(prefix + ".tri: no such file; give the path of a ray set without its ending, "
                + "for example ../shared/rays/bunny");
            System.exit(2);
        }
        final Mesh mesh = RayFile.readMesh(prefix);
        final RaysBench bench = new RaysBench(RayFile.scene(mesh), options.number("rounds", ROUNDS));
        final EmbreeRays embree = options.has("embree") ? EmbreeRays.open(bench.figures, mesh) : null;
        for (final String name : new String[] {"primary", "bounce", "occl"}) {
            bench.measure(name, RayFile.read(prefix, name), embree);
        }
        if (embree != null) {
            embree.measureBuild(bench.rounds);
        }
        System.exit(bench.figures.finish(System.err, Scenes.out(), "rays-" + Path.of(prefix).getFileName()));
    }

    private void measure(final String name, final RayFile file, final @Nullable EmbreeRays embree) {
        final boolean isAny = "occl".equals(name);
        final RayPass vector = RayPass.of(name, file.count(), rounds);
        final RayPass scalar = RayPass.of(name, file.count(), rounds);
        final boolean isPacked = "primary".equals(name);
        final RayPass packed = RayPass.of(name + "-packets", isPacked ? file.count() : 0, rounds);
        if (embree != null) {
            embree.start(name, file, rounds);
        }
        for (int round = -ROUNDS_WARM; round < rounds; round++) {
            vector.time(round, () -> trace(file, vector, isAny));
            if (isPacked) {
                packed.time(round, () -> tracePackets(file, packed));
            }
            if (embree != null) {
                embree.round(round);
            }
            scalar.time(round, () -> traceTwin(file, scalar, isAny));
        }
        add(name, file, vector, scalar);
        if (isPacked) {
            addPackets(file, packed, vector);
        }
        if (embree != null) {
            embree.add(vector, packed);
        }
    }

    private void addPackets(final RayFile file, final RayPass packed, final RayPass single) {
        figures.add(packed.name(), packed.medianRate(), "Mrays/cpu-s", "single", single.medianRate(), ">1",
            packed.medianRate() > single.medianRate());
        final int differences = packed.differences(single);
        figures.add(packed.name() + "-differences", differences, "rays of " + file.count(), "0", differences == 0);
        figures.add(packed.name() + "-allocated", packed.leastBytes(), "bytes/ray", "0", packed.leastBytes() == 0);
    }

    private void add(final String name, final RayFile file, final RayPass vector, final RayPass scalar) {
        final double rate = vector.medianRate();
        final double twinRate = scalar.medianRate();
        final boolean bounce = "bounce".equals(name);
        figures.add(name, rate, "Mrays/cpu-s", "scalar-twin", twinRate,
            bounce ? ">=1.0 Mrays/cpu-s and ratio >=2" : ">=1.0 Mrays/cpu-s",
            rate >= RATE_GOAL && (!bounce || rate >= RATIO_GOAL * twinRate));
        final int mismatches = vector.mismatches(file, "occl".equals(name));
        figures.add(name + "-mismatches", mismatches, "rays of " + file.count(), "<=1e-5 of the rays",
            mismatches <= MISMATCH_SHARE_MAX * file.count());
        final int differences = vector.differences(scalar);
        figures.add(name + "-twin-differences", differences, "rays of " + file.count(), "0", differences == 0);
        figures.add(name + "-allocated", vector.leastBytes(), "bytes/ray", "0", vector.leastBytes() == 0);
    }

    private void trace(final RayFile file, final RayPass pass, final boolean isAny) {
        final float[] r = file.rays();
        for (int i = 0; i < file.count(); i++) {
            final int at = i * RayFile.STRIDE;
            if (isAny) {
                pass.primitives()[i] = traversal.occluded(r[at], r[at + 1], r[at + 2], r[at + 3], r[at + 4],
                    r[at + 5], r[at + 6], r[at + 7], HitFilter.ALL) ? 0 : Hit.MISS;
            } else {
                traversal.intersect(r[at], r[at + 1], r[at + 2], r[at + 3], r[at + 4], r[at + 5], r[at + 6],
                    r[at + 7], HitFilter.ALL, hit);
                pass.primitives()[i] = hit.primitive;
                pass.distances()[i] = hit.t;
            }
        }
    }

    /** Eight rays of one pinhole at a time: their number is a multiple. */
    private void tracePackets(final RayFile file, final RayPass pass) {
        final float[] r = file.rays();
        int first = 0;
        for (; first + Packet.SIZE <= file.count(); first += Packet.SIZE) {
            packet.ox = r[RayFile.STRIDE * first];
            packet.oy = r[RayFile.STRIDE * first + 1];
            packet.oz = r[RayFile.STRIDE * first + 2];
            for (int i = 0; i < Packet.SIZE; i++) {
                final int at = RayFile.STRIDE * (first + i);
                packet.dx[i] = r[at + 3];
                packet.dy[i] = r[at + 4];
                packet.dz[i] = r[at + 5];
                packet.t[i] = r[at + 7];
            }
            traversal.intersect(packet, Packet.Filter.ALL);
            System.arraycopy(packet.primitive, 0, pass.primitives(), first, Packet.SIZE);
            System.arraycopy(packet.t, 0, pass.distances(), first, Packet.SIZE);
        }
    }

    private void traceTwin(final RayFile file, final RayPass pass, final boolean isAny) {
        final float[] r = file.rays();
        for (int i = 0; i < file.count(); i++) {
            final int at = i * RayFile.STRIDE;
            if (isAny) {
                pass.primitives()[i] = twin.occluded(r[at], r[at + 1], r[at + 2], r[at + 3], r[at + 4],
                    r[at + 5], r[at + 6], r[at + 7], HitFilter.ALL) ? 0 : Hit.MISS;
            } else {
                twin.intersect(r[at], r[at + 1], r[at + 2], r[at + 3], r[at + 4], r[at + 5], r[at + 6],
                    r[at + 7], HitFilter.ALL, hit);
                pass.primitives()[i] = hit.primitive;
                pass.distances()[i] = hit.t;
            }
        }
    }
}
