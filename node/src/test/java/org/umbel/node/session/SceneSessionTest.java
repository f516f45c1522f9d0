package org.umbel.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockException;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.block.SceneWriter;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.wire.Message;

/** Edits that come faster than they can be shown, and when each is. */
final class SceneSessionTest {
    private static final long MS = 1_000_000L;
    private static final PictureSettings SETTINGS =
        new PictureSettings(64, 64, 4, 16, PictureSettings.Filter.BOX, 4);

    private final Scene scene = BoxesFile.scene();
    private final ShownScenes session = new ShownScenes();
    /** What the writing thread has to do. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private int wakes;
    private long nowNs = 1000 * MS;
    private SceneSession edits;

    @BeforeEach
    void show() {
        final SceneWriter writer = new SceneWriter();
        final SceneBlocks.Written first = writer.write(scene);
        session.show(first.manifest(), first.blocks(), BoxesFile.camera(), SETTINGS, Message.Mode.INTERACTIVE, nowNs);
        edits = new SceneSession(session, scene, writer, first, tasks::add, () -> wakes++, nowNs);
        edits.onTile(session.id(), 1, 0);
    }

    private void move(final int x) {
        final float[] matrix = scene.instances().get(1).objectToWorld().clone();
        matrix[3] = x;
        edits.transform(1, matrix);
    }

    private void writeAll() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private boolean pollAfter(final long ms) {
        nowNs += ms * MS;
        return edits.poll(nowNs);
    }

    /** Where the object is in an epoch, by its blocks alone. */
    private float shownAt(final int epoch) throws BlockException {
        final ShownScenes.Shown shown = session.epochs.get(epoch - 1);
        return SceneBlocks.read(shown.manifest(), id -> shown.blocks().stream().filter(b -> b.id().equals(id))
            .findFirst().orElseThrow()).instances().get(1).objectToWorld()[3];
    }

    @Test
    void shouldShowTheNewestOfManyEdits() throws BlockException {
        for (int i = 1; i <= 60; i++) {
            move(i);
        }
        assertThat(tasks).hasSize(1);
        writeAll();
        assertThat(wakes).isEqualTo(1);
        assertThat(pollAfter(100)).isTrue();
        assertThat(pollAfter(100)).isFalse();
        assertThat(session.epochs).hasSize(2);
        assertThat(shownAt(2)).isEqualTo(60);
    }

    @Test
    void shouldNeverSendAVersionThatWasSupersededBeforeItsTime() throws BlockException {
        move(1);
        writeAll();
        assertThat(pollAfter(1)).as("the epoch is younger than a frame").isFalse();
        move(2);
        writeAll();
        assertThat(pollAfter(50)).isTrue();
        assertThat(session.epochs).hasSize(2);
        assertThat(shownAt(2)).isEqualTo(2);
    }

    @Test
    void shouldLetAnEpochLiveUntilItsFirstPixels() throws BlockException {
        move(1);
        writeAll();
        assertThat(pollAfter(40)).isTrue();
        move(2);
        writeAll();
        assertThat(pollAfter(4000)).as("no pixels yet").isFalse();
        move(3);
        writeAll();
        edits.onView(new Message.View(session.id(), 2, 0, 8, new short[48]));
        assertThat(pollAfter(0)).isTrue();
        assertThat(shownAt(3)).isEqualTo(3);
    }

    @Test
    void shouldGiveUpAnEpochOfWhichNobodyEverShowsAnything() {
        move(1);
        writeAll();
        assertThat(pollAfter(40)).isTrue();
        move(2);
        writeAll();
        assertThat(pollAfter(4999)).isFalse();
        assertThat(pollAfter(1)).isTrue();
    }

    @Test
    void shouldWaitForNothingWhenThePictureIsComplete() {
        session.isComplete = true;
        move(1);
        writeAll();
        assertThat(pollAfter(0)).isTrue();
        move(2);
        writeAll();
        assertThat(pollAfter(0)).isTrue();
    }

    @Test
    void shouldKeepTheCameraThatAWaitingVersionBrought() throws BlockException {
        final Camera camera = new Camera(new float[] {1, 2, 3}, new float[3], new float[] {0, 1, 0}, 30);
        edits.camera(camera);
        writeAll();
        move(5);
        writeAll();
        assertThat(pollAfter(40)).isTrue();
        assertThat(session.epochs).hasSize(2);
        assertThat(session.epochs.getLast().camera()).isSameAs(camera);
        assertThat(shownAt(2)).isEqualTo(5);
    }

    @Test
    void shouldLookFromWhereSomebodyElseHasMovedTheCameraTo() {
        final Camera camera = new Camera(new float[] {1, 2, 3}, new float[3], new float[] {0, 1, 0}, 30);
        session.camera(camera, nowNs);
        edits.onTile(session.id(), 2, 0);
        move(5);
        writeAll();
        assertThat(pollAfter(0)).as("that epoch is a moment old").isFalse();
        assertThat(pollAfter(40)).isTrue();
        assertThat(session.epochs.getLast().camera()).isSameAs(camera);
    }

    @Test
    void shouldBuildOnWhatIsWantedAndNotOnWhatIsShown() throws BlockException {
        move(1);
        edits.material(0, MaterialFactors.of(scene.materials().get(0)).withMetallicRoughness(1, 0.5f));
        assertThat(edits.scene().materials().get(0).roughness()).isEqualTo(0.5f);
        writeAll();
        pollAfter(40);
        assertThat(shownAt(2)).isEqualTo(1);
        final Material painted = edits.scene().materials().get(0);
        assertThat(painted.metallic()).isEqualTo(1);
        assertThat(painted.baseColor()).isEqualTo(scene.materials().get(0).baseColor());
    }

    @Test
    void shouldKeepNoVersionButTheLast() {
        BlockId before = session.epochs.getFirst().manifest();
        for (int i = 1; i <= 20; i++) {
            move(i);
            writeAll();
            edits.onTile(session.id(), session.epoch(), 0);
            assertThat(pollAfter(40)).isTrue();
            final List<BlockId> held = session.epochs.getLast().blocks().stream().map(b -> b.id()).toList();
            assertThat(held).hasSameSizeAs(session.epochs.getFirst().blocks()).doesNotContain(before);
            before = session.epochs.getLast().manifest();
        }
    }
}
