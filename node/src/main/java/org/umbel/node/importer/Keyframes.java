package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.orDefault;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The value of an animation sampler at a moment, by the equations of glTF 2.0, appendix C. */
final class Keyframes {
    /** Above this cosine two rotations are so near that a straight line does. */
    private static final double NEAR = 0.9995;

    private Keyframes() {}

    /** What of a node a channel moves. */
    enum Path {
        TRANSLATION(3), ROTATION(4), SCALE(3), WEIGHTS(0), OTHER(0);

        private final int components;

        Path(final int components) {
            this.components = components;
        }

        static Path of(final @Nullable String name) {
            return switch (orDefault(name, "")) {
                case "translation" -> TRANSLATION;
                case "rotation" -> ROTATION;
                case "scale" -> SCALE;
                case "weights" -> WEIGHTS;
                default -> OTHER;
            };
        }
    }

    /**
     * @param weights how many morph weights the node has
     * @param place   JSON pointer of the sampler
     */
    static float[] value(final Gltf.AnimationSampler sampler, final Path path, final int weights, final double seconds,
                         final AccessorReader accessors, final String place) {
        final float[] times = accessors.floats(sampler.input(), 1, place + "/input");
        for (int i = 1; i < times.length; i++) {
            if (!(times[i] > times[i - 1])) {
                throw new Refusal(place + "/input", "keyframe " + i + " is not after the one before");
            }
        }
        final String interpolation = orDefault(sampler.interpolation(), "LINEAR");
        final int perKey = switch (interpolation) {
            case "STEP", "LINEAR" -> 1;
            case "CUBICSPLINE" -> 3;
            default -> throw new Refusal(place + "/interpolation", "there is no interpolation " + interpolation);
        };
        final int width = path == Path.WEIGHTS ? weights : path.components;
        final float[] output = accessors.floats(sampler.output(), path == Path.WEIGHTS ? 1 : width, place + "/output");
        if (output.length != (long) times.length * perKey * width) {
            throw new Refusal(place + "/output", output.length + " numbers for " + times.length + " keyframes");
        }
        final double at = Math.clamp(seconds, times[0], times[times.length - 1]);
        final int found = Arrays.binarySearch(times, (float) at);
        final int key = Math.clamp(found >= 0 ? found : -found - 2L, 0, times.length - 1);
        final int next = Math.min(key + 1, times.length - 1);
        final double length = next == key ? 1 : (double) times[next] - times[key];
        final double t = Math.clamp((at - times[key]) / length, 0.0, 1.0);
        final boolean turns = path == Path.ROTATION;
        return switch (interpolation) {
            case "STEP" -> part(output, key * width, width);
            case "CUBICSPLINE" -> spline(output, key, next, width, t, length);
            default -> turns ? slerp(part(output, 4 * key, 4), part(output, 4 * next, 4), t)
                : line(part(output, key * width, width), part(output, next * width, width), 1 - t, t);
        };
    }

    private static float[] part(final float[] all, final int from, final int width) {
        return Arrays.copyOfRange(all, from, from + width);
    }

    private static float[] line(final float[] a, final float[] b, final double ofA, final double ofB) {
        final float[] mixed = new float[a.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (float) (ofA * a[i] + ofB * b[i]);
        }
        return mixed;
    }

    /** Along the shorter arc; {@link NodeTransform} makes the result a unit. */
    private static float[] slerp(final float[] a, final float[] b, final double t) {
        double cosine = 0;
        for (int i = 0; i < 4; i++) {
            cosine += (double) a[i] * b[i];
        }
        final double sign = cosine < 0 ? -1 : 1;
        final double size = Math.abs(cosine);
        if (size > NEAR) {
            return line(a, b, 1 - t, sign * t);
        }
        final double angle = StrictMath.acos(size);
        final double sine = StrictMath.sin(angle);
        return line(a, b, StrictMath.sin((1 - t) * angle) / sine, sign * StrictMath.sin(t * angle) / sine);
    }

    /** In-tangent, value and out-tangent of each keyframe; tangents are per second. */
    private static float[] spline(final float[] output, final int key, final int next, final int width, final double t,
                                  final double length) {
        final double t2 = t * t;
        final double t3 = t2 * t;
        final float[] mixed = new float[width];
        for (int i = 0; i < width; i++) {
            final double value = output[(3 * key + 1) * width + i];
            final double out = output[(3 * key + 2) * width + i] * length;
            final double nextIn = output[3 * next * width + i] * length;
            final double nextValue = output[(3 * next + 1) * width + i];
            mixed[i] = (float) ((2 * t3 - 3 * t2 + 1) * value + (t3 - 2 * t2 + t) * out
                + (-2 * t3 + 3 * t2) * nextValue + (t3 - t2) * nextIn);
        }
        return mixed;
    }
}
