package org.umbel.tracer.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Image;

class ImageDecoderTest {
    @Test
    void shouldKeepEveryChannelWhenPng() throws IOException {
        final BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x80102030);
        image.setRGB(1, 0, 0xffaabbcc);
        final Texels texels = ImageDecoder.decode(png(image));

        assertThat(texels.width()).isEqualTo(2);
        assertThat(texels.rgba()).containsExactly(0x80302010, 0xffccbbaa);
    }

    @Test
    void shouldNotTakeALackOfMemoryForADamagedImage() {
        // So the JDK's PNG reader tells it.
        final Exception wrapped =
            new IOException("Caught exception during read: ", new OutOfMemoryError("Java heap space"));
        assertThatThrownBy(() -> ImageDecoder.refusal(Image.Format.PNG, wrapped)).isInstanceOf(OutOfMemoryError.class);
        assertThat(ImageDecoder.refusal(Image.Format.PNG, new IOException("cut off")))
            .isInstanceOf(BadImageException.class).hasMessageContaining("not a readable PNG: cut off");
    }

    @Test
    void shouldRepeatGreyAndNotChangeItsCodes() throws IOException {
        final BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 100);

        assertThat(ImageDecoder.decode(png(image)).rgba()).containsExactly(0xff646464);
    }

    @Test
    void shouldLookUpPalettes() throws IOException {
        final BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
        image.setRGB(0, 0, 0xffff0000);

        assertThat(ImageDecoder.decode(png(image)).rgba()).containsExactly(0xff0000ff);
    }

    @ParameterizedTest
    @ValueSource(ints = {16385, 1_000_000_000})
    void shouldRefuseBeforeDecodingWhenTheHeaderIsTooLarge(final int width) throws IOException {
        final byte[] encoded = png(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)).encoded();
        final ByteBuffer header = ByteBuffer.wrap(encoded);
        header.putInt(16, width);
        final CRC32 crc = new CRC32();
        crc.update(encoded, 12, 17);
        header.putInt(29, (int) crc.getValue());

        assertThatThrownBy(() -> ImageDecoder.decode(new Image(Image.Format.PNG, encoded)))
            .isInstanceOf(BadImageException.class).hasMessageContaining(width + "x1");
    }

    @Test
    void shouldSayThatItIsBadWhenBytesAreRandomOrCut() throws IOException {
        final byte[] whole = png(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB)).encoded();
        assertBad(new Image(Image.Format.PNG, new byte[0]));
        assertBad(new Image(Image.Format.JPEG, whole));
        assertBad(new Image(Image.Format.PNG, Arrays.copyOf(whole, 40)));
        final byte[] random = new byte[1000];
        new Random(3).nextBytes(random);
        assertBad(new Image(Image.Format.PNG, random));
        assertBad(new Image(Image.Format.JPEG, random));
    }

    private static void assertBad(final Image image) {
        assertThatThrownBy(() -> ImageDecoder.decode(image)).isInstanceOf(BadImageException.class);
    }

    private static Image png(final BufferedImage image) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return new Image(Image.Format.PNG, out.toByteArray());
    }
}
