package org.umbel.bench.picture;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.output.Picture;
import org.umbel.node.output.SumsPicture;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.integrator.PreparedScene;
import org.umbel.tracer.integrator.TileRenderer;

/** Renders one scene by the tracer alone, box filter, eight bounces, tile after tile. */
final class Renderer implements AutoCloseable {
    private static final long ACCEL_BYTES_MAX = 1L << 30;

    private final PreparedScene scene;
    private final Camera camera;
    private final int width;
    private final int height;
    private final int threads;
    private final ExecutorService pool;
    private final OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /**
     * A picture and what it cost.
     *
     * @param cpuNs CPU time of the whole process meanwhile
     */
    record Shot(Picture picture, long cpuNs) {}

    /** Of a reference, pictures as large as it is. */
    Renderer(final Reference reference, final int threads) {
        this(reference.scene(), reference.view().camera(), reference.picture().width(),
            reference.picture().height(), threads);
    }

    Renderer(final Scene scene, final Camera camera, final int width, final int height, final int threads) {
        this(PreparedScene.prepare(scene, new MeshAccelCache(ACCEL_BYTES_MAX)), camera, width, height, threads);
    }

    Renderer(final PreparedScene scene, final Camera camera, final int width, final int height, final int threads) {
        this.scene = scene;
        this.camera = camera;
        this.width = width;
        this.height = height;
        this.threads = threads;
        pool = Executors.newFixedThreadPool(threads);
    }

    /** A picture of the size that it was made for. */
    Shot shot(final SampleRange samples) {
        return shot(width, height, samples);
    }

    /** A picture of another size. */
    Shot shot(final int ofWidth, final int ofHeight, final SampleRange samples) {
        final PictureSettings settings = new PictureSettings(ofWidth, ofHeight, samples.end(),
            PictureSettings.FRACTION_BITS_DEFAULT, Filter.BOX, Reference.BOUNCES);
        final TileGrid grid = settings.grid();
        final TileSums[] sums = new TileSums[grid.tileCount()];
        final AtomicInteger next = new AtomicInteger();
        final Callable<Void> work = () -> {
            final TileRenderer renderer = new TileRenderer(scene, camera, settings);
            for (int tile = next.getAndIncrement(); tile < sums.length; tile = next.getAndIncrement()) {
                sums[tile] = new TileSums(TileSums.TILE_PIXELS);
                renderer.render(tile, samples, sums[tile], () -> false);
            }
            return null;
        };
        final long beganNs = process.getProcessCpuTime();
        try {
            final List<Future<Void>> done = pool.invokeAll(IntStream.range(0, threads).mapToObj(i -> work).toList());
            for (final Future<Void> one : done) {
                one.get();
            }
        } catch (final InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        final long cpuNs = process.getProcessCpuTime() - beganNs;
        final SumsPicture rows = new SumsPicture(grid, new PixelRegion(0, 0, ofWidth, ofHeight),
            settings.fractionBits(), tile -> sums[tile], tile -> samples.count());
        final float[] rgb = new float[3 * ofWidth * ofHeight];
        for (int y = 0; y < ofHeight; y++) {
            rows.line(y, 0, ofWidth, rgb, 3 * ofWidth * y);
        }
        return new Shot(new Picture(ofWidth, ofHeight, rgb), cpuNs);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
