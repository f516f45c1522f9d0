package org.umbel.node.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import org.umbel.topology.ProblemException;

/** Environments from OpenEXR files, as texels of an {@link EnvironmentMap}. Light below zero is none. */
final class EnvironmentPicture {
    private EnvironmentPicture() {}

    static void read(final String path, final DecoderMain.Taker taker) throws ForeignException, IOException {
        final Picture picture;
        try {
            picture = PictureFiles.readExr(Path.of(path), EnvironmentMap::isPossible);
        } catch (final ProblemException e) {
            throw new ForeignException(e.problems().getFirst().message());
        }
        final byte[] rgbe = new byte[EnvironmentMap.TEXEL_BYTES * picture.width() * picture.height()];
        final float[] rgb = picture.rgb();
        for (int i = 0; i < rgb.length / 3; i++) {
            if (!EnvironmentMap.encode(light(rgb[3 * i]), light(rgb[3 * i + 1]), light(rgb[3 * i + 2]), rgbe,
                EnvironmentMap.TEXEL_BYTES * i)) {
                throw new ForeignException("texel " + i % picture.width() + ", " + i / picture.width()
                    + " is not a finite number, or 2^119 or more");
            }
        }
        taker.take(ByteBuffer.allocate(2 * Integer.BYTES).putInt(picture.width()).putInt(picture.height()).flip(),
            ByteBuffer.wrap(rgbe));
    }

    /** What filters leave below zero. */
    private static float light(final float value) {
        return value < 0 ? 0 : value;
    }
}
