package org.umbel.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.accel.Hit;
import org.umbel.tracer.accel.HitFilter;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.accel.ScalarTraversal;
import org.umbel.tracer.accel.SceneAccel;
import org.umbel.tracer.accel.Traversal;

/**
 * Node, triangle and any-hit kernels at work: incoherent rays among scattered triangles, beside the scalar
 * twin. Needs no file, so that it shows at once whether a change or a JVM makes vectors escape (run with
 * {@code -prof gc}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TraversalJmh {
    private static final int TRIANGLES = 100_000;
    private static final int RAYS = 4096;
    private static final float SIZE = 0.02f;

    private final float[] rays = new float[6 * RAYS];
    private final Hit hit = new Hit();
    private Traversal traversal;
    private ScalarTraversal twin;

    /** Scatters triangles and rays in the cube from -1 to 1. */
    @Setup
    public void scatter() {
        final SplittableRandom random = new SplittableRandom(4242);
        final float[] positions = new float[9 * TRIANGLES];
        final int[] indices = new int[3 * TRIANGLES];
        for (int i = 0; i < TRIANGLES; i++) {
            for (int k = 0; k < 9; k++) {
                positions[9 * i + k] = k < 3 ? coordinate(random)
                    : positions[9 * i + k % 3] + SIZE * coordinate(random);
            }
            for (int k = 0; k < 3; k++) {
                indices[3 * i + k] = 3 * i + k;
            }
        }
        for (int i = 0; i < rays.length; i++) {
            rays[i] = coordinate(random);
        }
        final float[] none = new float[0];
        final float[] identity = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        final SceneAccel scene = SceneAccel.build(List.of(new Mesh(positions, indices, none, none, none,
            none)),
            List.of(new Instance(0, 0, identity)), new boolean[] {true}, new MeshAccelCache(Long.MAX_VALUE));
        traversal = new Traversal(scene);
        twin = new ScalarTraversal(scene);
    }

    /** Nearest hits, vector kernels. */
    @Benchmark
    @OperationsPerInvocation(RAYS)
    public float nearest() {
        float sum = 0;
        for (int r = 0; r < rays.length; r += 6) {
            traversal.intersect(rays[r], rays[r + 1], rays[r + 2], rays[r + 3], rays[r + 4], rays[r + 5], 0,
                10, HitFilter.ALL, hit);
            sum += hit.t;
        }
        return sum;
    }

    /** Nearest hits, scalar twin. */
    @Benchmark
    @OperationsPerInvocation(RAYS)
    public float nearestScalar() {
        float sum = 0;
        for (int r = 0; r < rays.length; r += 6) {
            twin.intersect(rays[r], rays[r + 1], rays[r + 2], rays[r + 3], rays[r + 4], rays[r + 5], 0, 10,
                HitFilter.ALL, hit);
            sum += hit.t;
        }
        return sum;
    }

    /** Any hit, vector kernels. */
    @Benchmark
    @OperationsPerInvocation(RAYS)
    public int any() {
        int blocked = 0;
        for (int r = 0; r < rays.length; r += 6) {
            blocked += traversal.occluded(rays[r], rays[r + 1], rays[r + 2], rays[r + 3], rays[r + 4],
                rays[r + 5], 0, 10, HitFilter.ALL) ? 1 : 0;
        }
        return blocked;
    }

    private static float coordinate(final SplittableRandom random) {
        return 2 * random.nextFloat() - 1;
    }
}
