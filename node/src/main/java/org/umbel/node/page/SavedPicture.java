package org.umbel.node.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import org.umbel.node.output.ToneCurve;

/**
 * The picture of a moment as a file.
 *
 * @param fileName    proposed to the browser
 * @param contentType MIME type
 * @param bytes       the whole file
 */
record SavedPicture(String fileName, String contentType, byte[] bytes) {
    private static final Map<String, String> CONTENT_TYPES = Map.of("png", "image/png", "exr", "image/x-exr");
    private static final long COPY_SECONDS_MAX = 10;

    /**
     * Asks for the picture and encodes it; takes a while.
     *
     * @param name     "picture.png" or "picture.exr"
     * @param exposure EV, for PNG; null: 0
     * @param tone     for PNG; null: PBR Neutral
     * @param isDenoised for PNG: without its grain, if that can be; the file's name says whether it is
     * @throws Wish.UnknownWishException when asked for something else
     */
    static SavedPicture of(final Studio studio, final String name, final String exposure, final String tone,
                           final boolean isDenoised)
        throws Exception {
        final String format = name.substring(name.lastIndexOf('.') + 1);
        if (!name.equals("picture." + format) || !CONTENT_TYPES.containsKey(format)) {
            throw new Wish.UnknownWishException("picture.png or picture.exr");
        }
        final double exposureEv = Wish.exposure(exposure == null ? 0 : number(exposure));
        final ToneCurve curve = tone == null ? ToneCurve.PBR_NEUTRAL : Wish.tone(tone);
        final Studio.Still still =
            studio.picture(isDenoised && format.equals("png")).get(COPY_SECONDS_MAX, TimeUnit.SECONDS);
        final StudioState state = studio.state();
        final String stem = state.about().scene().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
        return new SavedPicture("%s-%dspp%s.%s".formatted(stem.isEmpty() ? "umbel" : stem,
            (long) Math.floor(state.samplesDone()), still.isDenoised() ? "-denoised" : "", format),
            CONTENT_TYPES.get(format), encode(still.picture(), format, exposureEv, curve));
    }

    private static double number(final String text) {
        try {
            return Double.parseDouble(text);
        } catch (final NumberFormatException e) {
            throw new Wish.UnknownWishException("exposure is not a number");
        }
    }

    private static byte[] encode(final Picture picture, final String format, final double exposureEv,
                                 final ToneCurve curve)
        throws IOException {
        final Path folder = Files.createTempDirectory("umbel-save");
        final Path file = folder.resolve("picture." + format);
        try {
            PictureFiles.write(file, picture, exposureEv, curve);
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }
}
