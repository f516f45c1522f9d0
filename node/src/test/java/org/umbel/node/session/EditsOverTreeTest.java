package org.umbel.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.block.SceneWriter;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.Session;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.integrator.PreparedScene;
import org.umbel.tracer.integrator.TileRenderer;
import tools.jackson.databind.node.ObjectNode;

/** Edits while a relay and two leaves render: the picture is that of the last state, as if there had been no other. */
final class EditsOverTreeTest {
    private static final int SAMPLES = 32;
    private static final PictureSettings SETTINGS =
        new PictureSettings(64, 64, SAMPLES, 16, PictureSettings.Filter.BOX, 4);

    @TempDir
    private Path folder;
    private final Scene scene = BoxesFile.scene();
    private final LiveTree tree = new LiveTree();
    private Session session;
    private SceneSession edits;

    @BeforeEach
    void show() {
        session = tree.grow(2).openSession(new SessionId(3, 4));
        final SceneWriter writer = new SceneWriter();
        final SceneBlocks.Written first = writer.write(scene);
        session.show(first.manifest(), first.blocks(), BoxesFile.camera(), SETTINGS, Message.Mode.INTERACTIVE,
            tree.nowNs());
        edits = new SceneSession(session, scene, writer, first, Runnable::run, () -> {}, tree.nowNs());
        session.listener(edits);
        tree.runUntil(this::isInTheMiddle, this::poll);
        tree.carried.clear();
    }

    private void poll() {
        edits.poll(tree.nowNs());
    }

    /** Some samples of the newest epoch are there, and not all. */
    private boolean isInTheMiddle() {
        return session.tileSamplesAccepted() > SAMPLES && !session.isComplete();
    }

    private float[] placed(final float x) {
        final float[] matrix = scene.instances().get(1).objectToWorld().clone();
        matrix[3] = x;
        return matrix;
    }

    private void assertShows(final Scene wanted, final Camera camera) {
        final TileRenderer alone =
            new TileRenderer(PreparedScene.prepare(wanted, new MeshAccelCache(1 << 20)), camera, SETTINGS);
        for (int tile = 0; tile < SETTINGS.grid().tileCount(); tile++) {
            final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
            alone.render(tile, new SampleRange(0, SAMPLES), sums, () -> false);
            assertThat(session.sums(tile)).as("tile " + tile).isEqualTo(sums);
        }
    }

    @Test
    void shouldShowTheLastStateWhateverCameBefore() throws IOException {
        edits.transform(1, placed(2));
        tree.runUntil(() -> session.epoch() == 2 && isInTheMiddle(), this::poll);
        final Camera camera = new Camera(new float[] {2, 1.5f, 4}, new float[] {0, 0.5f, 0}, new float[] {0, 1, 0}, 40);
        edits.edit(List.of(new SceneEdit.Transform(1, placed(0.25f)), new SceneEdit.Look(camera),
            new SceneEdit.Paint(0, MaterialFactors.of(scene.materials().get(0)).withMetallicRoughness(0, 0.25f))));
        tree.runUntil(() -> session.epoch() == 3 && session.isComplete(), this::poll);
        assertShows(BoxesFile.edited(folder, json -> {
            BoxesFile.set((ObjectNode) json.at("/nodes/1"), "translation", 0.25, 0.5, 0.2);
            ((ObjectNode) json.at("/materials/0/pbrMetallicRoughness")).put("roughnessFactor", 0.25);
        }), camera);
    }

    @Test
    void shouldSendAMovedObjectInAThousandBytesOverEachOfThreeLinks() {
        edits.transform(1, placed(2));
        tree.runUntil(() -> session.epoch() == 2 && session.isComplete(), this::poll);
        assertThat(tree.carried).isNotEmpty().allSatisfy(
            data -> assertThat(data.base()).as("a block of the scene before").isNotEqualTo(BlockId.NONE));
        assertThat(tree.carried.stream().mapToInt(data -> data.block().compressed().length).sum())
            .isLessThan(3 * 1000);
    }

    @Test
    void shouldShowSomethingOfAnObjectThatIsDraggedAndItsLastPlaceInTheEnd() {
        final int[] moves = {0};
        // 60 times a second, for two seconds
        tree.runUntil(() -> moves[0] >= 2000, () -> {
            if (moves[0]++ % 16 == 0) {
                edits.transform(1, placed(moves[0] / 1000f));
            }
            poll();
        });
        final int epochs = session.epoch();
        edits.transform(1, placed(-0.5f));
        tree.runUntil(() -> session.epoch() > epochs && session.isComplete(), this::poll);
        // an epoch lives until its first pixels: many have been shown, and not one for each move
        assertThat(epochs).isBetween(10, 80);
        assertShows(edits.scene(), BoxesFile.camera());
        assertThat(edits.scene().instances().get(1).objectToWorld()[3]).isEqualTo(-0.5f);
    }
}
