package org.umbel.relay.check;

import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.relay.simulated.SeededRandom;
import org.umbel.relay.work.RangeSet;

/**
 * A picture whose every sample is a cheap pure function of (scene, camera, settings, tile, sample, pixel,
 * channel), and whose sums are therefore known without rendering. Prefix sums are kept per tile. One thread.
 */
public final class Picture {
    private static final int BAD_ONE_IN = 64;

    private final PictureSettings settings;
    private final int planeLength;
    private final long salt;
    /** By tile: {@code long[(samples + 1) * 4 * planeLength]}, prefix sums of R, G, B and of bad samples. */
    private final long[][] prefixes;
    private final TileSums scratch;

    public Picture(final BlockId manifest, final Camera camera, final PictureSettings settings,
                   final int planeLength) {
        this.settings = settings;
        this.planeLength = planeLength;
        this.salt = salt(manifest, camera, settings);
        this.prefixes = new long[settings.grid().tileCount()][];
        this.scratch = new TileSums(planeLength);
    }

    private static long salt(final BlockId manifest, final Camera camera, final PictureSettings settings) {
        long salt = manifest.w0() ^ manifest.w3();
        for (final float[] vector : new float[][] {camera.position(), camera.target(), camera.up()}) {
            for (final float component : vector) {
                salt = SeededRandom.mix(salt * 31 + Float.floatToRawIntBits(component));
            }
        }
        return SeededRandom.mix(salt * 31 + settings.width() * 7919L + settings.height() * 104729L
            + settings.samples());
    }

    /** Whether it is the same picture, sample by sample. */
    public boolean isSame(final Picture other) {
        return salt == other.salt && planeLength == other.planeLength && settings.equals(other.settings);
    }

    public PictureSettings settings() {
        return settings;
    }

    public int tileCount() {
        return prefixes.length;
    }

    /** The reference result of some samples of a tile. */
    public TileSums sums(final int tile, final RangeSet samples) {
        final TileSums sums = new TileSums(planeLength);
        for (final var range : samples.aligned()) {
            add(tile, range.first(), range.end(), sums);
        }
        return sums;
    }

    /** Whether {@code sums} is the reference result of some samples of a tile. */
    public boolean equalsSum(final int tile, final RangeSet samples, final TileSums sums) {
        if (sums.planeLength() != planeLength) {
            return false;
        }
        scratch.clear();
        for (int i = 0; i < samples.intervalCount(); i++) {
            add(tile, samples.first(i), samples.end(i), scratch);
        }
        return scratch.equals(sums);
    }

    /** Adds samples {@code [first, end)} of a tile. */
    public void add(final int tile, final int first, final int end, final TileSums sums) {
        final long[] prefix = prefix(tile);
        final int stride = (TileSums.CHANNELS + 1) * planeLength;
        for (int i = 0; i < TileSums.CHANNELS * planeLength; i++) {
            sums.sums()[i] += prefix[end * stride + i] - prefix[first * stride + i];
        }
        for (int pixel = 0; pixel < planeLength; pixel++) {
            final int i = TileSums.CHANNELS * planeLength + pixel;
            sums.bad()[pixel] += (int) (prefix[end * stride + i] - prefix[first * stride + i]);
        }
    }

    private long[] prefix(final int tile) {
        if (prefixes[tile] == null) {
            final int stride = (TileSums.CHANNELS + 1) * planeLength;
            final long[] prefix = new long[(settings.samples() + 1) * stride];
            for (int sample = 0; sample < settings.samples(); sample++) {
                System.arraycopy(prefix, sample * stride, prefix, (sample + 1) * stride, stride);
                for (int pixel = 0; pixel < planeLength; pixel++) {
                    addSample(tile, sample, pixel, prefix, (sample + 1) * stride);
                }
            }
            prefixes[tile] = prefix;
        }
        return prefixes[tile];
    }

    private void addSample(final int tile, final int sample, final int pixel, final long[] to,
                           final int offset) {
        final long hash = SeededRandom.mix(salt ^ ((long) tile << 40 | (long) sample << 8 | pixel));
        if (Long.remainderUnsigned(hash, BAD_ONE_IN) == 0) {
            to[offset + TileSums.CHANNELS * planeLength + pixel]++;
            return;
        }
        for (int channel = 0; channel < TileSums.CHANNELS; channel++) {
            // 41 bits, signed: as large as a sample may be
            to[offset + channel * planeLength + pixel] += SeededRandom.mix(hash + channel) >> 23;
        }
    }
}
