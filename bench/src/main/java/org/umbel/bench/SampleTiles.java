package org.umbel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.importer.Framing;
import org.umbel.node.importer.Imported;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.importer.ViewFile;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.integrator.PreparedScene;
import org.umbel.tracer.integrator.TileRenderer;

/** Real sums: some tiles of a picture, spread evenly over it, as the tracer gives them. */
final class SampleTiles {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final int SAMPLES_MAX = 64;

    private final PictureSettings settings = new PictureSettings(WIDTH, HEIGHT, SAMPLES_MAX,
        PictureSettings.FRACTION_BITS_DEFAULT, PictureSettings.Filter.BLACKMAN_HARRIS,
        PictureSettings.BOUNCES_DEFAULT);
    private final TileRenderer renderer;

    /**
     * A scene and how it is seen.
     *
     * @param file   the scene
     * @param view   its view file: camera and light
     * @param camera when there is no view file; else the scene's own or one that frames everything
     */
    record Source(Path file, Optional<Path> view, Optional<Camera> camera) {}

    SampleTiles(final Source source) {
        final Optional<ViewFile> view = source.view().map(ViewFile::read);
        final Imported imported = SceneImporter.load(source.file(), MaterialMode.GLTF);
        final Scene own = imported.scene();
        final Scene scene = view.map(v -> new Scene(own.meshes(), own.images(), own.materials(), own.instances(),
            v.lights(), v.environment())).orElse(own);
        final Camera camera = view.map(ViewFile::camera).or(source::camera).or(imported::camera)
            .orElseGet(() -> Framing.frame(scene, WIDTH, HEIGHT));
        renderer = new TileRenderer(PreparedScene.prepare(scene, new MeshAccelCache(1L << 30)), camera, settings);
    }

    /** Sums of samples {@code [0, samples)} of {@code count} tiles. */
    List<TileSums> render(final int count, final int samples) {
        final List<TileSums> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int tile = (int) ((i + 0.5) * settings.grid().tileCount() / count);
            final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
            renderer.render(tile, new SampleRange(0, samples), sums, () -> false);
            all.add(sums);
        }
        return all;
    }
}
