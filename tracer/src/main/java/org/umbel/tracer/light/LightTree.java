package org.umbel.tracer.light;

import org.umbel.tracer.sampling.Part;

/**
 * A binary tree over emissive triangles, walked from its root to one of them: at each step one of two children is
 * chosen in proportion to what it could at most bring to the receiver (A. Conty Estevez, C. Kulla, <i>Importance
 * Sampling of Many Lights with Adaptive Tree Splitting</i>, 2018; M. Pharr, W. Jakob, G. Humphreys, <i>Physically Based
 * Rendering</i>, 4th edition, section 12.6.3). A child is a sphere about its triangles, their power, and a double cone
 * about their normals, since they emit to both sides; all angles are bounded by their cosines. Departures: one triangle
 * is chosen, there is no splitting; the receiver's cosine bounds light by the shading normal; what is above 0 is kept
 * there by a little slack.
 */
final class LightTree implements TriangleChoice {
    /** The leaf of a triangle that is never chosen. */
    static final int NEVER = -1;
    /** Of a node: centre, radius, axis, cosine and sine of the cone's half angle, share of all power. */
    static final int STRIDE = 10;
    static final int RADIUS = 3;
    /** Instead of a radius: of two halves of one flat lamp, which are told apart by their power alone. */
    static final float HALF = -1f;
    static final int AXIS = 4;
    static final int COSINE = 7;
    static final int SINE = 8;
    static final int SHARE = 9;
    /** What cosines' bounds are widened by: far more than they are rounded by. */
    private static final float SLACK = 1e-3f;
    /** Squared distances are at least that, so that no importance overflows. */
    private static final float SQUARED_MIN = 1e-30f;

    /** The root, then pair by pair the two children of an inner node: those of pair k are 2k + 1 and 2k + 2. */
    private final float[] nodes;
    /** Of a node: the pair below it, or the complement of its triangle. */
    private final int[] below;
    /** Of a pair: the node above it. */
    private final int[] above;
    /** Of a triangle: its node, or {@link #NEVER}. */
    private final int[] leaves;

    /** Takes the arrays over; no nodes at all are a tree without triangles. */
    LightTree(final float[] nodes, final int[] below, final int[] above, final int[] leaves) {
        this.nodes = nodes;
        this.below = below;
        this.above = above;
        this.leaves = leaves;
    }

    @Override
    public boolean isEmpty() {
        return below.length == 0;
    }

    @Override
    public int choose(final float u, final Receiver receiver, final LightSample out) {
        float rest = u;
        float probability = 1f;
        int at = below[0];
        while (at >= 0) {
            final int left = 2 * at + 1;
            final float ofLeft = importance(left, receiver);
            final float ofRight = importance(left + 1, receiver);
            final float sum = ofLeft + ofRight;
            if (!(sum > 0)) {
                out.pdf = 0f;
                return 0;
            }
            final float share = ofLeft / sum;
            if (rest < share) {
                rest = Part.within(rest, 0f, share);
                probability *= share;
                at = below[left];
            } else {
                rest = Part.within(rest, share, 1f - share);
                probability *= 1f - share;
                at = below[left + 1];
            }
        }
        out.pdf = probability;
        return ~at;
    }

    @Override
    public float probability(final int triangle, final Receiver receiver) {
        float probability = 1f;
        int node = leaves[triangle];
        if (node == NEVER) {
            return 0f;
        }
        while (node > 0) {
            final int pair = node - 1 >> 1;
            final int left = 2 * pair + 1;
            final float ofLeft = importance(left, receiver);
            final float sum = ofLeft + importance(left + 1, receiver);
            if (!(sum > 0)) {
                return 0f;
            }
            final float share = ofLeft / sum;
            probability *= node == left ? share : 1f - share;
            node = above[pair];
        }
        return probability;
    }

    /** A bound of what a node's triangles bring to the receiver, but for a factor that all nodes share. */
    float importance(final int node, final Receiver p) {
        final float[] n = nodes;
        final int at = STRIDE * node;
        final float radius = n[at + RADIUS];
        if (radius < 0) {
            return n[at + SHARE];
        }
        final float dx = n[at] - p.x;
        final float dy = n[at + 1] - p.y;
        final float dz = n[at + 2] - p.z;
        final float squared = Math.max(SQUARED_MIN, dx * dx + dy * dy + dz * dz);
        if (squared <= radius * radius) {
            return n[at + SHARE] / Math.max(SQUARED_MIN, radius * radius);
        }
        final float inverse = 1f / (float) Math.sqrt(squared);
        final float sineSphere = radius * inverse;
        final float cosineSphere = root(1f - sineSphere * sineSphere);

        // Of the angle between the normals and the direction, less the cone's half angle and the sphere's
        final float cosineAxis = Math.abs(n[at + AXIS] * dx + n[at + AXIS + 1] * dy + n[at + AXIS + 2] * dz) * inverse;
        float emitted = 1f;
        if (cosineAxis < n[at + COSINE]) {
            final float sineAxis = root(1f - cosineAxis * cosineAxis);
            final float cosine = cosineAxis * n[at + COSINE] + sineAxis * n[at + SINE];
            if (cosine < cosineSphere) {
                final float sine = sineAxis * n[at + COSINE] - cosineAxis * n[at + SINE];
                emitted = cosine * cosineSphere + sine * sineSphere;
            }
        }
        return n[at + SHARE] * (emitted + SLACK) * received(p, dx, dy, dz, inverse, sineSphere, cosineSphere)
            * inverse * inverse;
    }

    /** Of the angle between the receiver's normal and the direction, less the sphere's. */
    private static float received(final Receiver p, final float dx, final float dy, final float dz, final float inverse,
                                  final float sineSphere, final float cosineSphere) {
        final float cosine = (p.nx * dx + p.ny * dy + p.nz * dz) * inverse;
        if (cosine >= cosineSphere || p.nx == 0 && p.ny == 0 && p.nz == 0) {
            return 1f;
        }
        return Math.max(0f, cosine * cosineSphere + root(1f - cosine * cosine) * sineSphere + SLACK);
    }

    private static float root(final float squared) {
        return (float) Math.sqrt(Math.max(0f, squared));
    }
}
