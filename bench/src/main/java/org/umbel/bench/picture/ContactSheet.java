package org.umbel.bench.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.umbel.node.output.Display;
import org.umbel.node.output.Picture;
import org.umbel.node.output.ToneCurve;

/** Small pictures of one size in rows, as one JPEG. */
final class ContactSheet {
    private static final float QUALITY = 0.85f;
    private static final int GAP = 2;
    private static final int DOT = 3;
    private static final int DIGIT_WIDTH = 3;
    private static final int DIGIT_HEIGHT = 5;
    /** Rows of three dots: a machine without fonts draws them too. */
    private static final List<String> DIGITS = List.of("####.##.##.####", ".#.##..#..#.###", "##...#.#.#..###",
        "##...#.#...###.", "#.##.####..#..#", "####..##...###.", ".###..####.####", "###..#.#..#..#.",
        "####.#####.####", "####.####..###.");

    private final int columns;
    private final int width;
    private final int height;
    private final BufferedImage sheet;

    /**
     * A dark sheet.
     *
     * @param pictures how many there will be
     * @param width    of each, pixels
     * @param height   of each, pixels
     */
    ContactSheet(final int pictures, final int columns, final int width, final int height) {
        this.columns = columns;
        this.width = width;
        this.height = height;
        final int rows = (pictures + columns - 1) / columns;
        sheet = new BufferedImage(columns * (width + GAP) + GAP, rows * (height + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(new Color(0x202020));
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.dispose();
    }

    /**
     * Shows a picture as a PNG of the client would.
     *
     * @param place 0 is the first of the first row
     */
    void put(final int place, final Picture picture, final double exposureEv, final ToneCurve curve) {
        final float[] rgb = picture.rgb().clone();
        new Display(exposureEv, curve).apply(rgb);
        for (int i = 0; i < width * height; i++) {
            sheet.setRGB(left(place) + i % width, top(place) + i / width, Display.byteOf(rgb[3 * i]) << 16
                | Display.byteOf(rgb[3 * i + 1]) << 8 | Display.byteOf(rgb[3 * i + 2]));
        }
    }

    private int left(final int place) {
        return GAP + place % columns * (width + GAP);
    }

    private int top(final int place) {
        return GAP + place / columns * (height + GAP);
    }

    /** Writes a number into a picture's corner. */
    void number(final int place, final int number) {
        final int left = left(place) + DOT;
        final int top = top(place) + DOT;
        final String text = Integer.toString(number);
        final Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.BLACK);
        graphics.fillRect(left, top, (text.length() * (DIGIT_WIDTH + 1) + 1) * DOT, (DIGIT_HEIGHT + 2) * DOT);
        graphics.setColor(Color.WHITE);
        for (int i = 0; i < text.length(); i++) {
            final String digit = DIGITS.get(text.charAt(i) - '0');
            for (int dot = 0; dot < digit.length(); dot++) {
                if (digit.charAt(dot) == '#') {
                    graphics.fillRect(left + (1 + i * (DIGIT_WIDTH + 1) + dot % DIGIT_WIDTH) * DOT,
                        top + (1 + dot / DIGIT_WIDTH) * DOT, DOT, DOT);
                }
            }
        }
        graphics.dispose();
    }

    void write(final Path file) throws IOException {
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        final ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(QUALITY);
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(sheet, null, null), param);
        } finally {
            writer.dispose();
        }
    }
}
