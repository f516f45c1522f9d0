package org.umbel.bench.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.umbel.node.output.Picture;
import org.umbel.node.output.ToneCurve;
import org.umbel.tracer.sampling.Luminance;

/** Pictures in pairs on one sheet: ours, the other, and where they differ. */
final class Beside {
    private static final int COLUMNS = 3;
    /** What counts as dark: differences of what is darker are counted against it. */
    private static final float DARK = 0.1f;
    /** The relative difference that is shown by full colour. */
    private static final float FULL = 0.5f;

    private final List<Picture> pictures = new ArrayList<>();

    /** Adds a row; all pictures are of one size. */
    void add(final Picture ours, final Picture other) {
        pictures.add(ours);
        pictures.add(other);
        pictures.add(difference(ours, other));
    }

    /** Red where ours is brighter, blue where it is darker, by the relative difference of luminance. */
    static Picture difference(final Picture ours, final Picture other) {
        final float[] rgb = new float[ours.rgb().length];
        for (int i = 0; i < rgb.length; i += 3) {
            final float expected = luminance(other.rgb(), i);
            final float off = (luminance(ours.rgb(), i) - expected) / Math.max(expected, DARK) / FULL;
            rgb[i] = Math.clamp(off, 0f, 1f);
            rgb[i + 2] = Math.clamp(-off, 0f, 1f);
        }
        return new Picture(ours.width(), ours.height(), rgb);
    }

    private static float luminance(final float[] rgb, final int at) {
        return Luminance.of(rgb[at], rgb[at + 1], rgb[at + 2]);
    }

    void write(final Path file) throws IOException {
        final Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        final ContactSheet sheet = new ContactSheet(pictures.size(), COLUMNS, pictures.getFirst().width(),
            pictures.getFirst().height());
        for (int i = 0; i < pictures.size(); i++) {
            sheet.put(i, pictures.get(i), 0, i % COLUMNS == COLUMNS - 1 ? ToneCurve.LINEAR : ToneCurve.PBR_NEUTRAL);
        }
        sheet.write(file);
    }
}
