package org.umbel.tracer.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LightTreeTest {
    private static final int SAMPLES = 1 << 17;
    /** Of a tree's probabilities for one receiver; another tree makes other pictures, and another kernel version. */
    private static final int EXPECTED_HASH = 1840362190;

    private final LightSample sample = new LightSample();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 300})
    void shouldChooseAsItsProbabilitiesSay(final int count) {
        final LightTree tree = LightTreeBuilder.build(random(count, 1));
        for (final Receiver receiver : receivers()) {
            // the last cell: none, where no child is worth it of a node that seemed to be
            final double[] expected = new double[count + 1];
            double sum = 0;
            for (int i = 0; i < count; i++) {
                final double probability = tree.probability(i, receiver);
                expected[i] = SAMPLES * probability;
                sum += probability;
            }
            final boolean isGlass = receiver.nx == 0 && receiver.ny == 0 && receiver.nz == 0;
            assertThat(sum).isBetween(isGlass ? 0.9999 : 0, 1.0001);
            expected[count] = SAMPLES * Math.max(0, 1 - sum);

            final double[] observed = new double[count + 1];
            final Random random = new Random(5);
            for (int i = 0; i < SAMPLES; i++) {
                final int chosen = tree.choose(random.nextFloat(), receiver, sample);
                assertThat(sample.pdf).isCloseTo(sample.pdf == 0 ? 0 : tree.probability(chosen, receiver),
                    within(1e-4f * sample.pdf));
                observed[sample.pdf == 0 ? count : chosen]++;
            }
            ChiSquared.check(observed, expected);
        }
    }

    /** A triangle may be far, small, seen from its edge, or hardly above the horizon. */
    @Test
    void shouldStarveNoTriangleThatCanLightTheReceiver() {
        final int count = 400;
        final Emitters emitters = random(count, 3);
        final LightTree tree = LightTreeBuilder.build(emitters);
        final Random random = new Random(9);
        int lit = 0;
        for (int round = 0; round < 200; round++) {
            final Receiver p = receiver(random, 3);
            for (int i = 0; i < count; i++) {
                boolean isAbove = false;
                for (int corner = 0; corner < 8; corner++) {
                    final double x = emitters.boxes()[6 * i + 3 * (corner & 1)] - p.x;
                    final double y = emitters.boxes()[6 * i + 1 + 3 * (corner >> 1 & 1)] - p.y;
                    final double z = emitters.boxes()[6 * i + 2 + 3 * (corner >> 2)] - p.z;
                    isAbove |= p.nx * x + p.ny * y + p.nz * z > 0;
                }
                lit += isAbove ? 1 : 0;
                if (isAbove) {
                    assertThat(tree.probability(i, p)).as("triangle " + i).isPositive();
                }
            }
        }
        assertThat(lit).isBetween(200 * count / 2, 200 * count * 19 / 20);
    }

    /** Beside one that is a metre above the receiver, level and of a power of 1. */
    @Test
    void shouldPreferWhatIsNearBrightFacingAndAbove() {
        final Receiver p = new Receiver();
        p.ny = 1;
        final float[] level = {0, 1, 0};
        final float half = (float) Math.sqrt(0.5);

        assertThat(share(p, new float[] {0, 4, 0}, level, 1)).as("far").isCloseTo(1 / 17f, within(1e-3f));
        assertThat(share(p, new float[] {0, 2, 0}, level, 4)).as("far and bright").isCloseTo(0.5f, within(0.01f));
        assertThat(share(p, new float[] {1, 1, 0}, new float[] {half, -half, 0}, 1)).as("its edge").isLessThan(0.01f);
        assertThat(share(p, new float[] {1, 1, 0}, new float[] {-half, -half, 0}, 1)).as("turned to the receiver")
            .isCloseTo(half / 2 / (1 + half / 2), within(0.01f));
        assertThat(share(p, new float[] {0, -1, 0}, level, 1)).as("below").isZero();
        p.ny = 0;
        assertThat(share(p, new float[] {0, -1, 0}, level, 1)).as("from both sides").isEqualTo(0.5f);
    }

    private static float share(final Receiver p, final float[] place, final float[] normal, final double power) {
        final float[] places = {0, 1, 0, place[0], place[1], place[2]};
        final float[] normals = {0, 1, 0, normal[0], normal[1], normal[2]};
        return LightTreeBuilder.build(new Emitters(boxes(places, 1e-3f), normals, new double[] {1, power}))
            .probability(1, p);
    }

    /** A flat lamp's halves are chosen by their areas. */
    @Test
    void shouldTellTheHalvesOfALampApartByTheirPower() {
        final Receiver p = new Receiver();
        p.ny = 1;
        final LightTree tree = LightTreeBuilder.build(new Emitters(
            new float[] {-1, 1, -1, 1, 1, 1, -1, 1, -1, 1, 1, 1}, new float[] {0, 1, 0, 0, -1, 0},
            new double[] {1, 3}));
        assertThat(tree.probability(0, p)).isEqualTo(0.25f);
        assertThat(tree.probability(1, p)).isEqualTo(0.75f);
    }

    @Test
    void shouldNeverChooseWhatDoesNotEmit() {
        final Emitters some = random(6, 4);
        final double[] powers = {0, 1, Double.NaN, 2, Double.POSITIVE_INFINITY, -1};
        some.normals()[4] = Float.NaN;
        final LightTree tree = LightTreeBuilder.build(new Emitters(some.boxes(), some.normals(), powers));
        for (final Receiver receiver : receivers()) {
            for (int i = 0; i < 6; i++) {
                assertThat(tree.probability(i, receiver)).isEqualTo(i == 3 ? 1 : 0);
            }
            assertThat(tree.choose(0.7f, receiver, sample)).isEqualTo(3);
        }
        assertThat(tree.isEmpty()).isFalse();
        assertThat(LightTreeBuilder.build(new Emitters(new float[0], new float[0], new double[0])).isEmpty()).isTrue();
        assertThat(LightTreeBuilder.build(new Emitters(some.boxes(), some.normals(), new double[6])).isEmpty())
            .isTrue();
    }

    @Test
    void shouldChooseNothingForAReceiverThatNothingCanLight() {
        final LightTree tree = LightTreeBuilder.build(random(20, 2));
        final Receiver p = new Receiver();
        p.y = 10;
        p.ny = 1;
        tree.choose(0.5f, p, sample);

        assertThat(sample.pdf).isZero();
        assertThat(tree.probability(7, p)).isZero();
    }

    /** All in one place, in a line, and with powers of all sizes: no tree too deep to be built, nothing lost. */
    @Test
    void shouldTakeAnyTriangles() {
        final int count = 3000;
        final float[] same = new float[3 * count];
        final float[] line = new float[3 * count];
        final float[] normals = new float[3 * count];
        final double[] powers = new double[count];
        for (int i = 0; i < count; i++) {
            line[3 * i] = (float) StrictMath.pow(0.97, i);
            normals[3 * i + i % 3] = 1;
            powers[i] = StrictMath.pow(10, i % 40 - 20);
        }
        final Receiver p = new Receiver();
        p.y = -2;
        p.ny = 1;
        for (final float[] places : List.of(same, line)) {
            final LightTree tree = LightTreeBuilder.build(new Emitters(boxes(places, 0), normals, powers));
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += tree.probability(i, p);
            }
            assertThat(sum).isCloseTo(1, within(1e-3));
        }
    }

    @Test
    void shouldBuildTheSameTreeWhateverThreadsDo() {
        final Emitters emitters = random(2000, 8);
        final Receiver p = receivers().getFirst();
        final int[] expected = bits(LightTreeBuilder.build(emitters), p, emitters.count());
        final List<CompletableFuture<int[]>> others = IntStream.range(0, 4).mapToObj(i -> CompletableFuture
            .supplyAsync(() -> bits(LightTreeBuilder.build(emitters), p, emitters.count()))).toList();

        assertThat(others).allSatisfy(other -> assertThat(other.join()).isEqualTo(expected));
        assertThat(Arrays.hashCode(expected)).isEqualTo(EXPECTED_HASH);
    }

    private static int[] bits(final LightTree tree, final Receiver p, final int count) {
        return IntStream.range(0, count).map(i -> Float.floatToIntBits(tree.probability(i, p))).toArray();
    }

    /** Inside, outside, far away, and with a normal of either kind. */
    private static List<Receiver> receivers() {
        final Random random = new Random(2);
        return List.of(receiver(random, 0.5f), receiver(random, 3), receiver(random, 30), glass(random, 1),
            glass(random, 20));
    }

    private static Receiver receiver(final Random random, final float distance) {
        final Receiver p = glass(random, distance);
        // towards the emitters, more or less
        final double x = random.nextGaussian() - p.x / distance;
        final double y = random.nextGaussian() - p.y / distance;
        final double z = random.nextGaussian() - p.z / distance;
        final double length = Math.sqrt(x * x + y * y + z * z);
        p.nx = (float) (x / length);
        p.ny = (float) (y / length);
        p.nz = (float) (z / length);
        return p;
    }

    private static Receiver glass(final Random random, final float distance) {
        final Receiver p = new Receiver();
        p.x = distance * (float) random.nextGaussian();
        p.y = distance * (float) random.nextGaussian();
        p.z = distance * (float) random.nextGaussian();
        return p;
    }

    /** About the origin, in groups, of powers that differ a thousandfold. */
    private static Emitters random(final int count, final int seed) {
        final Random random = new Random(seed);
        final float[] places = new float[3 * count];
        final float[] normals = new float[3 * count];
        final double[] powers = new double[count];
        final float[] middle = new float[3];
        for (int i = 0; i < count; i++) {
            double squared = 0;
            for (int c = 0; c < 3; c++) {
                middle[c] = i % 10 == 0 ? (float) random.nextGaussian() : middle[c];
                places[3 * i + c] = middle[c] + 0.1f * (float) random.nextGaussian();
                normals[3 * i + c] = (float) random.nextGaussian();
                squared += normals[3 * i + c] * normals[3 * i + c];
            }
            for (int c = 0; c < 3; c++) {
                normals[3 * i + c] /= (float) Math.sqrt(squared);
            }
            powers[i] = StrictMath.exp(2 * random.nextGaussian());
        }
        return new Emitters(boxes(places, 0.05f), normals, powers);
    }

    private static float[] boxes(final float[] places, final float reach) {
        final float[] boxes = new float[2 * places.length];
        for (int i = 0; i < places.length; i++) {
            boxes[i / 3 * 6 + i % 3] = places[i] - reach;
            boxes[i / 3 * 6 + 3 + i % 3] = places[i] + reach;
        }
        return boxes;
    }
}
