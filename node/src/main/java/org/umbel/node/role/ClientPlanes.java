package org.umbel.node.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.output.PlaneRows;
import org.umbel.node.render.SceneSource;
import org.umbel.tracer.integrator.FeatureRenderer;

/**
 * The planes that a client was asked for. They are no part of the sums: the client, which has the scene, traces the
 * camera's rays once more when the picture is done, a row of tiles at a time, in whatever pool it is asked in.
 */
final class ClientPlanes implements PlaneRows {
    /** As smooth at edges as a filter needs. */
    private static final int SAMPLES = 16;
    private static final int SAMPLES_FEATURE = -1;

    private final List<String> names = new ArrayList<>();
    /** Of each name: which of a pixel's features it is. */
    private final List<Integer> features = new ArrayList<>();
    private final PictureSettings settings;
    private final PixelRegion region;
    private final IntUnaryOperator samples;
    private final SceneSource.@Nullable Prepared scene;
    private final ClientScene client;
    private final int columnFirst;
    private final float[][] row;
    private int rowHeld = -1;

    /**
     * @param samples of a tile that are in the picture
     * @param planes  which
     * @param traced  the client's scene, asked for unless the number of samples is all that is wanted
     */
    ClientPlanes(final ClientConfig config, final ClientScene client, final IntUnaryOperator samples,
                 final Set<Plane> planes, final Supplier<SceneSource.Prepared> traced) {
        settings = config.settings();
        region = config.render().region(settings);
        this.client = client;
        this.samples = samples;
        int feature = 0;
        for (final Plane plane : Plane.values()) {
            for (final String channel : plane.channels()) {
                if (planes.contains(plane)) {
                    names.add(channel);
                    features.add(plane == Plane.SAMPLES ? SAMPLES_FEATURE : feature);
                }
                feature++;
            }
        }
        scene = planes.equals(Set.of(Plane.SAMPLES)) ? null : traced.get();
        columnFirst = region.x() / TileSums.TILE_EDGE;
        final int columns = (region.x() + region.width() - 1) / TileSums.TILE_EDGE - columnFirst + 1;
        row = new float[columns][FeatureRenderer.FLOATS * TileSums.TILE_PIXELS];
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public void row(final int y, final float[][] into) {
        final int pictureY = region.y() + y;
        hold(pictureY / TileSums.TILE_EDGE);
        for (int x = 0; x < region.width(); x++) {
            final int column = (region.x() + x) / TileSums.TILE_EDGE - columnFirst;
            final int pixel = pictureY % TileSums.TILE_EDGE * TileSums.TILE_EDGE
                + (region.x() + x) % TileSums.TILE_EDGE;
            for (int i = 0; i < into.length; i++) {
                into[i][x] = features.get(i) == SAMPLES_FEATURE ? samples.applyAsInt(tile(column))
                    : row[column][FeatureRenderer.FLOATS * pixel + features.get(i)];
            }
        }
    }

    private int tile(final int column) {
        return rowHeld * settings.grid().columns() + columnFirst + column;
    }

    private void hold(final int tileRow) {
        if (tileRow == rowHeld) {
            return;
        }
        rowHeld = tileRow;
        if (scene != null) {
            IntStream.range(0, row.length).parallel().forEach(
                column -> scene.features(client.camera(), settings).render(tile(column), SAMPLES,
                    row[column], () -> false));
        }
    }
}
