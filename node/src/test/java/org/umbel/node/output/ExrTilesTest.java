package org.umbel.node.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own writers are held against the library that reads. */
final class ExrTilesTest {
    private static final int WIDTH = 70;
    private static final int HEIGHT = 41;
    private static final int[] ANY_ORDER = {4, 0, 5, 2, 1, 3};

    @TempDir
    private Path folder;

    @Test
    void shouldHoldEveryBitOfTilesThatCameInAnyOrder() throws IOException {
        final Picture picture = noise();
        final Path file = folder.resolve("a.exr");
        try (ExrTiles tiles = ExrTiles.create(file, WIDTH, HEIGHT, picture.frame())) {
            assertThat(tiles.tileCount()).isEqualTo(ANY_ORDER.length);
            for (final int tile : ANY_ORDER) {
                tiles.write(tile, cut(picture, tile));
            }
        }

        assertThat(PictureFiles.read(file).rgb()).containsExactly(picture.rgb());
        assertThat(ExrTiles.partOf(file)).doesNotExist();
    }

    @Test
    void shouldKeepWhatCameBesideTheNameWhenItIsNotWhole() throws IOException {
        final Picture picture = noise();
        final Path file = folder.resolve("a.exr");
        final ExrTiles tiles = ExrTiles.create(file, WIDTH, HEIGHT, picture.frame());
        tiles.write(4, cut(picture, 4));
        tiles.close();

        assertThat(file).doesNotExist();
        assertThat(ExrTiles.partOf(file)).isEqualTo(folder.resolve("a.part.exr"));
        final Picture part = PictureFiles.read(ExrTiles.partOf(file));
        assertThat(cut(part, 4)).containsExactly(cut(picture, 4));
        assertThat(cut(part, 0)).as("has not come").containsOnly(0);
        assertThat(cut(part, 5)).as("has not come").containsOnly(0);
    }

    @Test
    void shouldSayWhereACutOutLies() throws IOException {
        final PixelRows rows = new PixelRows() {
            @Override
            public int width() {
                return 3;
            }

            @Override
            public int height() {
                return 2;
            }

            @Override
            public void row(final int y, final float[] rgb) {
                java.util.Arrays.fill(rgb, y);
            }

            @Override
            public Frame frame() {
                return new Frame(10, 20, 100, 50);
            }
        };
        final Path file = folder.resolve("cut.exr");
        PictureFiles.write(file, rows, 0, ToneCurve.LINEAR);

        assertThat(box(file, "dataWindow")).containsExactly(10, 20, 12, 21);
        assertThat(box(file, "displayWindow")).containsExactly(0, 0, 99, 49);
        assertThat(PictureFiles.read(file).rgb()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }

    private static int[] box(final Path file, final String name) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        final byte[] head = (name + "\0box2i\0").getBytes(StandardCharsets.US_ASCII);
        final int at = new String(bytes, StandardCharsets.ISO_8859_1)
            .indexOf(new String(head, StandardCharsets.ISO_8859_1)) + head.length + Integer.BYTES;
        final int[] box = new int[4];
        for (int i = 0; i < box.length; i++) {
            box[i] = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at + Integer.BYTES * i);
        }
        return box;
    }

    private static float[] cut(final Picture picture, final int tile) {
        final int left = tile % 3 * ExrTiles.EDGE;
        final int top = tile / 3 * ExrTiles.EDGE;
        final int width = Math.min(ExrTiles.EDGE, WIDTH - left);
        final int height = Math.min(ExrTiles.EDGE, HEIGHT - top);
        final float[] rgb = new float[3 * width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(picture.rgb(), 3 * ((top + y) * WIDTH + left), rgb, 3 * y * width, 3 * width);
        }
        return rgb;
    }

    private static Picture noise() {
        final Random random = new Random(0xE3);
        final float[] rgb = new float[3 * WIDTH * HEIGHT];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = random.nextFloat();
        }
        return new Picture(WIDTH, HEIGHT, rgb);
    }
}
