package org.umbel.node.role;

import java.util.Set;
import java.util.function.Supplier;
import org.umbel.node.output.Denoiser;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PixelRows;
import org.umbel.node.render.SceneSource;

/** A client's picture without its grain, for files that are looked at; sums and linear files stay as they are. */
final class ClientDenoise {
    /** In the order in which the filter wants them, as {@link Plane} has it. */
    private static final Set<Plane> GUIDES = Set.of(Plane.ALBEDO, Plane.NORMAL, Plane.DEPTH);

    private ClientDenoise() {}

    /** Traces what guides the filter, and filters, in whatever pool it is asked in. */
    static Picture of(final ClientConfig config, final ClientScene scene, final ClientPicture picture,
                      final Supplier<SceneSource.Prepared> traced) {
        final PixelRows rows = picture.rows();
        final int width = rows.width();
        final int height = rows.height();
        final float[] rgb = new float[3 * width * height];
        final float[] row = new float[3 * width];
        final ClientPlanes planes = new ClientPlanes(config, scene, picture::samples, GUIDES, traced);
        final float[][] features = new float[planes.names().size()][width * height];
        final float[][] featuresRow = new float[features.length][width];
        final int[] samples = new int[width * height];
        for (int y = 0; y < height; y++) {
            rows.row(y, row);
            System.arraycopy(row, 0, rgb, 3 * width * y, 3 * width);
            planes.row(y, featuresRow);
            for (int plane = 0; plane < features.length; plane++) {
                System.arraycopy(featuresRow[plane], 0, features[plane], width * y, width);
            }
            for (int x = 0; x < width; x++) {
                samples[width * y + x] = picture.samples(x, y);
            }
        }
        new Denoiser(width, height, features).denoise(rgb, samples);
        return new Picture(width, height, rgb);
    }
}
