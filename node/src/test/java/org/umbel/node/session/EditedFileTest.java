package org.umbel.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.block.SceneDiff;
import org.umbel.codec.block.SceneWriter;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.wire.Message;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an edit makes of a session is what the importer makes of a file that was edited so: the same manifest, hence
 * the same picture. And it writes the records that it touches, and no others.
 */
final class EditedFileTest {
    private static final PictureSettings SETTINGS =
        new PictureSettings(64, 64, 4, 16, PictureSettings.Filter.BOX, 4);

    @TempDir
    private Path folder;
    private final Scene scene = BoxesFile.scene();
    private final SceneWriter writer = new SceneWriter();
    private final SceneBlocks.Written before = writer.write(scene);
    private final ShownScenes session = new ShownScenes();
    private SceneSession edits;

    @BeforeEach
    void show() {
        session.show(before.manifest(), before.blocks(), BoxesFile.camera(), SETTINGS, Message.Mode.INTERACTIVE, 0);
        session.isComplete = true;
        edits = new SceneSession(session, scene, writer, before, Runnable::run, () -> {}, 0);
    }

    /** The records of which anything travels, but for the manifest's. */
    private List<String> changed() {
        assertThat(edits.poll(1)).isTrue();
        assertThat(session.epochs).hasSize(2);
        final ShownScenes.Shown shown = session.epochs.getLast();
        final List<String> names = new ArrayList<>(
            SceneDiff.of(before, new SceneBlocks.Written(shown.manifest(), shown.blocks())).changed().stream()
                .map(SceneDiff.Row::name).toList());
        names.remove("manifest");
        return names;
    }

    private void assertIsThatOf(final Consumer<ObjectNode> edit) throws IOException {
        assertThat(session.epochs.getLast().manifest())
            .isEqualTo(SceneBlocks.write(BoxesFile.edited(folder, edit)).manifest());
        assertThat(session.epochs.getLast().camera()).isSameAs(session.epochs.getFirst().camera());
    }

    @Test
    void shouldPlaceAnObjectAsAFileWould() throws IOException {
        final float[] matrix = scene.instances().get(1).objectToWorld().clone();
        matrix[3] = 0.25f;
        matrix[7] = 0.5f;
        matrix[11] = -1.5f;
        edits.transform(1, matrix);
        matrix[3] = 77; // the caller's own again
        assertThat(changed()).containsExactly("instances");
        assertIsThatOf(json -> BoxesFile.set((ObjectNode) json.at("/nodes/1"), "translation", 0.25, 0.5, -1.5));
    }

    @Test
    void shouldPaintAMaterialAsAFileWould() throws IOException {
        edits.material(2, MaterialFactors.of(scene.materials().get(2)).withBaseColor(new float[] {0.1f, 0.2f, 0.3f, 1})
            .withMetallicRoughness(0.5f, 0.75f).withEmission(new float[] {0, 0.125f, 0}));
        assertThat(changed()).containsExactly("materials");
        assertIsThatOf(json -> {
            final ObjectNode material = (ObjectNode) json.at("/materials/2");
            final ObjectNode factors = (ObjectNode) material.get("pbrMetallicRoughness");
            BoxesFile.set(factors, "baseColorFactor", 0.1, 0.2, 0.3, 1);
            factors.put("metallicFactor", 0.5).put("roughnessFactor", 0.75);
            BoxesFile.set(material, "emissiveFactor", 0, 0.125, 0);
        });
    }

    @Test
    void shouldReplaceAnImageAsAFileWould() throws IOException {
        final byte[] png = BoxesFile.png(8, 0x3366cc);
        edits.texture(0, new Image(Image.Format.PNG, png));
        assertThat(changed()).containsExactly("image 0");
        assertIsThatOf(json -> BoxesFile.putImage(json, png));
    }

    @Test
    void shouldReplaceLightsAsAFileWould() throws IOException {
        edits.lights(List.of(new Light.Point(new float[] {0.5f, 1.5f, 0.25f}, new float[] {4, 2, 1}, 16)));
        assertThat(changed()).containsExactly("lights");
        assertIsThatOf(json -> {
            final ObjectNode light = json.putObject("extensions").putObject("KHR_lights_punctual").putArray("lights")
                .addObject();
            light.put("type", "point").put("intensity", 4).put("range", 16);
            BoxesFile.set(light, "color", 1, 0.5, 0.25);
            final ObjectNode node = json.withArray("nodes").addObject();
            BoxesFile.set(node, "translation", 0.5, 1.5, 0.25);
            node.putObject("extensions").putObject("KHR_lights_punctual").put("light", 0);
            json.at("/scenes/0").withArray("nodes").add(json.withArray("nodes").size() - 1);
        });
    }

    @Test
    void shouldReplaceTheSky() {
        final Environment sky =
            new Environment.Gradient(new float[] {0.5f, 0.75f, 1}, new float[] {1, 1, 1},
                new float[] {0.25f, 0.25f, 0.25f});
        edits.environment(sky);
        assertThat(changed()).containsExactly("lights");
        assertThat(session.epochs.getLast().manifest()).isEqualTo(SceneBlocks.write(new Scene(scene.meshes(),
            scene.images(), scene.materials(), scene.instances(), scene.lights(), sky)).manifest());
    }

    @Test
    void shouldTurnAMapWithoutSendingItAgain() {
        final EnvironmentMap map = new EnvironmentMap(64, 32, new byte[4 * 64 * 32]);
        edits.environment(new Environment.Mapped(map, 0, 1));
        assertThat(changed()).containsExactly("environment map", "lights");
        final ShownScenes.Shown mapped = session.epochs.getLast();
        edits.environment(new Environment.Mapped(map, 0.25f, 2));
        assertThat(edits.poll(2)).isTrue();
        final ShownScenes.Shown turned = session.epochs.getLast();
        assertThat(SceneDiff.of(new SceneBlocks.Written(mapped.manifest(), mapped.blocks()),
            new SceneBlocks.Written(turned.manifest(), turned.blocks())).changed().stream().map(SceneDiff.Row::name))
            .containsExactly("lights", "manifest");
    }

    @Test
    void shouldReshapeMeshesAsAFileWould() throws IOException {
        final List<SceneEdit> all = new ArrayList<>();
        for (int i = 0; i < scene.meshes().size(); i++) {
            final Mesh mesh = scene.meshes().get(i);
            final float[] positions = mesh.positions().clone();
            positions[0] = 0.625f;
            all.add(new SceneEdit.Geometry(i, positions, mesh.indices(), mesh.normals(), mesh.tangents(),
                mesh.texcoordSets(), mesh.colors()));
        }
        edits.edit(all);
        // meshes whose streams are the same share their blocks: what comes first is counted
        assertThat(changed()).isNotEmpty().allMatch(name -> name.matches("mesh \\d+ positions"));
        assertIsThatOf(json -> BoxesFile.putFloat(json, 0, 0.625f));
    }

    @Test
    void shouldMoveTheCameraWithoutABlock() {
        final Camera camera = new Camera(new float[] {1, 2, 3}, new float[3], new float[] {0, 1, 0}, 30);
        edits.camera(camera);
        assertThat(changed()).isEmpty();
        assertThat(session.epochs.getLast().manifest()).isEqualTo(before.manifest());
        assertThat(session.epochs.getLast().camera()).isSameAs(camera);
    }

    @Test
    void shouldShowSeveralEditsInOneEpoch() throws IOException {
        final float[] matrix = scene.instances().get(2).objectToWorld().clone();
        matrix[3] = -2;
        final Camera camera = new Camera(new float[] {1, 2, 3}, new float[3], new float[] {0, 1, 0}, 30);
        edits.edit(List.of(new SceneEdit.Transform(2, matrix), new SceneEdit.Look(camera),
            new SceneEdit.Paint(0, MaterialFactors.of(scene.materials().get(0)).withMetallicRoughness(0, 0.25f))));
        assertThat(changed()).containsExactly("materials", "instances");
        assertThat(session.epochs.getLast().camera()).isSameAs(camera);
        assertThat(session.epochs.getLast().manifest()).isEqualTo(SceneBlocks.write(BoxesFile.edited(folder, json -> {
            BoxesFile.set((ObjectNode) json.at("/nodes/2"), "translation", -2, 0.5, -0.2);
            ((ObjectNode) json.at("/materials/0/pbrMetallicRoughness")).put("roughnessFactor", 0.25);
        })).manifest());
    }

    @Test
    void shouldBeginNoEpochForAnEditThatChangesNothing() {
        edits.transform(0, scene.instances().get(0).objectToWorld());
        assertThat(edits.poll(1)).isFalse();
        assertThat(session.epochs).hasSize(1);
    }
}
