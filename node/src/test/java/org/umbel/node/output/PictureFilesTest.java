package org.umbel.node.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.node.SharedFiles;
import org.umbel.topology.ProblemException;

class PictureFilesTest {
    private static final float HALF_RELATIVE = 1f / 2048;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"exr", "pfm"})
    void shouldKeepEveryBitOfLinearPixels(final String extension) {
        final Picture picture = noise(37, 19);
        final Path file = folder.resolve("made/on/the/way/noise." + extension);
        PictureFiles.write(file, picture, 3, ToneCurve.PBR_NEUTRAL);
        final Picture read = PictureFiles.read(file);
        assertThat(read.width()).isEqualTo(37);
        assertThat(read.height()).isEqualTo(19);
        assertThat(read.rgb()).containsExactly(picture.rgb());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bunny_lambert", "flighthelmet_principled", "glass_principled",
        "apartment_sun_lambert",
        "furnace_bunny_lambert"})
    void shouldReadTheSamePixelsFromExrAndPfm(final String name) {
        final Picture exr = PictureFiles.read(SharedFiles.shared("reference/" + name + ".exr"));
        final Picture pfm = PictureFiles.read(SharedFiles.shared("reference/" + name + ".pfm"));
        assertThat(exr.rgb()).hasSameSizeAs(pfm.rgb());
        for (int i = 0; i < exr.rgb().length; i++) {
            final float tolerance = Math.max(Math.abs(pfm.rgb()[i]) * HALF_RELATIVE, 1e-7f);
            assertThat(Math.abs(exr.rgb()[i] - pfm.rgb()[i])).as("value %d", i)
                .isLessThanOrEqualTo(tolerance);
        }
    }

    @Test
    void shouldKeepFurtherPlanesBesideTheColours() throws IOException {
        final Picture picture = noise(37, 19);
        final Path file = folder.resolve("planes.exr");
        PictureFiles.write(file, picture, Optional.of(new PlaneRows() {
            @Override
            public List<String> names() {
                return List.of("samples", "Z", "normal.X");
            }

            @Override
            public void row(final int y, final float[][] planes) {
                for (int i = 0; i < planes.length; i++) {
                    Arrays.fill(planes[i], 100 * i + y);
                }
            }
        }), 0, ToneCurve.LINEAR);

        final Map<String, float[]> channels = ExrChannels.read(file);
        assertThat(channels.keySet()).containsExactly("B", "G", "R", "Z", "normal.X", "samples");
        assertThat(channels.get("samples")[5 * 37]).isEqualTo(5);
        assertThat(channels.get("Z")[18 * 37 + 36]).isEqualTo(118);
        assertThat(channels.get("normal.X")[0]).isEqualTo(200);
        assertThat(PictureFiles.read(file).rgb()).containsExactly(picture.rgb());
    }

    @Test
    void shouldWriteSrgbBytes() throws IOException {
        final float[] rgb = {0, 0.5f, 1, -1, 7, Float.NaN};
        PictureFiles.write(folder.resolve("a.png"), new Picture(2, 1, rgb), 0, ToneCurve.LINEAR);
        final BufferedImage image = ImageIO.read(folder.resolve("a.png").toFile());
        assertThat(image.getRGB(0, 0)).isEqualTo(0xFF00BCFF);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xFF00FF00);
    }

    @Test
    void shouldExposeBeforeTheCurve() throws IOException {
        PictureFiles.write(folder.resolve("a.png"), new Picture(1, 1, new float[] {0.25f, 0.25f, 0.25f}), 1,
            ToneCurve.LINEAR);
        assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getRGB(0, 0)).isEqualTo(0xFFBCBCBC);
    }

    @Test
    void shouldReadBackWhatPngCanHold() {
        final Picture picture = noise(16, 8);
        PictureFiles.write(folder.resolve("a.png"), picture, 0, ToneCurve.LINEAR);
        final Picture once = PictureFiles.read(folder.resolve("a.png"));
        for (int i = 0; i < once.rgb().length; i++) {
            assertThat(once.rgb()[i]).isBetween(Math.min(picture.rgb()[i], 1) - 0.005f,
                Math.min(picture.rgb()[i], 1) + 0.005f);
        }
        PictureFiles.write(folder.resolve("b.png"), once, 0, ToneCurve.LINEAR);
        assertThat(PictureFiles.read(folder.resolve("b.png")).rgb()).containsExactly(once.rgb());
    }

    @Test
    void shouldReadGreyPngAsStored() throws IOException {
        final BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 188);
        ImageIO.write(grey, "png", folder.resolve("grey.png").toFile());
        assertThat(PictureFiles.read(folder.resolve("grey.png")).rgb()[1]).isBetween(0.498f, 0.504f);
    }

    @Test
    void shouldWritePfmFromTheBottomInLittleEndian() throws IOException {
        PictureFiles.write(folder.resolve("a.pfm"), new Picture(1, 2, new float[] {1, 2, 3, 4, 5, 6}), 0,
            ToneCurve.LINEAR);
        final byte[] bytes = Files.readAllBytes(folder.resolve("a.pfm"));
        final byte[] header = "PF\n1 2\n-1.0\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(Arrays.copyOf(bytes, header.length)).isEqualTo(header);
        assertThat(Arrays.copyOfRange(bytes, header.length, header.length + 4))
            .containsExactly(0, 0, 0x80, 0x40);
        assertThat(bytes).hasSize(header.length + 24);
    }

    @Test
    void shouldReplaceAFileAndLeaveNothingBeside() throws IOException {
        final Path file = Files.writeString(folder.resolve("a.exr"), "old");
        PictureFiles.write(file, noise(2, 2), 0, ToneCurve.LINEAR);
        assertThat(PictureFiles.read(file).width()).isEqualTo(2);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void shouldExplainWhatCannotBeReadOrWritten() throws IOException {
        assertThatThrownBy(() -> PictureFiles.checkWritable(folder.resolve("a.bmp")))
            .isInstanceOf(ProblemException.class).hasMessageContaining(".png, .exr or .pfm");
        assertThatThrownBy(() -> PictureFiles.checkWritable(Files.createDirectory(folder.resolve("dir.png"))))
            .isInstanceOf(ProblemException.class);
        final Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> PictureFiles.checkWritable(file.resolve("deep/a.exr")))
            .isInstanceOf(ProblemException.class).hasMessageContaining("no folder");
        PictureFiles.checkWritable(folder.resolve("new/folders/a.exr"));
        assertThatThrownBy(() -> PictureFiles.write(file.resolve("a.exr"), noise(1, 1), 0, ToneCurve.LINEAR))
            .isInstanceOf(ProblemException.class);
        for (final String extension : new String[] {"png", "exr", "pfm"}) {
            final Path broken = folder.resolve("broken." + extension);
            assertThatThrownBy(() -> PictureFiles.read(broken)).isInstanceOf(ProblemException.class);
            final Path whole = folder.resolve("whole." + extension);
            PictureFiles.write(whole, noise(64, 64), 0, ToneCurve.LINEAR);
            final byte[] bytes = Files.readAllBytes(whole);
            for (final int length : new int[] {0, 3, 7, 40, bytes.length / 2}) {
                Files.write(broken, Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> PictureFiles.read(broken)).as("%s of %d bytes", extension, length)
                    .isInstanceOf(ProblemException.class);
            }
        }
    }

    private static Picture noise(final int width, final int height) {
        final Random random = new Random(0xF11E);
        final float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = random.nextFloat() * 1.5f;
        }
        return new Picture(width, height, rgb);
    }
}
