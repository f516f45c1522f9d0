package org.umbel.node.role;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Scene;
import org.umbel.node.importer.EnvironmentFile;
import org.umbel.node.importer.Framing;
import org.umbel.node.importer.Imported;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.importer.ViewFile;
import org.umbel.node.render.LocalWorker;
import org.umbel.node.render.SceneSource;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * A scene file as the tree takes it.
 *
 * @param blocks the scene cut into blocks
 * @param camera the view's, the scene's own, or one that frames everything
 * @param notes  what people should know of the import
 */
record ClientScene(SceneBlocks.Written blocks, Camera camera, List<String> notes) {
    /** Imports; throws {@code ProblemException} with all that is wrong with scene, view and environment. */
    static ClientScene load(final ClientConfig config) {
        // View and environment first: they are small, and a mistake in them is told at once.
        final Optional<ViewFile> view = config.view().map(ViewFile::read);
        final Optional<Environment> environment = config.environment().map(EnvironmentFile::read);
        final Imported imported = SceneImporter.load(config.scene(), config.importing());
        final Scene own = imported.scene();
        final Scene viewed = view.map(v -> new Scene(own.meshes(), own.images(), own.materials(), own.instances(),
            v.lights(), v.environment())).orElse(own);
        final Scene scene = environment.map(e -> EnvironmentFile.under(e, viewed)).orElse(viewed);
        final Camera camera = view.map(ViewFile::camera).or(imported::camera)
            .orElseGet(() -> Framing.frame(scene, config.settings().width(), config.settings().height()));
        return new ClientScene(SceneBlocks.write(scene), lens(camera, config), imported.notes());
    }

    /** Asks a worker for it, which prepares it unless it has; what is asked takes as long as that. */
    Supplier<SceneSource.Prepared> prepared(final LocalWorker worker) {
        return () -> {
            final Map<BlockId, Block> held = new HashMap<>();
            blocks.blocks().forEach(block -> held.put(block.id(), block));
            return worker.scene(blocks.manifest(), held::get);
        };
    }

    private static Camera lens(final Camera camera, final ClientConfig config) {
        if (config.lens().isPresent() && camera.orthographicHeight() > 0) {
            throw new ProblemException(Problem.of(config.scene().toString(),
                "its camera is orthographic, which has no lens", "leave --aperture out, or give a --view"));
        }
        return config.lens().map(lens -> camera.withLens(lens.radius(), lens.focusDistance())).orElse(camera);
    }
}
