package org.umbel.tracer.integrator;

/** The state of a batch of paths in structure-of-arrays, index = slot. One thread. Arrays are read by the stages. */
final class PathBatch {
    /** Four samples of every pixel of a tile. */
    static final int CAPACITY = 4096;

    /** Number of slots in use. */
    int size;
    /** Pixel in picture coordinates, and the sample index. */
    final int[] x = new int[CAPACITY];
    final int[] y = new int[CAPACITY];
    final int[] sample = new int[CAPACITY];
    /** Seed of everything random about the pixel. */
    final int[] seed = new int[CAPACITY];

    /** The next ray: start, unit direction, footprint's width at the start and its growth per unit. */
    final float[] ox = new float[CAPACITY];
    final float[] oy = new float[CAPACITY];
    final float[] oz = new float[CAPACITY];
    final float[] dx = new float[CAPACITY];
    final float[] dy = new float[CAPACITY];
    final float[] dz = new float[CAPACITY];
    final float[] width = new float[CAPACITY];
    final float[] spread = new float[CAPACITY];
    /** Density over solid angle with which scattering chose the ray. */
    final float[] pdf = new float[CAPACITY];
    /** Where light was sampled from before, and the normal there: a {@link org.umbel.tracer.light.Receiver}. */
    final float[] litX = new float[CAPACITY];
    final float[] litY = new float[CAPACITY];
    final float[] litZ = new float[CAPACITY];
    final float[] litNx = new float[CAPACITY];
    final float[] litNy = new float[CAPACITY];
    final float[] litNz = new float[CAPACITY];
    /** Instance whose volume the ray went into, or {@link org.umbel.tracer.accel.Hit#MISS}. */
    final int[] medium = new int[CAPACITY];
    /** Throughput. */
    final float[] betaR = new float[CAPACITY];
    final float[] betaG = new float[CAPACITY];
    final float[] betaB = new float[CAPACITY];
    /** Radiance gathered so far. */
    final float[] r = new float[CAPACITY];
    final float[] g = new float[CAPACITY];
    final float[] b = new float[CAPACITY];

    /** What the ray found; until then, the triangle that it leaves. */
    final float[] t = new float[CAPACITY];
    final int[] instance = new int[CAPACITY];
    final int[] primitive = new int[CAPACITY];
    final float[] u = new float[CAPACITY];
    final float[] v = new float[CAPACITY];

    /** Slots of the paths that go on, in rising order. */
    final int[] alive = new int[CAPACITY];
    int aliveCount;

    void clear() {
        size = 0;
        aliveCount = 0;
    }

    /** Adds a path; its ray is made by {@link CameraRays}. */
    void add(final int pixelX, final int pixelY, final int sampleIndex) {
        x[size] = pixelX;
        y[size] = pixelY;
        sample[size] = sampleIndex;
        size++;
    }
}
