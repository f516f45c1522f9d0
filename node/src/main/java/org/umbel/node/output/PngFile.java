package org.umbel.node.output;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** PNG with sRGB encoding: written with 8 bits, read with 8 or 16. */
final class PngFile {
    private PngFile() {}

    /**
     * Writes a picture.
     *
     * @param curve after exposure
     */
    static void write(final Path path, final PixelRows picture, final double exposureEv, final ToneCurve curve)
        throws IOException {
        final int width = picture.width();
        final BufferedImage image = new BufferedImage(width, picture.height(), BufferedImage.TYPE_INT_RGB);
        final float scale = (float) Math.pow(2, exposureEv);
        final float[] rgb = new float[3 * width];
        final int[] row = new int[width];
        for (int y = 0; y < picture.height(); y++) {
            picture.row(y, rgb);
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] *= scale;
            }
            curve.apply(rgb);
            for (int x = 0; x < width; x++) {
                row[x] = Srgb.byteOf(rgb[3 * x]) << 16 | Srgb.byteOf(rgb[3 * x + 1]) << 8
                    | Srgb.byteOf(rgb[3 * x + 2]);
            }
            image.getRaster().setDataElements(0, y, width, 1, row);
        }
        try (OutputStream out = Files.newOutputStream(path)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java runtime has no PNG writer");
            }
        }
    }

    static Picture read(final Path path) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(path.toFile())) {
            final Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
            if (in == null || !readers.hasNext()) {
                throw new IOException("this Java runtime cannot read PNG here");
            }
            final ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                if (!Picture.isPossible(reader.getWidth(0), reader.getHeight(0))) {
                    throw new IOException("too many pixels");
                }
                return linear(reader.read(0));
            } finally {
                reader.dispose();
            }
        }
    }

    private static Picture linear(final BufferedImage image) {
        final int width = image.getWidth();
        final int height = image.getHeight();
        final Raster raster = image.getRaster();
        // A palette goes through its colours; all else by stored samples, since getRGB would convert grey
        // twice.
        final boolean palette = image.getColorModel() instanceof IndexColorModel;
        final double max = (1L << raster.getSampleModel().getSampleSize(0)) - 1;
        final int bands = raster.getNumBands();
        final float[] rgb = new float[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    final double encoded = palette ? (image.getRGB(x, y) >> 16 - 8 * c & 0xFF) / 255.0
                        : raster.getSample(x, y, bands < 3 ? 0 : c) / max;
                    rgb[3 * (y * width + x) + c] = (float) Srgb.decode(encoded);
                }
            }
        }
        return new Picture(width, height, rgb);
    }
}
