package org.umbel.tracer.light;

import java.util.Arrays;

/**
 * Finds where to divide a part of the emitters by bins of their centres along each axis. How much normals spread is
 * measured by the matrix of their second moments, weighted by power: the squares of its entries add up to 1 of parallel
 * normals and to a third of such as point everywhere, where a two-sided emitter fills a half and all of its sphere.
 * A scratch object of one builder.
 */
final class EmitterBins {
    private static final int COUNT = 16;
    /** Of a bin: box, moments (xx, yy, zz, xy, xz, yz), power, number. */
    private static final int STRIDE = 14;
    private static final int MOMENTS = 6;
    private static final int POWER = 12;
    private static final int NUMBER = 13;

    private final double[] bins = new double[COUNT * STRIDE];
    private final double[] side = new double[STRIDE];
    /** Of all bins from one on. */
    private final double[] costs = new double[COUNT];
    private final double[] least = new double[3];
    private final double[] most = new double[3];
    private int axis;
    private int divide;

    /** Chooses a plane; false where all centres are in one place. */
    boolean choose(final Emitters emitters, final int[] order, final int first, final int end) {
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (int i = first; i < end; i++) {
            for (int c = 0; c < 3; c++) {
                final double middle = emitters.middle(order[i], c);
                least[c] = Math.min(least[c], middle);
                most[c] = Math.max(most[c], middle);
            }
        }
        final double widest = Math.max(most[0] - least[0], Math.max(most[1] - least[1], most[2] - least[2]));
        double best = Double.POSITIVE_INFINITY;
        for (int c = 0; c < 3; c++) {
            final double width = most[c] - least[c];
            // A very narrow axis could put all centres in one bin
            if (width > widest * 1e-6) {
                fill(emitters, order, first, end, c);
                final int plane = sweep();
                final double cost = costs[plane] * (widest / width);
                if (best == Double.POSITIVE_INFINITY || cost < best) {
                    best = cost;
                    axis = c;
                    divide = plane;
                }
            }
        }
        return widest > 0;
    }

    /** Whether an emitter is on the first side of the plane chosen. */
    boolean isLeft(final Emitters emitters, final int emitter) {
        return bin(emitters, emitter, axis) < divide;
    }

    private int bin(final Emitters emitters, final int emitter, final int along) {
        final double place = (emitters.middle(emitter, along) - least[along]) / (most[along] - least[along]);
        return Math.min(COUNT - 1, (int) (COUNT * place));
    }

    private void fill(final Emitters emitters, final int[] order, final int first, final int end, final int along) {
        for (int b = 0; b < COUNT; b++) {
            clear(bins, STRIDE * b);
        }
        for (int i = first; i < end; i++) {
            final int emitter = order[i];
            final int at = STRIDE * bin(emitters, emitter, along);
            for (int c = 0; c < 3; c++) {
                bins[at + c] = Math.min(bins[at + c], emitters.boxes()[6 * emitter + c]);
                bins[at + 3 + c] = Math.max(bins[at + 3 + c], emitters.boxes()[6 * emitter + 3 + c]);
            }
            final double power = emitters.powers()[emitter];
            final double x = emitters.normals()[3 * emitter];
            final double y = emitters.normals()[3 * emitter + 1];
            final double z = emitters.normals()[3 * emitter + 2];
            bins[at + MOMENTS] += power * x * x;
            bins[at + MOMENTS + 1] += power * y * y;
            bins[at + MOMENTS + 2] += power * z * z;
            bins[at + MOMENTS + 3] += power * x * y;
            bins[at + MOMENTS + 4] += power * x * z;
            bins[at + MOMENTS + 5] += power * y * z;
            bins[at + POWER] += power;
            bins[at + NUMBER]++;
        }
    }

    /** The first bin of the second side at the least cost, which is left in costs there. */
    private int sweep() {
        clear(side, 0);
        for (int b = COUNT - 1; b > 0; b--) {
            add(b);
            costs[b] = cost();
        }
        clear(side, 0);
        int best = 0;
        for (int b = 1; b < COUNT; b++) {
            add(b - 1);
            costs[b] += cost();
            if (best == 0 || costs[b] < costs[best]) {
                best = b;
            }
        }
        return best;
    }

    private void add(final int bin) {
        final int at = STRIDE * bin;
        for (int i = 0; i < 3; i++) {
            side[i] = Math.min(side[i], bins[at + i]);
            side[3 + i] = Math.max(side[3 + i], bins[at + 3 + i]);
        }
        for (int i = MOMENTS; i < STRIDE; i++) {
            side[i] += bins[at + i];
        }
    }

    /** Of the side gathered; one without emitters is no side. */
    private double cost() {
        if (side[NUMBER] == 0) {
            return Double.POSITIVE_INFINITY;
        }
        final double x = side[3] - side[0];
        final double y = side[4] - side[1];
        final double z = side[5] - side[2];
        double squares = 0;
        for (int i = 0; i < 6; i++) {
            final double share = side[MOMENTS + i] / side[POWER];
            squares += (i < 3 ? 1 : 2) * share * share;
        }
        final double spread = 1 - 0.75 * (squares - 1.0 / 3);
        return side[POWER] * spread * (x * y + y * z + z * x);
    }

    private static void clear(final double[] into, final int at) {
        Arrays.fill(into, at, at + STRIDE, 0);
        Arrays.fill(into, at, at + 3, Double.POSITIVE_INFINITY);
        Arrays.fill(into, at + 3, at + 6, Double.NEGATIVE_INFINITY);
    }
}
