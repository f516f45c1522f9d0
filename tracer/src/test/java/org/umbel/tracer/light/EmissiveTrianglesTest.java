package org.umbel.tracer.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.TextureRef;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.PreparedMaterial;
import org.umbel.tracer.material.Surface;
import org.umbel.tracer.texture.TextureCache;

class EmissiveTrianglesTest {
    private static final int SAMPLES = 1 << 16;
    /** A triangle's cells: so many strips along u, and as many along v in each. */
    private static final int STRIPS = 4;
    private static final int SQUARES = 3;

    /** Chi-squared of points over cells of equal area of each triangle, and each density against its definition. */
    @ParameterizedTest
    @EnumSource
    void shouldSampleAsItsDensitySays(final LightChoice by) {
        final List<PlacedMesh> meshes = meshes();
        final EmissiveTriangles triangles = new EmissiveTriangles(meshes, by, new LampCache(1));
        final Receiver p = new Receiver();
        p.y = -0.3f;
        p.ny = 1;
        final int cells = STRIPS * STRIPS;
        final double[] observed = new double[2 * SQUARES * cells];
        final double[] expected = new double[2 * SQUARES * cells];
        final Random random = new Random(1);
        final LightSample sample = new LightSample();
        final Surface at = new Surface();
        double covered = 0;
        for (int i = 0; i < SAMPLES; i++) {
            if (!triangles.sample(random.nextFloat(), random.nextFloat(), random.nextFloat(), p, at, sample)) {
                continue;
            }
            covered++;
            final double[] place = place(at.px, at.py, at.pz);
            final int triangle = (int) place[0];
            observed[cells * triangle + cell(place[1], place[2])]++;
            final double x = at.px - p.x;
            final double y = at.py - p.y;
            final double z = at.pz - p.z;
            final double squared = x * x + y * y + z * z;
            final double cosine = Math.abs(at.gx * x + at.gy * y + at.gz * z) / Math.sqrt(squared);
            assertThat(triangles.pdf(triangle / 2, triangle % 2, (float) squared, (float) cosine, p))
                .isCloseTo(sample.pdf, within(1e-3f * sample.pdf));
            assertThat(sample.r).isEqualTo(1 + triangle / 2);
            assertThat(sample.distance).isCloseTo((float) Math.sqrt(squared), within(1e-3f));
        }
        assertThat(covered).isEqualTo(SAMPLES);
        final float area = 0.5f * 0.4f * 0.4f;
        for (int triangle = 0; triangle < 2 * SQUARES; triangle++) {
            // at a distance and cosine of 1 the density over solid angle is that over area
            final double perCell = triangles.pdf(triangle / 2, triangle % 2, 1, 1, p) * area * SAMPLES / cells;
            java.util.Arrays.fill(expected, cells * triangle, cells * (triangle + 1), perCell);
        }
        ChiSquared.check(observed, expected);
    }

    /** Three squares of 0.4 beside each other at y = 1, in different colours, and one that does not shine. */
    private static List<PlacedMesh> meshes() {
        final Mesh square = new Mesh(new float[] {0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1}, new int[] {0, 1, 2, 2, 3, 0},
            new float[0], new float[0], new float[0], new float[0]);
        final List<PlacedMesh> meshes = new ArrayList<>();
        for (int i = 0; i <= SQUARES; i++) {
            final float shine = i < SQUARES ? 1 + i : 0;
            final Material material = new Material(Material.Model.LAMBERT, new float[] {1, 1, 1, 1}, TextureRef.NONE,
                0, 1, TextureRef.NONE, TextureRef.NONE, 1, new float[] {shine, shine, shine}, TextureRef.NONE,
                Material.AlphaMode.OPAQUE, 0.5f, false);
            meshes.add(new PlacedMesh(square,
                new Instance(0, i, new float[] {0.4f, 0, 0, i - 1, 0, 1, 0, 1, 0, 0, 0.4f, 0}),
                new PreparedMaterial(material, new TextureCache(1).of(List.of(), List.of(material)))));
        }
        return meshes;
    }

    /** The triangle of a point, and how far it is from its first corner to the second and the third. */
    private static double[] place(final double x, final double y, final double z) {
        assertThat(y).isEqualTo(1);
        final int square = (int) Math.floor(x + 1 + 1e-6);
        final double across = (x + 1 - square) / 0.4;
        final double down = z / 0.4;
        // corners (0, 0), (1, 0), (1, 1) of the first; (1, 1), (0, 1), (0, 0) of the second
        return down <= across ? new double[] {2 * square, across - down, down}
            : new double[] {2 * square + 1, down - across, 1 - down};
    }

    /** Strips of equal area by the square of the distance from the first corner; cells along them. */
    private static int cell(final double u, final double v) {
        final double sum = Math.clamp(u + v, 1e-12, 1);
        final int strip = Math.min(STRIPS - 1, (int) (STRIPS * sum * sum));
        return STRIPS * strip + Math.min(STRIPS - 1, (int) (STRIPS * Math.max(0, v) / sum));
    }
}
