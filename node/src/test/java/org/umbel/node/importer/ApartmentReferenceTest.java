package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.SharedFiles;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import org.umbel.tracer.accel.Hit;
import org.umbel.tracer.accel.HitFilter;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.accel.SceneAccel;
import org.umbel.tracer.accel.Traversal;
import org.umbel.tracer.integrator.PreparedScene;
import org.umbel.tracer.integrator.TileRenderer;

/**
 * A whole apartment under sun and sky beside Cycles' picture, in linear light.
 *
 * <p>One wall in view was drawn twice, its small triangles exactly in the plane of two large ones. Cycles
 * leaves out only the triangle that a ray starts from, so that there the one lies in the shadow of the other,
 * and its picture is exactly black: 79 pixels. Here rays start off the surface, and the wall is lit as any
 * other. Pixels that see coincident triangles are found from the geometry, and left out of the comparison.
 */
class ApartmentReferenceTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int SAMPLES = 64;
    private static final long CACHE_BYTES = 1L << 28;
    /** Cycles' own relMSE at 64 samples against the same reference, from its JSON. */
    private static final double CYCLES_64 = 6.571557548450567e-04;
    /** Hits nearer to each other than this share of their distance are on coincident triangles. */
    private static final float COINCIDENT = 1e-6f;
    /** Rays on each edge of a pixel that look for them. */
    private static final int LOOKS = 4;

    private static Scene scene;
    private static Camera camera;
    private static Picture reference;
    private static BitSet doubled;

    @BeforeAll
    static void load() {
        final ViewFile view = ViewFile.read(SharedFiles.shared("reference/apartment_sun_lambert.json"));
        final Scene imported = SceneImporter.load(
            SharedFiles.shared("scenes/dream-apartment/dream-apartment-plain.glb"), MaterialMode.LAMBERT)
            .scene();
        scene = new Scene(imported.meshes(), imported.images(), imported.materials(), imported.instances(),
            view.lights(), view.environment());
        camera = view.camera();
        reference = PictureFiles.read(SharedFiles.shared("reference/apartment_sun_lambert.pfm"));
        doubled = coincident();
    }

    @Test
    void shouldComeAsNearAsCyclesWhenSamplesAreEqual() {
        final double error = relMse(render());

        System.out.println("apartment_sun_lambert, 64 samples: relMSE " + error + " without "
            + doubled.cardinality() + " pixels of coincident triangles, Cycles " + CYCLES_64);
        assertThat(error).isLessThanOrEqualTo(1.3 * CYCLES_64);
    }

    /** That what is left out is as small as said, and just where the reference is black. */
    @Test
    void shouldLeaveOutOnlyTheDoubledWall() {
        final BitSet black = new BitSet();
        for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
            final float[] rgb = reference.rgb();
            black.set(pixel, rgb[3 * pixel] + rgb[3 * pixel + 1] + rgb[3 * pixel + 2] == 0);
        }

        assertThat(black.cardinality()).isEqualTo(79);
        assertThat(doubled.cardinality()).isLessThan(150);
        black.andNot(doubled);
        assertThat(black.isEmpty()).isTrue();
    }

    private static float[] render() {
        final PictureSettings settings = new PictureSettings(WIDTH, HEIGHT, SAMPLES, 16, Filter.BOX, 8);
        final PreparedScene prepared = PreparedScene.prepare(scene, new MeshAccelCache(CACHE_BYTES));
        final float[] picture = new float[3 * WIDTH * HEIGHT];
        IntStream.range(0, settings.grid().tileCount()).parallel().forEach(tile -> {
            final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
            new TileRenderer(prepared, camera, settings)
                .render(tile, new SampleRange(0, SAMPLES), sums, () -> false);
            for (int i = 0; i < 3 * TileSums.TILE_PIXELS; i++) {
                final int x = settings.grid().x(tile) + i % TileSums.TILE_EDGE;
                final int y = settings.grid().y(tile) + i % TileSums.TILE_PIXELS / TileSums.TILE_EDGE;
                if (x < WIDTH && y < HEIGHT) {
                    picture[3 * (y * WIDTH + x) + i / TileSums.TILE_PIXELS] =
                        sums.sums()[i] / 65536f / SAMPLES;
                }
            }
        });
        return picture;
    }

    /** Over the pixels that see no coincident triangles. */
    private static double relMse(final float[] picture) {
        double sum = 0;
        for (int i = 0; i < picture.length; i++) {
            final double b = reference.rgb()[i];
            final double difference = doubled.get(i / 3) ? 0 : picture[i] - b;
            sum += difference * difference / (b * b + 0.01);
        }
        return sum / picture.length;
    }

    /** The pixels that see two triangles in one place. */
    private static BitSet coincident() {
        final Traversal traversal = new Traversal(SceneAccel.build(scene.meshes(), scene.instances(),
            new boolean[scene.instances().size()], new MeshAccelCache(CACHE_BYTES)));
        final double[] forward = Vectors.normalize(
            Vectors.minus(doubles(camera.target()), doubles(camera.position())));
        final double[] right = Vectors.normalize(Vectors.cross(forward, doubles(camera.up())));
        final double[] top = Vectors.cross(right, forward);
        final double step = 2 * Math.tan(Math.toRadians(camera.verticalFovDegrees()) / 2) / HEIGHT;
        final BitSet found = new BitSet();
        for (int y = 0; y < HEIGHT * LOOKS; y++) {
            for (int x = 0; x < WIDTH * LOOKS; x++) {
                final float[] direction = new float[3];
                for (int axis = 0; axis < 3; axis++) {
                    direction[axis] = (float) (forward[axis]
                        + step * ((x + 0.5) / LOOKS - WIDTH / 2.0) * right[axis]
                        - step * ((y + 0.5) / LOOKS - HEIGHT / 2.0) * top[axis]);
                }
                if (isDoubled(traversal, direction)) {
                    found.set(y / LOOKS * WIDTH + x / LOOKS);
                }
            }
        }
        return found;
    }

    private static boolean isDoubled(final Traversal traversal, final float[] d) {
        final float[] o = camera.position();
        final Hit first = new Hit();
        final HitFilter others =
            (instance, primitive, u, v) -> instance != first.instance || primitive != first.primitive;
        return traversal.intersect(o[0], o[1], o[2], d[0], d[1], d[2], 0, Float.POSITIVE_INFINITY,
            HitFilter.ALL, first)
            && traversal.occluded(o[0], o[1], o[2], d[0], d[1], d[2], 0, first.t * (1 + COINCIDENT), others);
    }

    private static double[] doubles(final float[] a) {
        return new double[] {a[0], a[1], a[2]};
    }
}
