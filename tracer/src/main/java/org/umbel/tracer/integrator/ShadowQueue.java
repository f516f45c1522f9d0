package org.umbel.tracer.integrator;

/** Shadow rays of one bounce with what they carry when nothing is in their way. One thread. */
final class ShadowQueue {
    /** A delta light and another for each path. */
    static final int CAPACITY = 2 * PathBatch.CAPACITY;

    int size;
    final int[] path = new int[CAPACITY];
    final float[] ox = new float[CAPACITY];
    final float[] oy = new float[CAPACITY];
    final float[] oz = new float[CAPACITY];
    final float[] dx = new float[CAPACITY];
    final float[] dy = new float[CAPACITY];
    final float[] dz = new float[CAPACITY];
    final float[] distance = new float[CAPACITY];
    final float[] r = new float[CAPACITY];
    final float[] g = new float[CAPACITY];
    final float[] b = new float[CAPACITY];
}
