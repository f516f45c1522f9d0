package org.umbel.node.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.SampleRange;
import org.umbel.node.output.Denoiser;
import org.umbel.node.role.Plane;
import org.umbel.node.role.RenderOptions;
import org.umbel.node.snapshot.Snapshot;
import org.umbel.topology.ProblemException;

/** Reads what is to be rendered: size, samples, filter, mode, crop, adaptive error, snapshot, first sample. */
final class RenderReader {
    /** Every count of samples from such a multiple on splits into few aligned ranges. */
    static final int FIRST_SAMPLE_STEP = 16;
    /** The first checkpoint of adaptive sampling is at 16: with fewer than twice that there is nothing to gain. */
    private static final int ADAPTIVE_SAMPLES_MIN = 32;
    private static final float ADAPTIVE_ERROR_MAX = 1000;

    private final NodeOptions options;
    private final Fields fields;

    private enum Order { PROGRESSIVE, TILED }

    RenderReader(final NodeOptions options, final Fields fields) {
        this.options = options;
        this.fields = fields;
    }

    /** Size and quality; the samples are those up to the last one that this run renders. */
    PictureSettings settings() {
        int width = 960;
        int height = 540;
        if (options.size != null) {
            final String[] parts = options.size.toLowerCase(Locale.ROOT).split("x", -1);
            if (parts.length == 2) {
                width = fields.integer("--size", parts[0], 1, 32768, width);
                height = fields.integer("--size", parts[1], 1, 32768, height);
            } else {
                fields.refuse("--size", "not WxH: " + options.size, "for example --size 960x540");
            }
        }
        if ((long) width * height > 1L << 28) {
            fields.refuse("--size", "more than 2^28 pixels: " + options.size, "");
            width = height = 1;
        }
        return new PictureSettings(width, height, samplesEnd(), PictureSettings.FRACTION_BITS_DEFAULT,
            fields.choice("--filter", options.filter, PictureSettings.Filter.class,
                PictureSettings.Filter.BLACKMAN_HARRIS),
            PictureSettings.BOUNCES_DEFAULT);
    }

    private int samplesEnd() {
        final int samples = fields.integer("--spp", options.spp, 1, SampleRange.SAMPLES_MAX, 64);
        final int first = firstSample();
        if (first > SampleRange.SAMPLES_MAX - samples) {
            fields.refuse("--first-sample", first + " and " + samples + " more are beyond sample 2^22",
                "lower --first-sample or --spp");
            return samples;
        }
        return first + samples;
    }

    private int firstSample() {
        try {
            final int first = options.firstSample == null ? 0 : Integer.parseInt(options.firstSample);
            return first % FIRST_SAMPLE_STEP == 0 && first >= 0 && first < SampleRange.SAMPLES_MAX ? first : 0;
        } catch (final NumberFormatException e) {
            // Told by options().
            return 0;
        }
    }

    /** @param writes whether the client has something to write or tell once the picture is done */
    RenderOptions options(final PictureSettings settings, final boolean writes) {
        final boolean isTiled = fields.choice("--mode", options.mode, Order.class, Order.PROGRESSIVE) == Order.TILED;
        if (isTiled && !writes) {
            fields.refuse("--mode tiled", "is for pictures that are written", "add --out FILE");
        }
        final RenderOptions render = new RenderOptions(isTiled, crop(settings), checkedFirstSample(),
            adaptiveError(settings), snapshot(writes), planes(), options.denoise);
        refuseLargeDenoising(render.region(settings));
        if (render.adaptiveError() > 0 && render.firstSample() > 0) {
            fields.refuse("--adaptive", "not together with --first-sample: it decides by samples from 0 on",
                "leave one of them out");
        }
        return render;
    }

    private int checkedFirstSample() {
        final int first = fields.integer("--first-sample", options.firstSample, 0, SampleRange.SAMPLES_MAX - 1, 0);
        final int below = first - first % FIRST_SAMPLE_STEP;
        if (first != below) {
            fields.refuse("--first-sample", "not a multiple of " + FIRST_SAMPLE_STEP + ": " + first,
                below + " or " + (below + FIRST_SAMPLE_STEP) + " are; end the other farm's samples there too");
        }
        return below;
    }

    private float adaptiveError(final PictureSettings settings) {
        if (options.adaptive == null) {
            return 0;
        }
        final float error = fields.number("--adaptive", options.adaptive, Float.MIN_VALUE, ADAPTIVE_ERROR_MAX, 0);
        if (settings.samples() < ADAPTIVE_SAMPLES_MIN) {
            fields.refuse("--adaptive", "with --spp " + settings.samples() + " there is nothing to decide",
                "--spp is the ceiling then: " + ADAPTIVE_SAMPLES_MIN + " or more");
        }
        return error;
    }

    private Optional<PixelRegion> crop(final PictureSettings settings) {
        if (options.crop == null) {
            return Optional.empty();
        }
        final Optional<PixelRegion> region = region(options.crop);
        if (region.isEmpty()) {
            fields.refuse("--crop", "not x,y,w,h in pixels: " + options.crop, "for example --crop 0,0,320,180");
        } else if (!region.get().isInside(settings.grid())) {
            fields.refuse("--crop", options.crop + " is not inside " + settings.width() + "x" + settings.height(),
                "x + w and y + h are at most the picture's size, see --size");
            return Optional.empty();
        }
        return region;
    }

    /** From {@code x,y,w,h}; empty when it is not. */
    static Optional<PixelRegion> region(final String text) {
        final String[] parts = text.split(",", -1);
        try {
            return parts.length != 4 ? Optional.empty()
                : Optional.of(new PixelRegion(Integer.parseInt(parts[0].strip()),
                    Integer.parseInt(parts[1].strip()), Integer.parseInt(parts[2].strip()),
                    Integer.parseInt(parts[3].strip())));
        } catch (final IllegalArgumentException e) {
            // No number, or no rectangle.
            return Optional.empty();
        }
    }

    private void refuseLargeDenoising(final PixelRegion region) {
        if (options.denoise && (long) region.width() * region.height() > Denoiser.PIXELS_MAX) {
            fields.refuse("--denoise", "is for pictures of at most " + Denoiser.PIXELS_MAX + " pixels",
                "lower --size, or --crop");
        }
    }

    private Set<Plane> planes() {
        final Set<Plane> planes = EnumSet.noneOf(Plane.class);
        if (options.planes != null) {
            for (final String name : options.planes.split(",", -1)) {
                planes.add(fields.choice("--planes", name.strip(), Plane.class, Plane.ALBEDO));
            }
        }
        return planes;
    }

    private Optional<Path> snapshot(final boolean writes) {
        if (options.snapshot == null) {
            return Optional.empty();
        }
        if (!writes) {
            fields.refuse("--snapshot", "a page whose camera moves shows another picture with each move",
                "add --out FILE, --json or --no-page");
        }
        try {
            final Path file = Path.of(options.snapshot);
            Snapshot.checkWritable(file);
            return Optional.of(file);
        } catch (final InvalidPathException e) {
            fields.refuse("--snapshot", "not a path: " + options.snapshot, "");
        } catch (final ProblemException e) {
            e.problems().forEach(fields::refuse);
        }
        return Optional.empty();
    }
}
