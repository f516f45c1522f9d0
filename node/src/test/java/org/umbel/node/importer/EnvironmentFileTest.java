package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Scene;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import org.umbel.node.output.ToneCurve;
import org.umbel.topology.ProblemException;

class EnvironmentFileTest {
    private static final String HEAD = "#?RADIANCE\n# made by hand\nFORMAT=32-bit_rle_rgbe\n\n";

    @TempDir
    private Path folder;

    @Test
    void shouldReadPlainTexelsAndRunsOfThem() throws IOException {
        final Environment.Mapped plain = read(hdr(HEAD + "-Y 2 +X 2\n", 1, 2, 3, 128, 4, 5, 6, 129, 7, 8, 9, 130, 10,
            11, 12, 131));
        assertThat(plain.map().width()).isEqualTo(2);
        assertThat(plain.map().rgbe()).containsExactly(1, 2, 3, 128, 4, 5, 6, 129, 7, 8, 9, 130, 10, 11, 12, 131);
        // a run of 3, then one of 256 and 2
        final Environment.Mapped runs = read(hdr(HEAD + "-Y 1 +X 263\n", 9, 9, 9, 9, 1, 1, 1, 3, 5, 5, 5, 5, 1, 1, 1,
            2, 1, 1, 1, 1));
        final byte[] rgbe = runs.map().rgbe();
        assertThat(rgbe[4 * 3]).isEqualTo((byte) 9);
        assertThat(rgbe[4 * 4]).isEqualTo((byte) 5);
        assertThat(rgbe[4 * 262 + 3]).isEqualTo((byte) 5);
    }

    @Test
    void shouldReadRunsOfChannels() throws IOException {
        final Environment.Mapped packed = read(hdr(HEAD + "-Y 1 +X 9\n", 2, 2, 0, 9, 128 + 9, 7, 4, 1, 2, 3, 4, 128 + 5,
            6, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 128 + 8, 130, 1, 99));
        final byte[] rgbe = packed.map().rgbe();
        assertThat(rgbe).startsWith(7, 1, 1, 130, 7, 2, 2, 130).endsWith(7, 6, 8, 130, 7, 6, 9, 99);
    }

    @Test
    void shouldDivideByTheExposureAndTurn() throws IOException {
        final Environment.Mapped map = (Environment.Mapped) EnvironmentFile.read(new EnvironmentOptions(
            hdr("#?RGBE\nEXPOSURE=2\nEXPOSURE= 4.0\n\n-Y 1 +X 1\n", 1, 2, 3, 128), 90, 2));
        assertThat(map.strength()).isEqualTo(0.25f);
        assertThat(map.turns()).isEqualTo(0.25f);
    }

    @Test
    void shouldReadOpenExrInAProcessOfItsOwn() throws IOException {
        final Random random = new Random(4);
        final float[] rgb = new float[3 * 40 * 20];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 100 * random.nextFloat();
        }
        rgb[0] = -0.25f;
        final Path file = folder.resolve("sky.exr");
        PictureFiles.write(file, new Picture(40, 20, rgb), 0, ToneCurve.LINEAR);
        // its bytes say what it is
        final EnvironmentMap map = read(Files.move(file, folder.resolve("sky.hdr"))).map();
        assertThat(map.width()).isEqualTo(40);
        assertThat(map.height()).isEqualTo(20);
        assertThat(value(map, 0)).isZero();
        for (int i = 3; i < rgb.length; i++) {
            assertThat(value(map, i)).isCloseTo(rgb[i], within(0.4f));
        }
    }

    @Test
    void shouldRefuseOpenExrThatIsNoLightOrTooMuch() throws IOException {
        final Path file = folder.resolve("bad.exr");
        PictureFiles.write(file, new Picture(2, 1, new float[] {1, 1, 1, 1, Float.NaN, 1}), 0, ToneCurve.LINEAR);
        refuses(file, "texel 1, 0 is not a finite number");
        PictureFiles.write(file, new Picture(20_000, 1, new float[60_000]), 0, ToneCurve.LINEAR);
        refuses(file, "20000 x 1 pixels are not possible");
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 300));
        refuses(file, "cannot be read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "P6 2 2 255|neither a Radiance picture (.hdr) nor OpenEXR",
        "#?RADIANCE~FORMAT=32-bit_rle_xyze~~-Y 1 +X 1~abcd|texels of format 32-bit_rle_xyze",
        "#?RADIANCE~EXPOSURE=0~~-Y 1 +X 1~abcd|exposure is not a number above 0: 0",
        "#?RADIANCE~EXPOSURE=1e-20~~-Y 1 +X 1~abcd|too strong",
        "#?RADIANCE~~+X 1 -Y 1~abcd|rows that do not go down and to the right: +X 1 -Y 1",
        "#?RADIANCE~~-Y 1 +X 0~abcd|0 x 1 texels are too many or none",
        "#?RADIANCE~~-Y 9999 +X 9999~abcd|9999 x 9999 texels are too many",
        "#?RADIANCE~~-Y 1 +X 2~abcd|ends too soon",
        "#?RADIANCE~-Y 1 +X 2|ends too soon",
        "'#?RADIANCE~~-Y 1 +X 2~\u0001\u0001\u0001\u0001'|a row is longer",
        "'#?RADIANCE~~-Y 1 +X 8~\u0002\u0002\u0000\u0009'|a row of 9 texels in a picture of 8",
        "'#?RADIANCE~~-Y 1 +X 8~\u0002\u0002\u0000\u0008\u0009'|a row is longer",
        "'#?RADIANCE~~-Y 1 +X 8~\u0002\u0002\u0000\u0008\u0000'|a row is longer"})
    void shouldRefuse(final String text, final String words) throws IOException {
        refuses(Files.writeString(folder.resolve("bad.hdr"), text.replace('~', '\n'), StandardCharsets.ISO_8859_1),
            words);
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        refuses(folder.resolve("absent.hdr"), "there is no such file");
        refuses(folder, "is not a file");
    }

    /** Whatever the bytes: a picture, or a refusal. */
    @Test
    void shouldSurviveDamage() throws IOException {
        final byte[] whole =
            Files.readAllBytes(hdr(HEAD + "-Y 1 +X 9\n", 2, 2, 0, 9, 128 + 9, 7, 4, 1, 2, 3, 4, 128 + 5,
                6, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 128 + 8, 130, 1, 99));
        final Random random = new Random(6);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            final byte[] damaged = java.util.Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length)
                : whole.length);
            for (int k = random.nextInt(3); k >= 0 && damaged.length > 2; k--) {
                damaged[2 + random.nextInt(damaged.length - 2)] = (byte) random.nextInt();
            }
            try {
                RadianceFile.read(damaged, new MemoryBudget(1 << 20));
            } catch (final Refusal refusal) {
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 1999);
    }

    @Test
    void shouldTakeTheNeutralSunAwayAndNoOther() {
        final Scene scene = new Scene(List.of(), List.of(), List.of(), List.of(), NeutralSky.lights(),
            NeutralSky.ENVIRONMENT);
        final Environment map = new Environment.Mapped(new EnvironmentMap(1, 1, new byte[4]), 0, 1);
        assertThat(EnvironmentFile.under(map, scene).lights()).isEmpty();
        assertThat(EnvironmentFile.under(map, scene).environment()).isSameAs(map);
        final List<Light> own = List.of(new Light.Point(new float[3], new float[] {1, 1, 1}, 0));
        assertThat(EnvironmentFile.under(map, new Scene(List.of(), List.of(), List.of(), List.of(), own,
            Environment.constant(0, 0, 0))).lights()).isEqualTo(own);
    }

    private static Environment.Mapped read(final Path file) {
        return (Environment.Mapped) EnvironmentFile.read(new EnvironmentOptions(file, 0, 1));
    }

    private static void refuses(final Path file, final String words) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(ProblemException.class).hasMessageContaining(words)
            .hasMessageContaining(file.toString());
    }

    private static float value(final EnvironmentMap map, final int i) {
        return Math.scalb((float) (map.rgbe()[4 * (i / 3) + i % 3] & 0xFF), (map.rgbe()[4 * (i / 3) + 3] & 0xFF) - 136);
    }

    private Path hdr(final String head, final int... bytes) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        for (final int b : bytes) {
            out.write(b);
        }
        return Files.write(folder.resolve("sky.hdr"), out.toByteArray());
    }
}
