package org.umbel.node.importer;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.umbel.codec.scene.Image;
import org.umbel.node.foreign.DecoderProcess;
import org.umbel.node.foreign.ForeignException;

/**
 * Images that no leaf decodes become PNG here: KTX2 with Basis Universal data, by native code in a process of its
 * own.
 */
final class TextureImages {
    /** Those of a texture that name another image than glTF's own. */
    static final List<String> EXTENSIONS = List.of("KHR_texture_basisu", "EXT_texture_webp");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final byte[] KTX2 =
        {(byte) 0xAB, 'K', 'T', 'X', ' ', '2', '0', (byte) 0xBB, '\r', '\n', 0x1A, '\n'};

    private TextureImages() {}

    static boolean isKtx2(final byte[] bytes) {
        return bytes.length > KTX2.length && Arrays.mismatch(bytes, KTX2) == KTX2.length;
    }

    /**
     * Transcodes a KTX2 file.
     *
     * @param place JSON pointer of the image
     */
    static Image ofKtx2(final byte[] file, final DecoderProcess decoders, final MemoryBudget budget,
                        final String place) {
        final ByteBuffer texels;
        try {
            texels = ByteBuffer.wrap(decoders.ask(DecoderProcess.Task.TRANSCODE_KTX2, file, LIMIT));
        } catch (final ForeignException e) {
            throw new Refusal(place, "the KTX2 image cannot be read: " + e.getMessage(), "convert it to PNG or JPEG");
        }
        final int width = texels.remaining() < 2 * Integer.BYTES ? 0 : texels.getInt();
        final int height = width == 0 ? 0 : texels.getInt();
        if (width < 1 || height < 1 || texels.remaining() != 4L * width * height) {
            throw new Refusal(place, "the KTX2 image is damaged");
        }
        budget.take(9L * width * height, place);
        final byte[] rgba = new byte[texels.remaining()];
        texels.get(rgba);
        try {
            final ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(picture(rgba, width, height), "png", png);
            return new Image(Image.Format.PNG, png.toByteArray());
        } catch (final IOException e) {
            throw new Refusal(place, "cannot be turned into PNG: " + e.getMessage());
        }
    }

    /** Three bands when nothing is transparent. */
    private static BufferedImage picture(final byte[] rgba, final int width, final int height) {
        boolean isOpaque = true;
        for (int i = 3; i < rgba.length && isOpaque; i += 4) {
            isOpaque = rgba[i] == -1;
        }
        final int bands = isOpaque ? 3 : 4;
        final int[] offsets = isOpaque ? new int[] {0, 1, 2} : new int[] {0, 1, 2, 3};
        final WritableRaster raster =
            Raster.createInterleavedRaster(new DataBufferByte(rgba, rgba.length), width, height,
                4 * width, 4, offsets, null);
        final ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB),
            bands == 4, false, bands == 4 ? Transparency.TRANSLUCENT : Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }
}
