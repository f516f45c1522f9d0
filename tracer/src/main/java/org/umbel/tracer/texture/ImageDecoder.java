package org.umbel.tracer.texture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.umbel.codec.scene.Image;

/**
 * The one reader of foreign bytes on leaves: PNG and JPEG to texels by the JDK. The dimensions in the header are
 * checked before anything of their size is allocated. Conversions are by integers, so that every machine gets the same
 * texels; no colour profile is applied.
 */
public final class ImageDecoder {
    /** Bound on width and height. */
    public static final int EDGE_MAX = 16384;
    /** Bound on the number of texels. */
    public static final long TEXELS_MAX = 1L << 26;

    private static final int CAUSES_MAX = 16;

    private ImageDecoder() {}

    /**
     * Decodes an image.
     *
     * @throws BadImageException if it is malformed, not of its declared format, or too large
     */
    public static Texels decode(final Image image) {
        final Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(image.format().name());
        if (!readers.hasNext()) {
            throw new BadImageException("this Java runtime has no reader for " + image.format());
        }
        final ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(image.encoded()))) {
            reader.setInput(in, true, true);
            final int width = reader.getWidth(0);
            final int height = reader.getHeight(0);
            if (width < 1 || height < 1 || width > EDGE_MAX || height > EDGE_MAX
                || (long) width * height > TEXELS_MAX) {
                throw new BadImageException("image of " + width + "x" + height + " texels; limits: " + EDGE_MAX
                    + " on each edge, " + TEXELS_MAX + " in all");
            }
            return texels(reader.read(0), width, height);
        } catch (final IOException | IllegalArgumentException | IndexOutOfBoundsException
            | IllegalStateException | NegativeArraySizeException | ClassCastException e) {
            throw refusal(image.format(), e);
        } finally {
            reader.dispose();
        }
    }

    /**
     * What an exception of a reader says of the image. The JDK's readers wrap whatever they catch, and that there was
     * no memory left says nothing of an image.
     *
     * @throws OutOfMemoryError when that is the cause
     */
    static BadImageException refusal(final Image.Format format, final Exception e) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof OutOfMemoryError error) {
                throw error;
            }
            cause = cause.getCause();
        }
        return new BadImageException("not a readable " + format + ": " + e.getMessage(), e);
    }

    private static Texels texels(final BufferedImage decoded, final int width, final int height) {
        final int[] rgba = new int[width * height];
        final ColorModel model = decoded.getColorModel();
        if (model instanceof java.awt.image.IndexColorModel) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    final int argb = decoded.getRGB(x, y);
                    rgba[y * width + x] = argb & 0xff00ff00 | (argb & 0xff) << 16 | argb >>> 16 & 0xff;
                }
            }
        } else {
            fromBands(decoded.getRaster(), model, rgba);
        }
        return new Texels(width, height, rgba);
    }

    /** Bands as stored: grey, grey + alpha, RGB, RGBA; 16 bits are cut to the upper 8. */
    private static void fromBands(final Raster raster, final ColorModel model, final int[] rgba) {
        final int width = raster.getWidth();
        final int bands = raster.getNumBands();
        final boolean grey = bands < 3;
        final int alphaBand = model.hasAlpha() ? bands - 1 : -1;
        final int[] bits = model.getComponentSize();
        final int[] row = new int[width * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                final int r = to8(row[x * bands], bits[0]);
                final int g = grey ? r : to8(row[x * bands + 1], bits[1]);
                final int b = grey ? r : to8(row[x * bands + 2], bits[2]);
                final int a = alphaBand < 0 ? 255 : to8(row[x * bands + alphaBand], bits[alphaBand]);
                rgba[y * width + x] = a << 24 | b << 16 | g << 8 | r;
            }
        }
    }

    private static int to8(final int value, final int bits) {
        return bits == 8 ? value : bits > 8 ? value >>> bits - 8 : value * 255 / ((1 << bits) - 1);
    }
}
