package org.umbel.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.accel.SceneAccel;

/**
 * Recorded rays and what a peer hit with them. Little endian: {@code .tri} float[9] per triangle; {@code
 * .rays} float[8] per ray: origin, direction, tNear, tFar; {@code .hits} per ray int primitive (-1: miss),
 * float t.
 *
 * @param count      rays
 * @param rays       float[8 * count]
 * @param primitives int[count]
 * @param distances  float[count]
 */
record RayFile(int count, float[] rays, int[] primitives, float[] distances) {
    /** Numbers per ray. */
    static final int STRIDE = 8;

    static RayFile read(final String prefix, final String name) throws IOException {
        final ByteBuffer rayBytes = bytes(prefix + "." + name + ".rays");
        final ByteBuffer hitBytes = bytes(prefix + "." + name + ".hits");
        final int count = rayBytes.remaining() / (STRIDE * Float.BYTES);
        final float[] rays = new float[STRIDE * count];
        rayBytes.asFloatBuffer().get(rays);
        final int[] primitives = new int[count];
        final float[] distances = new float[count];
        for (int i = 0; i < count; i++) {
            primitives[i] = hitBytes.getInt();
            distances[i] = hitBytes.getFloat();
        }
        return new RayFile(count, rays, primitives, distances);
    }

    /** The triangles of {@code PREFIX.tri}. */
    static Mesh readMesh(final String prefix) throws IOException {
        final ByteBuffer triangles = bytes(prefix + ".tri");
        final float[] positions = new float[triangles.remaining() / Float.BYTES];
        triangles.asFloatBuffer().get(positions);
        final int[] indices = new int[positions.length / 3];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        final float[] none = new float[0];
        return new Mesh(positions, indices, none, none, none, none);
    }

    /** A scene of one identity instance. */
    static SceneAccel scene(final Mesh mesh) {
        final float[] identity = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        return SceneAccel.build(List.of(mesh), List.of(new Instance(0, 0, identity)), new boolean[] {true},
            new MeshAccelCache(Long.MAX_VALUE));
    }

    private static ByteBuffer bytes(final String file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(Path.of(file))).order(ByteOrder.LITTLE_ENDIAN);
    }
}
