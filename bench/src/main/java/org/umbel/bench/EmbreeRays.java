package org.umbel.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbel.bench.EmbreePeer.Query;
import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.accel.MeshAccel;

/** The rates of Embree that stand beside ours in {@link RaysBench}, on a structure of medium quality. */
final class EmbreeRays {
    /** A mesh is built so often before it is measured. */
    private static final int BUILDS_WARM = 15;
    private static final double BYTES_GOAL = 115;
    /** Of Embree's own answers beside the recorded ones: more than that, and this file calls it wrongly. */
    private static final double WRONG_SHARE_MAX = 1e-3;
    private static final double BUILD_GOAL = 0.8;

    private final Figures figures;
    private final @Nullable EmbreePeer peer;
    private final String absent;
    private final Mesh mesh;
    private final MemorySegment triangles;
    private final List<Ask> asks = new ArrayList<>();

    /** One query of one set of rays. */
    private record Ask(Query query, RayFile file, boolean isCoherent, RayPass pass, MemorySegment rays,
                       MemorySegment primitives, MemorySegment distances, double goal) {
        void copy() {
            MemorySegment.copy(primitives, ValueLayout.JAVA_INT, 0, pass.primitives(), 0, file.count());
            MemorySegment.copy(distances, ValueLayout.JAVA_FLOAT, 0, pass.distances(), 0, file.count());
        }
    }

    private EmbreeRays(final Figures figures, final @Nullable EmbreePeer peer, final String absent, final Mesh mesh) {
        this.figures = figures;
        this.peer = peer;
        this.absent = absent;
        this.mesh = mesh;
        triangles = EmbreePeer.offHeap(mesh.positions());
        if (peer != null) {
            peer.build(triangles, mesh.triangleCount(), false);
        }
    }

    /** Compiles and loads the peer; where there is none, says why, and every line of it will. */
    static EmbreeRays open(final Figures figures, final Mesh mesh) throws IOException {
        try {
            return new EmbreeRays(figures, EmbreePeer.load(Scenes.out().resolve("embree")), "", mesh);
        } catch (final EmbreePeer.AbsentException e) {
            System.err.println("--embree: " + e.getMessage());
            return new EmbreeRays(figures, null, String.valueOf(e.getMessage()), mesh);
        }
    }

    /** Prepares what is asked beside a set of rays of ours. */
    void start(final String name, final RayFile file, final int rounds) {
        asks.clear();
        switch (name) {
            case "primary" -> {
                ask(Query.NEAREST, file, name, rounds, 0);
                ask(Query.NEAREST_OF_EIGHT, file, name, rounds, 0.85);
            }
            case "occl" -> ask(Query.ANY, file, name, rounds, 0.75);
            default -> ask(Query.NEAREST, file, name, rounds, 0.80);
        }
    }

    private void ask(final Query query, final RayFile file, final String name, final int rounds, final double goal) {
        final int count = file.count();
        asks.add(new Ask(query, file, "primary".equals(name), RayPass.of(name, count, rounds),
            EmbreePeer.offHeap(file.rays()), Arena.ofAuto().allocate(ValueLayout.JAVA_INT, count),
            Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, count), goal));
    }

    /** Its turn. */
    void round(final int round) {
        if (peer != null) {
            for (final Ask ask : asks) {
                ask.pass.time(round, () -> peer.trace(ask.query, ask.rays, ask.file.count() & ~7, ask.isCoherent,
                    ask.primitives, ask.distances));
            }
        }
    }

    /** Adds lines of ours beside its own: packets beside packets. */
    void add(final RayPass single, final RayPass packed) {
        for (final Ask ask : asks) {
            final RayPass ours = ask.query == Query.NEAREST_OF_EIGHT ? packed : single;
            final String goal = ask.goal > 0 ? ">=" + ask.goal : "";
            final String name = ours.name() + "-beside-embree";
            if (peer == null) {
                figures.addUnmeasured(name, "Mrays/cpu-s", goal, absent, false);
                continue;
            }
            ask.copy();
            if (ask.pass.mismatches(ask.file, ask.query == Query.ANY) > WRONG_SHARE_MAX * ask.file.count()) {
                throw new IllegalStateException(peer.name(ask.query) + " answers otherwise than recorded");
            }
            figures.add(name, ours.medianRate(), "Mrays/cpu-s", peer.name(ask.query), ask.pass.medianRate(), goal,
                ours.medianRate() >= ask.goal * ask.pass.medianRate());
        }
    }

    /** Builds in turns: all CPU time of the process on either side, so that the collector's counts too. */
    void measureBuild(final int rounds) {
        long bytes = 0;
        if (peer == null) {
            figures.addUnmeasured("build", "Mtris/cpu-s", ">=" + BUILD_GOAL, absent, false);
            bytes = MeshAccel.build(mesh).bytes();
        } else {
            final List<Double> ours = new ArrayList<>();
            final List<Double> theirs = new ArrayList<>();
            for (int round = -BUILDS_WARM; round < rounds; round++) {
                final double start = peer.processSeconds();
                bytes = MeshAccel.build(mesh).bytes();
                final double seconds = peer.processSeconds() - start;
                final double peerSeconds = peer.build(triangles, mesh.triangleCount(), false);
                if (round >= 0) {
                    ours.add(seconds);
                    theirs.add(peerSeconds);
                }
            }
            final double rate = rate(ours);
            figures.add("build", rate, "Mtris/cpu-s", peer.name() + " medium", rate(theirs), ">=" + BUILD_GOAL,
                rate >= BUILD_GOAL * rate(theirs));
        }
        final double bytesEach = (double) bytes / mesh.triangleCount();
        figures.add("bytes", bytesEach, "bytes/triangle", "<=" + BYTES_GOAL, bytesEach <= BYTES_GOAL);
    }

    private double rate(final List<Double> seconds) {
        Collections.sort(seconds);
        return mesh.triangleCount() * 1e-6 / seconds.get(seconds.size() / 2);
    }
}
