package org.umbel.node.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.tile.TileSumsCodec;
import org.umbel.relay.work.RangeSet;

/** A small picture whose samples are numbers, and snapshots of it. */
final class Snapshots {
    /** 3 x 2 tiles, the last ones cut. */
    static final PictureSettings SETTINGS =
        new PictureSettings(70, 40, 128, 16, PictureSettings.Filter.BOX, 8);
    static final int TILES = 6;
    static final SnapshotHead HEAD = new SnapshotHead(new BlockId(1, 2, 3, 4), camera(40), SETTINGS, 0xCAFE,
        SnapshotHead.Adaptive.NONE, PixelRegion.whole(SETTINGS.grid()));

    private Snapshots() {}

    static Camera camera(final float fov) {
        return new Camera(new float[] {0, 0, 1}, new float[3], new float[] {0, 1, 0}, fov);
    }

    /** What rendering these samples of a tile would give: a pure function of tile, pixel and sample. */
    static TileSums sums(final int tile, final RangeSet ranges) {
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        for (final SampleRange range : ranges.aligned()) {
            for (int sample = range.first(); sample < range.end(); sample++) {
                for (int pixel = 0; pixel < TileSums.TILE_PIXELS; pixel++) {
                    if ((pixel + sample) % 97 == 0) {
                        sums.bad()[pixel]++;
                    } else {
                        sums.sums()[pixel] += tile * 1000L + pixel * sample % 311;
                        sums.sums()[TileSums.TILE_PIXELS + pixel] += sample;
                        sums.sums()[2 * TileSums.TILE_PIXELS + pixel] -= pixel % 7;
                    }
                }
            }
        }
        return sums;
    }

    static SnapshotRecord record(final int tile, final RangeSet ranges) {
        return new SnapshotRecord(tile, ranges, SnapshotFormat.encode(sums(tile, ranges), new TileSumsCodec()));
    }

    /** All tiles with the samples {@code [first, end)}. */
    static Path write(final Path file, final int first, final int end) throws IOException {
        final TreeMap<Integer, SnapshotRecord> tiles = new TreeMap<>();
        for (int tile = 0; tile < TILES; tile++) {
            tiles.put(tile, record(tile, RangeSet.of(first, end)));
        }
        Snapshot.update(file, HEAD, tiles);
        return file;
    }

    static String hash(final Path file) {
        try (SnapshotPicture picture = new SnapshotPicture(file)) {
            return picture.pixelsSha256(picture.head().region());
        }
    }
}
