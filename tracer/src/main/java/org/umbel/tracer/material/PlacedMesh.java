package org.umbel.tracer.material;

import java.util.Arrays;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.TextureRef;

/**
 * An instance with its mesh and material: turns hits into surfaces. Immutable, shared by threads; results go to the
 * caller's {@link Surface}.
 *
 * <p>The side of a surface is decided by the winding of its triangle, as in Cycles: both normals are turned when it is
 * seen from behind. A mirroring transform turns the winding, as glTF demands.
 */
public final class PlacedMesh {
    /** Rounding of a point on a triangle and of the next ray's transform, with a margin: 32 units in the last place. */
    private static final float OFFSET_SCALE = 0x1p-19f;
    private static final float FOOTPRINT_COSINE_MIN = 0.1f;

    private final Mesh mesh;
    /** Of set 0: an access to the list would be one more load for every hit. */
    private final float[] texcoords;
    private final PreparedMaterial material;
    private final float[] m;
    /** Rows of the transform of normals: the cofactors, with the sign of the determinant. */
    private final float[] n;
    private final float winding;

    public PlacedMesh(final Mesh mesh, final Instance instance, final PreparedMaterial material) {
        this.mesh = mesh;
        texcoords = mesh.texcoords();
        this.material = material;
        m = instance.objectToWorld().clone();
        final double[] c = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                c[3 * row + column] = cofactor(row, column);
            }
        }
        final double determinant = m[0] * c[0] + m[1] * c[1] + m[2] * c[2];
        winding = determinant < 0 ? -1f : 1f;
        double largest = Double.MIN_NORMAL;
        for (final double x : c) {
            largest = Math.max(largest, Math.abs(x));
        }
        n = new float[9];
        for (int i = 0; i < 9; i++) {
            n[i] = (float) (winding * c[i] / largest);
        }
    }

    private double cofactor(final int row, final int column) {
        final int r1 = 4 * ((row + 1) % 3);
        final int r2 = 4 * ((row + 2) % 3);
        final int c1 = (column + 1) % 3;
        final int c2 = (column + 2) % 3;
        return (double) m[r1 + c1] * m[r2 + c2] - (double) m[r1 + c2] * m[r2 + c1];
    }

    public PreparedMaterial material() {
        return material;
    }

    public int triangleCount() {
        return mesh.triangleCount();
    }

    /**
     * Describes the point (u, v) of a triangle as seen along a unit direction.
     *
     * @param width width of the ray's footprint there, world units
     */
    public void surface(final int triangle, final float u, final float v, final float dx, final float dy,
                        final float dz, final float width, final Surface s) {
        final int i0 = mesh.indices()[3 * triangle];
        final int i1 = mesh.indices()[3 * triangle + 1];
        final int i2 = mesh.indices()[3 * triangle + 2];
        final float w = 1f - u - v;
        final float doubleArea = point(i0, i1, i2, w, u, v, s);
        final float cosine = s.gx * dx + s.gy * dy + s.gz * dz;
        final boolean degenerate = !(doubleArea > 0);
        final float side = cosine > 0 ? -1f : 1f;
        s.behind = cosine > 0;
        if (degenerate) {
            s.behind = false;
            s.gx = -dx;
            s.gy = -dy;
            s.gz = -dz;
        } else {
            s.gx *= side;
            s.gy *= side;
            s.gz *= side;
        }
        normal(i0, i1, i2, w, u, v, side, s);
        texcoords(i0, i1, i2, w, u, v, s);
        if (material.texcoordSets() > 0) {
            footprint(i0, i1, i2, doubleArea, width, Math.abs(cosine), s);
        }
        color(i0, i1, i2, w, u, v, s);
        material.shade(s);
        if (s.coat > 0) {
            s.coatFrame.set(s.frame.nx, s.frame.ny, s.frame.nz);
        }
        if (material.isTangential() && !degenerate) {
            tangential(i0, i1, i2, w, u, v, side, s);
        }
    }

    /** Position, error bound and emission of a point, its geometric normal as wound; for light sampling. */
    public void emitter(final int triangle, final float u, final float v, final Surface s) {
        final int i0 = mesh.indices()[3 * triangle];
        final int i1 = mesh.indices()[3 * triangle + 1];
        final int i2 = mesh.indices()[3 * triangle + 2];
        final float w = 1f - u - v;
        point(i0, i1, i2, w, u, v, s);
        texcoords(i0, i1, i2, w, u, v, s);
        material.emit(s);
        if (!material.isOpaque()) {
            final float coverage = material.coverage(s, vertexAlpha(i0, i1, i2, w, u, v));
            s.emissionR *= coverage;
            s.emissionG *= coverage;
            s.emissionB *= coverage;
        }
    }

    /** Whether as a lamp it is surely the same: its triangles, the very arrays, where they are, and how bright. */
    @SuppressWarnings("ReferenceEquality") // comparing them would take as long as making something of them
    public boolean shinesLike(final PlacedMesh other) {
        return mesh.positions() == other.mesh.positions() && mesh.indices() == other.mesh.indices()
            && Arrays.equals(m, other.m) && material.meanEmission() == other.material.meanEmission();
    }

    /** Coverage 0..1 of a point, for hits on instances that are not opaque. */
    public float coverage(final int triangle, final float u, final float v, final Surface scratch) {
        final int i0 = mesh.indices()[3 * triangle];
        final int i1 = mesh.indices()[3 * triangle + 1];
        final int i2 = mesh.indices()[3 * triangle + 2];
        final float w = 1f - u - v;
        texcoords(i0, i1, i2, w, u, v, scratch);
        return material.coverage(scratch, vertexAlpha(i0, i1, i2, w, u, v));
    }

    /** World area of a triangle; a float so that densities agree with what hits compute. */
    public float area(final int triangle, final Surface scratch) {
        return 0.5f * point(mesh.indices()[3 * triangle], mesh.indices()[3 * triangle + 1],
            mesh.indices()[3 * triangle + 2], 1f, 0f, 0f, scratch);
    }

    /** Position, offset and geometric normal as wound; answers twice the world area. */
    private float point(final int i0, final int i1, final int i2, final float w, final float u, final float v,
                        final Surface s) {
        final float[] p = mesh.positions();
        final float ax = p[3 * i0];
        final float ay = p[3 * i0 + 1];
        final float az = p[3 * i0 + 2];
        final float bx = p[3 * i1];
        final float by = p[3 * i1 + 1];
        final float bz = p[3 * i1 + 2];
        final float cx = p[3 * i2];
        final float cy = p[3 * i2 + 1];
        final float cz = p[3 * i2 + 2];
        final float x = Math.fma(w, ax, Math.fma(u, bx, v * cx));
        final float y = Math.fma(w, ay, Math.fma(u, by, v * cy));
        final float z = Math.fma(w, az, Math.fma(u, bz, v * cz));
        s.px = Math.fma(m[0], x, Math.fma(m[1], y, Math.fma(m[2], z, m[3])));
        s.py = Math.fma(m[4], x, Math.fma(m[5], y, Math.fma(m[6], z, m[7])));
        s.pz = Math.fma(m[8], x, Math.fma(m[9], y, Math.fma(m[10], z, m[11])));
        final float sizeX = Math.max(Math.abs(ax), Math.max(Math.abs(bx), Math.abs(cx)));
        final float sizeY = Math.max(Math.abs(ay), Math.max(Math.abs(by), Math.abs(cy)));
        final float sizeZ = Math.max(Math.abs(az), Math.max(Math.abs(bz), Math.abs(cz)));
        s.offset = OFFSET_SCALE * Math.max(bound(0, sizeX, sizeY, sizeZ),
            Math.max(bound(4, sizeX, sizeY, sizeZ), bound(8, sizeX, sizeY, sizeZ)));
        final float doubleArea = geometricNormal(bx - ax, by - ay, bz - az, cx - ax, cy - ay, cz - az, s);
        s.inset *= Math.min(w, Math.min(u, v));
        return doubleArea;
    }

    private float bound(final int row, final float x, final float y, final float z) {
        return Math.abs(m[row]) * x + Math.abs(m[row + 1]) * y + Math.abs(m[row + 2]) * z + Math.abs(m[row + 3]);
    }

    /** Leaves the least of the triangle's heights as inset. */
    private float geometricNormal(final float x1, final float y1, final float z1, final float x2, final float y2,
                                  final float z2, final Surface s) {
        final float ex = m[0] * x1 + m[1] * y1 + m[2] * z1;
        final float ey = m[4] * x1 + m[5] * y1 + m[6] * z1;
        final float ez = m[8] * x1 + m[9] * y1 + m[10] * z1;
        final float fx = m[0] * x2 + m[1] * y2 + m[2] * z2;
        final float fy = m[4] * x2 + m[5] * y2 + m[6] * z2;
        final float fz = m[8] * x2 + m[9] * y2 + m[10] * z2;
        final float cx = ey * fz - ez * fy;
        final float cy = ez * fx - ex * fz;
        final float cz = ex * fy - ey * fx;
        final float length = (float) Math.sqrt(cx * cx + cy * cy + cz * cz);
        final float scale = winding / length;
        final float gx = fx - ex;
        final float gy = fy - ey;
        final float gz = fz - ez;
        s.inset = length / (float) Math.sqrt(Math.max(gx * gx + gy * gy + gz * gz,
            Math.max(ex * ex + ey * ey + ez * ez, fx * fx + fy * fy + fz * fz)));
        s.gx = cx * scale;
        s.gy = cy * scale;
        s.gz = cz * scale;
        return length;
    }

    private void normal(final int i0, final int i1, final int i2, final float w, final float u, final float v,
                        final float side, final Surface s) {
        final float[] a = mesh.normals();
        if (a.length == 0) {
            s.frame.set(s.gx, s.gy, s.gz);
            return;
        }
        final float ox = Math.fma(w, a[3 * i0], Math.fma(u, a[3 * i1], v * a[3 * i2]));
        final float oy = Math.fma(w, a[3 * i0 + 1], Math.fma(u, a[3 * i1 + 1], v * a[3 * i2 + 1]));
        final float oz = Math.fma(w, a[3 * i0 + 2], Math.fma(u, a[3 * i1 + 2], v * a[3 * i2 + 2]));
        final float x = Math.fma(n[0], ox, Math.fma(n[1], oy, n[2] * oz));
        final float y = Math.fma(n[3], ox, Math.fma(n[4], oy, n[5] * oz));
        final float z = Math.fma(n[6], ox, Math.fma(n[7], oy, n[8] * oz));
        final float squared = x * x + y * y + z * z;
        if (squared > Float.MIN_NORMAL) {
            final float scale = side / (float) Math.sqrt(squared);
            s.frame.set(x * scale, y * scale, z * scale);
        } else {
            s.frame.set(s.gx, s.gy, s.gz);
        }
    }

    /** Of all sets that the material looks up; 0 in those that the mesh lacks. Footprints are none yet. */
    private void texcoords(final int i0, final int i1, final int i2, final float w, final float u, final float v,
                           final Surface s) {
        final float[] t = texcoords;
        s.squaredFootprint = 0f;
        if (t.length == 0 || material.texcoordSets() == 0) {
            s.u = 0f;
            s.v = 0f;
        } else {
            s.u = Math.fma(w, t[2 * i0], Math.fma(u, t[2 * i1], v * t[2 * i2]));
            s.v = Math.fma(w, t[2 * i0 + 1], Math.fma(u, t[2 * i1 + 1], v * t[2 * i2 + 1]));
        }
        for (int set = 1; set < material.texcoordSets(); set++) {
            final float[] further = mesh.texcoords(set);
            final int at = Surface.SET_FLOATS * (set - 1);
            final boolean isThere = further.length != 0;
            s.furtherSets[at] =
                isThere ? Math.fma(w, further[2 * i0], Math.fma(u, further[2 * i1], v * further[2 * i2])) : 0f;
            s.furtherSets[at + 1] = isThere
                ? Math.fma(w, further[2 * i0 + 1], Math.fma(u, further[2 * i1 + 1], v * further[2 * i2 + 1])) : 0f;
            s.furtherSets[at + 2] = 0f;
        }
    }

    /** Isotropic: the ray's width, seen under its angle, times the triangle's density of texture coordinates. */
    private void footprint(final int i0, final int i1, final int i2, final float doubleArea, final float width,
                           final float cosine, final Surface s) {
        final float projectedArea = doubleArea * Math.max(FOOTPRINT_COSINE_MIN, cosine);
        if (texcoords.length != 0) {
            s.squaredFootprint = width * width * mappedArea(texcoords, i0, i1, i2) / projectedArea;
        }
        for (int set = 1; set < material.texcoordSets(); set++) {
            final float[] further = mesh.texcoords(set);
            if (further.length != 0) {
                s.furtherSets[Surface.SET_FLOATS * (set - 1) + 2] =
                    width * width * mappedArea(further, i0, i1, i2) / projectedArea;
            }
        }
    }

    /** Twice a triangle's area in a set of texture coordinates. */
    private static float mappedArea(final float[] t, final int i0, final int i1, final int i2) {
        return Math.abs((t[2 * i1] - t[2 * i0]) * (t[2 * i2 + 1] - t[2 * i0 + 1])
            - (t[2 * i2] - t[2 * i0]) * (t[2 * i1 + 1] - t[2 * i0 + 1]));
    }

    private void color(final int i0, final int i1, final int i2, final float w, final float u, final float v,
                       final Surface s) {
        final float[] c = mesh.colors();
        if (c.length == 0) {
            s.baseR = 1f;
            s.baseG = 1f;
            s.baseB = 1f;
            return;
        }
        s.baseR = Math.fma(w, c[4 * i0], Math.fma(u, c[4 * i1], v * c[4 * i2]));
        s.baseG = Math.fma(w, c[4 * i0 + 1], Math.fma(u, c[4 * i1 + 1], v * c[4 * i2 + 1]));
        s.baseB = Math.fma(w, c[4 * i0 + 2], Math.fma(u, c[4 * i1 + 2], v * c[4 * i2 + 2]));
    }

    private float vertexAlpha(final int i0, final int i1, final int i2, final float w, final float u,
                              final float v) {
        final float[] c = mesh.colors();
        return c.length == 0 ? 1f
            : Math.fma(w, c[4 * i0 + 3], Math.fma(u, c[4 * i1 + 3], v * c[4 * i2 + 3]));
    }

    /** What needs tangents: normal maps, the coat's too, and the direction of anisotropy. */
    private void tangential(final int i0, final int i1, final int i2, final float w, final float u, final float v,
                            final float side, final Surface s) {
        if (s.coat > 0 && material.coatNormal().isPresent()) {
            final float hand = tangent(i0, i1, i2, w, u, v, material.coatNormal(), s);
            if (hand != 0) {
                material.coatTangentNormal(s);
                TangentSpace.bend(s.coatFrame, s.texel, s.tx, s.ty, s.tz, hand, side);
            }
        }
        if (material.hasNormalMap()) {
            final float hand = tangent(i0, i1, i2, w, u, v, material.normalMap(), s);
            if (hand != 0) {
                material.tangentNormal(s);
                TangentSpace.bend(s.frame, s.texel, s.tx, s.ty, s.tz, hand, side);
            }
        }
        if (s.layered && s.anisotropy > 0) {
            final float hand = tangent(i0, i1, i2, w, u, v, material.anisotropy(), s);
            if (hand == 0) {
                s.anisotropy = 0f;
            } else {
                material.anisotropyDirection(s);
                TangentSpace.turn(s, s.texel[0], s.texel[1], hand, side);
            }
        }
    }

    /** Leaves the tangent of the file, or along a texture's u, and answers the bitangent's sign; 0 if neither is. */
    private float tangent(final int i0, final int i1, final int i2, final float w, final float u, final float v,
                          final TextureUse map, final Surface s) {
        final float tx;
        final float ty;
        final float tz;
        final float hand;
        if (mesh.tangents().length != 0) {
            final float[] a = mesh.tangents();
            tx = Math.fma(w, a[4 * i0], Math.fma(u, a[4 * i1], v * a[4 * i2]));
            ty = Math.fma(w, a[4 * i0 + 1], Math.fma(u, a[4 * i1 + 1], v * a[4 * i2 + 1]));
            tz = Math.fma(w, a[4 * i0 + 2], Math.fma(u, a[4 * i1 + 2], v * a[4 * i2 + 2]));
            hand = a[4 * i0 + 3] < 0 ? -1f : 1f;
        } else if (mesh.texcoords(map.set()).length != 0) {
            final float[] p = mesh.positions();
            final float[] t = mesh.texcoords(map.set());
            float du1 = t[2 * i1] - t[2 * i0];
            float du2 = t[2 * i2] - t[2 * i0];
            float dv1 = t[2 * i1 + 1] - t[2 * i0 + 1];
            float dv2 = t[2 * i2 + 1] - t[2 * i0 + 1];
            if (map.isTransformed()) {
                final TextureRef.Transform m2 = map.transform();
                final float du = du1;
                du1 = m2.uu() * du + m2.uv() * dv1;
                dv1 = m2.vu() * du + m2.vv() * dv1;
                final float dw = du2;
                du2 = m2.uu() * dw + m2.uv() * dv2;
                dv2 = m2.vu() * dw + m2.vv() * dv2;
            }
            final float mapped = du1 * dv2 - du2 * dv1;
            // glTF's v points down the image and its green up: the handedness of a regular mapping is -1 here
            hand = mapped < 0 ? 1f : -1f;
            tx = -hand * ((p[3 * i1] - p[3 * i0]) * dv2 - (p[3 * i2] - p[3 * i0]) * dv1);
            ty = -hand * ((p[3 * i1 + 1] - p[3 * i0 + 1]) * dv2 - (p[3 * i2 + 1] - p[3 * i0 + 1]) * dv1);
            tz = -hand * ((p[3 * i1 + 2] - p[3 * i0 + 2]) * dv2 - (p[3 * i2 + 2] - p[3 * i0 + 2]) * dv1);
        } else {
            return 0f;
        }
        s.tx = m[0] * tx + m[1] * ty + m[2] * tz;
        s.ty = m[4] * tx + m[5] * ty + m[6] * tz;
        s.tz = m[8] * tx + m[9] * ty + m[10] * tz;
        return hand * winding;
    }
}
