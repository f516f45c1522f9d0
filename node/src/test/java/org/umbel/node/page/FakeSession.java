package org.umbel.node.page;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.RenderPlan;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;
import org.umbel.relay.work.RangeSet;

/** A session whose picture, stripes that follow the camera, is known without rendering. */
final class FakeSession implements Session {
    private final PictureSettings settings;
    private final TileGrid grid;
    private final TileSums[] sums;
    private final int[] samples;
    private final float grain;
    private RootListener listener;
    private Camera camera;
    private int epoch = 1;

    FakeSession(final PictureSettings settings, final Camera camera) {
        this(settings, camera, 0f);
    }

    /** @param grain light jumps up or down by so much of itself from pixel to pixel, however many samples there are */
    FakeSession(final PictureSettings settings, final Camera camera, final float grain) {
        this.grain = grain;
        this.settings = settings;
        this.grid = settings.grid();
        this.sums = new TileSums[grid.tileCount()];
        this.samples = new int[grid.tileCount()];
        this.camera = camera;
    }

    /** Linear light of a pixel: red follows the column, green the row, blue the camera. */
    float light(final int x, final int y, final int channel) {
        final int mixed = Integer.reverse((y * settings.width() + x) * 0x9E3779B1) * 0x85EBCA6B;
        return smooth(x, y, channel) * (mixed < 0 ? 1 - grain : 1 + grain);
    }

    private float smooth(final int x, final int y, final int channel) {
        return switch (channel) {
            case 0 -> (x + 0.5f) / settings.width();
            case 1 -> (y + 0.5f) / settings.height();
            default -> 0.5f + 0.5f * (float) Math.sin(0.1 * (x + y) + 3 * camera.position()[0]
                + 5 * camera.position()[1] + 7 * camera.position()[2]);
        };
    }

    /** A coarse view of a tile arrives. */
    void arriveCoarse(final int tile, final int step) {
        final int edge = TileSums.TILE_EDGE / step;
        final short[] rgb = new short[TileSums.CHANNELS * edge * edge];
        for (int i = 0; i < rgb.length; i++) {
            final int pixel = i / TileSums.CHANNELS;
            rgb[i] = Float.floatToFloat16(light(grid.x(tile) + pixel % edge * step, grid.y(tile) + pixel / edge * step,
                i % TileSums.CHANNELS));
        }
        listener.onView(new Message.View(id(), epoch, tile, step, rgb));
    }

    /** More samples of a tile arrive, as long as some are missing. */
    void arrive(final int tile, final int count) {
        final int added = Math.min(count, settings.samples() - samples[tile]);
        if (added == 0) {
            return;
        }
        sums[tile] = sums[tile] == null ? new TileSums(TileSums.TILE_PIXELS) : sums[tile];
        samples[tile] += added;
        for (int pixel = 0; pixel < TileSums.TILE_PIXELS; pixel++) {
            for (int channel = 0; channel < TileSums.CHANNELS; channel++) {
                final float light = light(grid.x(tile) + pixel % TileSums.TILE_EDGE,
                    grid.y(tile) + pixel / TileSums.TILE_EDGE, channel);
                sums[tile].sums()[channel * TileSums.TILE_PIXELS + pixel] +=
                    added * (long) (light * (1L << settings.fractionBits()));
            }
        }
        listener.onTile(id(), epoch, tile);
    }

    @Override
    public SessionId id() {
        return new SessionId(1, 2);
    }

    @Override
    public void show(final BlockId manifest, final Collection<Block> blocks, final Camera newCamera,
                     final PictureSettings newSettings, final RenderPlan plan, final long nowNs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void camera(final Camera newCamera, final long nowNs) {
        camera = newCamera;
        epoch++;
        Arrays.fill(sums, null);
        Arrays.fill(samples, 0);
    }

    @Override
    public void scene(final BlockId manifest, final Collection<Block> blocks, final Camera newCamera,
                      final long nowNs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Camera> camera() {
        return Optional.of(camera);
    }

    @Override
    public void settings(final PictureSettings newSettings, final Mode mode, final long nowNs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void end(final long nowNs) {}

    @Override
    public void listener(final RootListener newListener) {
        listener = newListener;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public long tileSamplesAccepted() {
        return Arrays.stream(samples).asLongStream().sum();
    }

    @Override
    public long tileSamplesTotal() {
        return (long) settings.samples() * grid.tileCount();
    }

    @Override
    public boolean isComplete() {
        return tileSamplesAccepted() == tileSamplesTotal();
    }

    @Override
    public boolean isComplete(final int tile) {
        return samples[tile] == settings.samples();
    }

    @Override
    public TileSums sums(final int tile) {
        return sums[tile];
    }

    @Override
    public RangeSet accepted(final int tile) {
        return RangeSet.of(0, samples[tile]);
    }

    @Override
    public long rangesFreed() {
        return 0;
    }

    @Override
    public Optional<String> failure() {
        return Optional.empty();
    }
}
