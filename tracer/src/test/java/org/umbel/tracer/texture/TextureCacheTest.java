package org.umbel.tracer.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.TextureRef;

class TextureCacheTest {
    private static final TextureRef FIRST = new TextureRef(0, TextureRef.Wrap.REPEAT, TextureRef.Wrap.REPEAT, false);
    private static final Material COLOURED = new Material(Material.Model.GLTF, new float[] {1, 1, 1, 1}, FIRST, 0, 1,
        FIRST, TextureRef.NONE, 1, new float[3], TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f, true);

    private final TextureCache cache = new TextureCache(2);

    private static Image image(final int rgb) throws IOException {
        final BufferedImage one = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        one.setRGB(0, 0, rgb);
        final ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(one, "png", png);
        return new Image(Image.Format.PNG, png.toByteArray());
    }

    private TextureSet set(final Image image) {
        return cache.of(List.of(image), List.of(COLOURED));
    }

    @Test
    void shouldDecodeAnArrayOnceForEachTransfer() throws IOException {
        final Image image = image(0x336699);
        final TextureSet before = set(image);
        final TextureSet after = set(new Image(image.format(), image.encoded()));
        for (final Transfer transfer : Transfer.values()) {
            assertThat(after.known(image.encoded(), transfer)).isNotNull()
                .isSameAs(before.known(image.encoded(), transfer));
        }
    }

    @Test
    void shouldDecodeWhatHasAnotherArray() throws IOException {
        set(image(0x336699));
        final Image image = image(0x996633);
        assertThat(set(image).known(image.encoded(), Transfer.SRGB).getFirst().rgba()).containsExactly(0xff336699);
    }

    @Test
    void shouldForgetWhatTheLastFewScenesDidNotHave() throws IOException {
        final Image image = image(0x336699);
        final TextureSet before = set(image);
        set(image(1));
        set(image(2));
        assertThat(set(image).known(image.encoded(), Transfer.SRGB))
            .isNotSameAs(before.known(image.encoded(), Transfer.SRGB));
    }

    @Test
    void shouldGoOnAfterAnImageThatCannotBeDecoded() throws IOException {
        final Image image = image(0x336699);
        final TextureSet before = set(image);
        final Image broken = new Image(Image.Format.PNG, Arrays.copyOf(image.encoded(), 20));
        assertThatThrownBy(() -> set(broken)).isInstanceOf(BadImageException.class);
        assertThat(set(image).known(image.encoded(), Transfer.SRGB))
            .isSameAs(before.known(image.encoded(), Transfer.SRGB));
    }
}
