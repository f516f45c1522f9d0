package org.umbel.node.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/** Pictures as files; the extension chooses the format. */
public final class PictureFiles {
    private static final String FORMATS = "use a name that ends in .png, .exr or .pfm";

    private PictureFiles() {}

    private enum Format { PNG, EXR, PFM }

    /**
     * Tells before a long render whether its picture can be written.
     *
     * @throws ProblemException when the extension is unknown or the place cannot be a file
     */
    public static void checkWritable(final Path path) {
        format(path);
        if (Files.isDirectory(path)) {
            throw problem(path, "is a folder", FORMATS);
        }
        Path folder = path.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw problem(path, "cannot be written: " + folder + " is no folder that we may write to",
                "choose another place");
        }
    }

    /**
     * Writes a picture: the file appears whole or not at all, and missing folders are made. PNG is 8-bit sRGB
     * after exposure and tone curve; EXR and PFM are float32, linear, and take neither. EXR says where a cut-out lies:
     * its data window is the pixels, its display window the whole picture.
     *
     * @param exposureEv stops: light is multiplied by 2^EV
     * @throws ProblemException when it cannot be written
     */
    public static void write(final Path path, final PixelRows picture, final double exposureEv,
                             final ToneCurve curve) {
        write(path, picture, Optional.empty(), exposureEv, curve);
    }

    /**
     * The same with further planes, for {@link #isExr EXR} only.
     *
     * @throws ProblemException when it cannot be written
     */
    public static void write(final Path path, final PixelRows picture, final Optional<PlaneRows> planes,
                             final double exposureEv, final ToneCurve curve) {
        final Format format = format(path);
        try {
            WholeFile.write(path, part -> {
                switch (format) {
                    case PNG -> PngFile.write(part, picture, exposureEv, curve);
                    case EXR -> ExrFile.write(part, picture, planes);
                    case PFM -> PfmFile.write(part, picture);
                }
            });
        } catch (final IOException e) {
            throw problem(path, "cannot be written: " + e.getMessage(), "");
        }
    }

    /** Whether a picture of this name can grow tile by tile ({@link ExrTiles}), or have further planes. */
    public static boolean isExr(final Path path) {
        return format(path) == Format.EXR;
    }

    /** Whether a picture of this name is for looking at: exposed, and of 8 bits. */
    public static boolean isPng(final Path path) {
        return format(path) == Format.PNG;
    }

    /**
     * Reads a picture as linear light; PNG counts as sRGB.
     *
     * @throws ProblemException when it cannot be read
     */
    public static Picture read(final Path path) {
        final Format format = format(path);
        if (!Files.isRegularFile(path)) {
            throw problem(path, "there is no such file", "");
        }
        try {
            return switch (format) {
                case PNG -> PngFile.read(path);
                case EXR -> ExrFile.read(path, Picture::isPossible);
                case PFM -> PfmFile.read(path);
            };
        } catch (final IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw problem(path, "cannot be read: " + e.getMessage(), "");
        } catch (final LinkageError e) {
            throw withoutNatives(path, e);
        }
    }

    /**
     * Reads an OpenEXR picture, whatever its name ends with, of no other size than is possible.
     *
     * @param isPossible asked with its width and height before anything of that size is allocated
     * @throws ProblemException when it cannot be read
     */
    public static Picture readExr(final Path path, final PossibleSize isPossible) {
        try {
            return ExrFile.read(path, isPossible);
        } catch (final IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw problem(path, String.valueOf(e.getMessage()), "");
        } catch (final LinkageError e) {
            throw withoutNatives(path, e);
        }
    }

    /** Which sizes can be. */
    public interface PossibleSize {
        boolean test(long width, long height);
    }

    private static Format format(final Path path) {
        final String name = path.toString().toLowerCase(Locale.ROOT);
        for (final Format format : Format.values()) {
            if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw problem(path, "is not a picture format that we know", FORMATS);
    }

    private static ProblemException withoutNatives(final Path path, final LinkageError e) {
        return problem(path, "EXR is not available on this platform: " + e.getMessage(), "use .pfm instead");
    }

    private static ProblemException problem(final Path path, final String message, final String hint) {
        return new ProblemException(Problem.of(path.toString(), message, hint));
    }
}
