package org.umbel.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.tile.TileSumsCodec;

/**
 * What a merge costs a relay: sums of tiles from bytes into sums that are there already, and to bytes again, in
 * Mpixel per CPU-second of one thread. A pixel is three sums and a count of bad samples. Beside it, in the same run,
 * the plain addition of the same arrays, which is the least that a merge can cost; and the bytes of a pixel on the
 * wire beside those of float planes with the same compressor.
 *
 * <p>The sums are real: tiles of scenes as the tracer renders them, of 1, 4, 16 and 64 samples. Shared scenes that are
 * absent are left out and named. The three take turns, round by round; the figure is the median round.
 */
public final class MergeBench {
    private static final int[] SAMPLES = {1, 4, 16, 64};
    private static final int ROUNDS_WARM = 20;
    private static final int PASSES = 8;
    private static final double DECODE_GOAL = 300;
    /** As the file beside the scene says. */
    private static final Camera KITCHEN = new Camera(new float[] {1.211f, 1.805f, 3.852f},
        new float[] {0.773f, 1.763f, 2.954f}, new float[] {-0.0183f, 0.9991f, -0.0375f}, 36);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Figures figures = new Figures("merge", System.out);
    private final TileSumsCodec codec = new TileSumsCodec();
    private final int tiles;
    private final int rounds;
    private final List<TileSums> all = new ArrayList<>();

    private MergeBench(final int tiles, final int rounds) {
        this.tiles = tiles;
        this.rounds = rounds;
    }

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) {
        final int[] numbers = Arguments.read(args, "merge [TILES [ROUNDS]]", 24, 41);
        final MergeBench bench = new MergeBench(numbers[0], numbers[1]);
        sources().forEach((name, source) -> {
            if (Files.isReadable(source.file())) {
                bench.scene(name, new SampleTiles(source));
            } else {
                System.err.println(source.file() + ": absent, left out");
            }
        });
        bench.rates("all", bench.all, ">=" + (int) DECODE_GOAL);
        System.exit(bench.figures.finish(System.err, Scenes.out(), "merge"));
    }

    /** Textures under a sky, a flat seen from above, gloss, and an interior with lamps. */
    private static Map<String, SampleTiles.Source> sources() {
        final Map<String, SampleTiles.Source> sources = new LinkedHashMap<>();
        sources.put("helmet", new SampleTiles.Source(Scenes.helmet(), Optional.of(Scenes.helmetView()),
            Optional.empty()));
        sources.put("apartment", new SampleTiles.Source(Scenes.shared("dream-apartment", "dream-apartment-plain.glb"),
            Optional.of(Scenes.reference("apartment_sun_lambert.json")), Optional.empty()));
        sources.put("chess", new SampleTiles.Source(Scenes.shared("playcanvas-chess-board", "chess-board-plain.glb"),
            Optional.empty(), Optional.empty()));
        sources.put("kitchen", new SampleTiles.Source(Scenes.kitchen(), Optional.empty(), Optional.of(KITCHEN)));
        return sources;
    }

    private void scene(final String name, final SampleTiles picture) {
        for (final int samples : SAMPLES) {
            final List<TileSums> sums = picture.render(tiles, samples);
            all.addAll(sums);
            bytes(name + "-" + samples + "spp", sums, samples);
        }
    }

    private void bytes(final String name, final List<TileSums> sums, final int samples) {
        double ours = 0;
        double half = 0;
        double single = 0;
        for (final TileSums tile : sums) {
            final double pixels = sums.size() * (double) tile.planeLength();
            ours += encoded(tile).capacity() / pixels;
            half += FloatPlanes.halfBytes(tile, samples, PictureSettings.FRACTION_BITS_DEFAULT) / pixels;
            single += FloatPlanes.float32Bytes(tile, samples, PictureSettings.FRACTION_BITS_DEFAULT) / pixels;
        }
        figures.add(name + "-bytes", ours, "bytes/pixel", "float32 planes, zstd", single, "<= float32",
            ours <= single);
        figures.add(name + "-bytes-half", ours, "bytes/pixel", "half planes, zstd", half, "", true);
        rates(name, sums, "");
    }

    /** The tiles in random order, so that nothing is learnt of what comes next. */
    private void rates(final String name, final List<TileSums> sums, final String goal) {
        final List<TileSums> tilesOf = new ArrayList<>(sums);
        Collections.shuffle(tilesOf, new Random(7));
        final List<UnsafeBuffer> bytes = tilesOf.stream().map(this::encoded).toList();
        final UnsafeBuffer out = new UnsafeBuffer(new byte[codec.encodedLengthMax(TileSums.TILE_PIXELS)]);
        final TileSums into = new TileSums(TileSums.TILE_PIXELS);
        final double[] decode = new double[rounds];
        final double[] encode = new double[rounds];
        final double[] plain = new double[rounds];
        for (int round = -ROUNDS_WARM; round < rounds; round++) {
            final int kept = Math.max(0, round);
            into.clear();
            decode[kept] = rate(tilesOf.size(), () -> bytes.forEach(b -> decodeAdd(b, into)));
            encode[kept] = rate(tilesOf.size(), () -> tilesOf.forEach(tile -> codec.encode(tile, out, 0)));
            into.clear();
            plain[kept] = rate(tilesOf.size(), () -> tilesOf.forEach(into::add));
        }
        final double rate = median(decode);
        figures.add(name + "-decode-add", rate, "Mpixel/cpu-s", "plain addition", median(plain), goal,
            goal.isEmpty() || rate >= DECODE_GOAL);
        figures.add(name + "-pack", median(encode), "Mpixel/cpu-s", "plain addition", median(plain), "", true);
    }

    private void decodeAdd(final UnsafeBuffer bytes, final TileSums into) {
        codec.decodeAdd(bytes, 0, bytes.capacity(), into).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
    }

    private UnsafeBuffer encoded(final TileSums sums) {
        final UnsafeBuffer out = new UnsafeBuffer(new byte[codec.encodedLengthMax(TileSums.TILE_PIXELS)]);
        final int length = codec.encode(sums, out, 0);
        return new UnsafeBuffer(Arrays.copyOf(out.byteArray(), length));
    }

    private double rate(final int count, final Runnable pass) {
        final long begin = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < PASSES; i++) {
            pass.run();
        }
        return (double) PASSES * count * TileSums.TILE_PIXELS * 1e3 / (threads.getCurrentThreadCpuTime() - begin);
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
