package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Material.AlphaMode;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;

/** What is seen, and what is lit, through sheets that let light pass. */
class AlphaTest {
    private static final Environment BLACK = Environment.constant(0, 0, 0);
    private static final Material LAMP = References.lambert(new float[] {0, 0, 0, 1}, new float[] {1, 1, 1});
    private static final Material WHITE = References.lambert(new float[] {1, 1, 1, 1}, new float[3]);
    private static final TextureRef TEXELS =
        new TextureRef(0, TextureRef.Wrap.CLAMP, TextureRef.Wrap.CLAMP, true);
    private static final float[] NONE = {};
    /** Deviations of a mean of 16 x 16 pixels with 64 samples are below 0.004 / 4. */
    private static final float NOISE = 0.01f;

    /** Alpha is factor x texel, and what equals the cutoff is there. */
    @ParameterizedTest
    @CsvSource({"1, 255, 0.5, 0", "1, 0, 0.5, 1", "0.4, 255, 0.5, 1", "0.4, 255, 0.4, 0", "1, 128, 0.51, 1",
        "1, 128, 0.5, 0", "1, 0, 0, 0"})
    void shouldBeThereOrNotWhenMasked(final float factor, final int texel, final float cutoff,
                                      final float seen) {
        final float[] picture = throughSheets(sheet(AlphaMode.MASK, factor, cutoff, TEXELS), 1,
            image(texel, texel));

        assertThat(picture).containsOnly(seen);
    }

    @Test
    void shouldCutAlongTexelsWhenMasked() {
        final float[] picture = throughSheets(sheet(AlphaMode.MASK, 1, 0.5f, TEXELS), 1, image(255, 0));

        for (int pixel = 0; pixel < 256; pixel++) {
            assertThat(picture[3 * pixel]).as("pixel " + pixel).isEqualTo(pixel % 16 < 8 ? 0f : 1f);
        }
    }

    /** Each sheet decides for itself, else two of a half would let a half or nothing pass. */
    @ParameterizedTest
    @CsvSource({"0.5, 1", "0.5, 2", "0.25, 3", "0.1, 8"})
    void shouldLetTheProductPassWhenSheetsBlend(final float alpha, final int sheets) {
        final float[] picture = throughSheets(sheet(AlphaMode.BLEND, alpha, 0.5f, TextureRef.NONE), sheets,
            image(255, 255));

        assertThat(References.mean(picture)).isCloseTo(Math.pow(1 - alpha, sheets), within((double) NOISE));
    }

    /** Texel x factor. */
    @Test
    void shouldMultiplyTheSourcesOfAlphaWhenBlending() {
        final float[] picture = throughSheets(sheet(AlphaMode.BLEND, 0.8f, 0.5f, TEXELS), 1, image(204, 102));

        double left = 0;
        double right = 0;
        for (int pixel = 0; pixel < 256; pixel++) {
            left += pixel % 16 < 8 ? picture[3 * pixel] / 128 : 0;
            right += pixel % 16 < 8 ? 0 : picture[3 * pixel] / 128;
        }
        assertThat(left).isCloseTo(1 - 0.8 * 0.8, within(1.5 * NOISE));
        assertThat(right).isCloseTo(1 - 0.8 * 0.4, within(1.5 * NOISE));
    }

    /** Its dimension is stratified, where it is one triangle that all the pixel's samples meet. */
    @ParameterizedTest
    @ValueSource(floats = {0.5f, 0.25f, 0.0625f})
    void shouldLetTheVeryShareOfAPixelsSamplesPassWhenBlending(final float alpha) {
        final float[] picture =
            throughSheets(sheet(AlphaMode.BLEND, alpha, 0.5f, TextureRef.NONE), 1, image(255, 255));

        for (int pixel = 0; pixel < 256; pixel++) {
            final int x = pixel % 16;
            final int y = pixel / 16;
            // the square's diagonal parts the pixels of one of these
            if (Math.abs(x - y) > 1 && Math.abs(x + y - 15) > 1) {
                assertThat(picture[3 * pixel]).as("pixel " + x + ", " + y).isCloseTo(1 - alpha, within(1e-4f));
            }
        }
    }

    /** Each sheet has its own dimension: a quarter passes two on the average, not a half of the pixels all or none. */
    @Test
    void shouldDecideApartForEachSheetWhenBlending() {
        final float[] picture =
            throughSheets(sheet(AlphaMode.BLEND, 0.5f, 0.5f, TextureRef.NONE), 2, image(255, 255));
        double variance = 0;
        for (int pixel = 0; pixel < 256; pixel++) {
            variance += (picture[3 * pixel] - 0.25) * (picture[3 * pixel] - 0.25) / 256;
        }

        assertThat(variance).isBetween(1e-5, 1.25 * 0.25 * 0.75 / 64);
    }

    /** A white floor under the sun through sheets: their shadow has the sheets' transmittance, without any noise. */
    @ParameterizedTest
    @CsvSource({"1, 0.5", "2, 0.5", "3, 0.3", "70, 0.02"})
    void shouldCastAsMuchShadowAsItHidesWhenBlending(final int sheets, final float alpha) {
        final List<Instance> instances = new ArrayList<>();
        instances.add(new Instance(0, 0, new float[] {5, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1, -5}));
        for (int i = 0; i < sheets; i++) {
            instances.add(new Instance(0, 1, new float[] {1, 0, 0, 8 + i, 0, 1, 0, 0, 0, 0, 1, 3 + i}));
        }
        // travels from the sheets, which the camera does not see, to the floor's middle
        final Light sun = new Light.Sun(new float[] {-1, 0, -1}, new float[] {1, 1, 1});
        final float[] picture = render(new Scene(List.of(quad()), List.of(image(255, 255)),
            List.of(WHITE, sheet(AlphaMode.BLEND, alpha, 0.5f, TextureRef.NONE)), instances, List.of(sun),
            BLACK), 1);

        final float expected = (float) (Math.pow(1 - alpha, sheets) * Math.sqrt(0.5) / Math.PI);
        for (final float value : picture) {
            assertThat(value).isCloseTo(expected, within(2e-5f));
        }
    }

    /** A lamp, seen through black sheets that fill the view. */
    private static float[] throughSheets(final Material material, final int sheets, final Image image) {
        final List<Instance> instances = new ArrayList<>();
        instances.add(new Instance(0, 0, new float[] {5, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1, -5}));
        for (int i = 0; i < sheets; i++) {
            instances.add(new Instance(0, 1, new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, -0.1f * i}));
        }
        return render(new Scene(List.of(quad()), List.of(image), List.of(LAMP, material), instances,
            List.of(), BLACK), 20);
    }

    /** 16 x 16 pixels and 64 samples from 5 in front of the origin. */
    private static float[] render(final Scene scene, final float fovDegrees) {
        final Camera camera =
            new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, fovDegrees);
        return References.render(TileRendererTest.prepare(scene), camera,
            new PictureSettings(16, 16, 64, 16, Filter.BOX, 0));
    }

    private static Material sheet(final AlphaMode mode, final float alpha, final float cutoff,
                                  final TextureRef texels) {
        return new Material(Material.Model.GLTF, new float[] {0, 0, 0, alpha}, texels, 0, 1, TextureRef.NONE,
            TextureRef.NONE, 1, new float[3], TextureRef.NONE, mode, cutoff, true);
    }

    private static Mesh quad() {
        return new Mesh(new float[] {-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0}, new int[] {0, 1, 2, 0, 2, 3},
            NONE, NONE, new float[] {0, 1, 1, 1, 1, 0, 0, 0}, NONE);
    }

    /** Two texels side by side. */
    private static Image image(final int leftAlpha, final int rightAlpha) {
        final BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, leftAlpha << 24);
        image.setRGB(1, 0, rightAlpha << 24);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (final IOException e) {
            throw new AssertionError("memory cannot be written", e);
        }
        return new Image(Image.Format.PNG, out.toByteArray());
    }
}
