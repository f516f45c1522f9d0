package org.umbel.tracer.texture;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.scene.TextureRef.Wrap;

/**
 * An image as a material uses it: mip levels by an integer box filter in linear light, bilinear or nearest lookups,
 * wrapping as in glTF. Immutable; a lookup allocates nothing.
 */
public final class Texture {
    private final List<Texels> levels;
    private final Texels[] level;
    private final Transfer transfer;
    private final Wrap wrapS;
    private final Wrap wrapT;
    private final boolean nearest;

    /** A texture over levels from {@link #mipLevels}, which textures of the same image may share. */
    public Texture(final List<Texels> levels, final Transfer transfer, final Wrap wrapS, final Wrap wrapT,
                   final boolean nearest) {
        this.levels = List.copyOf(levels);
        this.level = this.levels.toArray(Texels[]::new);
        this.transfer = transfer;
        this.wrapS = wrapS;
        this.wrapT = wrapT;
        this.nearest = nearest;
    }

    /** All levels of an image, from itself down to one texel. */
    public static List<Texels> mipLevels(final Texels image, final Transfer transfer) {
        final List<Texels> levels = new ArrayList<>();
        Texels last = image;
        levels.add(last);
        while (last.width() > 1 || last.height() > 1) {
            last = half(last, transfer);
            levels.add(last);
        }
        return levels;
    }

    private static Texels half(final Texels from, final Transfer transfer) {
        final int width = Math.max(1, from.width() / 2);
        final int height = Math.max(1, from.height() / 2);
        final int[] rgba = new int[width * height];
        for (int y = 0; y < height; y++) {
            final int top = Math.min(2 * y, from.height() - 1) * from.width();
            final int bottom = Math.min(2 * y + 1, from.height() - 1) * from.width();
            for (int x = 0; x < width; x++) {
                final int left = Math.min(2 * x, from.width() - 1);
                final int right = Math.min(2 * x + 1, from.width() - 1);
                rgba[y * width + x] = mean(from.rgba()[top + left], from.rgba()[top + right],
                    from.rgba()[bottom + left], from.rgba()[bottom + right], transfer);
            }
        }
        return new Texels(width, height, rgba);
    }

    private static int mean(final int a, final int b, final int c, final int d, final Transfer transfer) {
        int out = Transfer.LINEAR.mean(a >>> 24, b >>> 24, c >>> 24, d >>> 24) << 24;
        for (int shift = 0; shift < 24; shift += 8) {
            out |= transfer.mean(a >>> shift & 255, b >>> shift & 255, c >>> shift & 255, d >>> shift & 255) << shift;
        }
        return out;
    }

    /**
     * The level for a footprint: texels of it are a quarter to half as wide as the footprint.
     *
     * @param squaredFootprint squared width of the footprint in units of texture coordinates
     */
    public int level(final float squaredFootprint) {
        final float squaredTexels = squaredFootprint * level[0].width() * level[0].height();
        final int octaves = (Math.getExponent(squaredTexels) >> 1) - 1;
        return Math.max(0, Math.min(octaves, level.length - 1));
    }

    /** Writes linear RGB and alpha at (u, v) to {@code out}, float[4]. */
    public void lookup(final float u, final float v, final int levelIndex, final float[] out) {
        final Texels t = level[levelIndex];
        final float x = wrapped(u, wrapS) * t.width() - (nearest ? 0f : 0.5f);
        final float y = wrapped(v, wrapT) * t.height() - (nearest ? 0f : 0.5f);
        final int x0 = floor(x);
        final int y0 = floor(y);
        final int left = index(x0, t.width(), wrapS);
        final int top = index(y0, t.height(), wrapT) * t.width();
        if (nearest) {
            clear(out);
            add(t.rgba()[top + left], 1f, out);
            return;
        }
        final int right = index(x0 + 1, t.width(), wrapS);
        final int bottom = index(y0 + 1, t.height(), wrapT) * t.width();
        final float fx = x - x0;
        final float fy = y - y0;
        clear(out);
        add(t.rgba()[top + left], (1f - fx) * (1f - fy), out);
        add(t.rgba()[top + right], fx * (1f - fy), out);
        add(t.rgba()[bottom + left], (1f - fx) * fy, out);
        add(t.rgba()[bottom + right], fx * fy, out);
    }

    private static void clear(final float[] out) {
        out[0] = 0f;
        out[1] = 0f;
        out[2] = 0f;
        out[3] = 0f;
    }

    private void add(final int rgba, final float weight, final float[] out) {
        out[0] = Math.fma(weight, transfer.decoded(rgba & 255), out[0]);
        out[1] = Math.fma(weight, transfer.decoded(rgba >>> 8 & 255), out[1]);
        out[2] = Math.fma(weight, transfer.decoded(rgba >>> 16 & 255), out[2]);
        out[3] = Math.fma(weight, Transfer.LINEAR.decoded(rgba >>> 24), out[3]);
    }

    /** Brings a coordinate near 0..1 (0..2 when mirrored) while it is exact, so that indices stay small. */
    private static float wrapped(final float u, final Wrap wrap) {
        return switch (wrap) {
            case REPEAT -> u - (float) Math.floor(u);
            case MIRROR -> u - 2f * (float) Math.floor(u * 0.5f);
            case CLAMP -> Math.max(0f, Math.min(u, 1f));
        };
    }

    private static int floor(final float x) {
        final int i = (int) x;
        return i > x ? i - 1 : i;
    }

    private static int index(final int i, final int size, final Wrap wrap) {
        return switch (wrap) {
            case REPEAT -> i < 0 ? i + size : i >= size ? i - size : i;
            case MIRROR -> mirrored(i < 0 ? -1 - i : i, size);
            case CLAMP -> Math.max(0, Math.min(i, size - 1));
        };
    }

    /** i in 0..2*size: up and down again, and once more at the end. */
    private static int mirrored(final int i, final int size) {
        return i < size ? i : i < 2 * size ? 2 * size - 1 - i : Math.min(i - 2 * size, size - 1);
    }
}
