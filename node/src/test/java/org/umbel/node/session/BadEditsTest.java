package org.umbel.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.block.SceneWriter;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.wire.Message;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/** Edits that make no sense: each is told with its place, and nothing is changed. */
final class BadEditsTest {
    private static final float[] PLACED = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
    private static final float[] ORIGIN = {0, 0, 0};
    private static final float[] WHITE = {1, 1, 1};
    private static final float[] NONE = {};

    private final Scene scene = BoxesFile.scene();
    private final ShownScenes session = new ShownScenes();
    private SceneSession edits;

    @BeforeEach
    void show() {
        final SceneWriter writer = new SceneWriter();
        final SceneBlocks.Written first = writer.write(scene);
        session.show(first.manifest(), first.blocks(), BoxesFile.camera(),
            new PictureSettings(64, 64, 4, 16, PictureSettings.Filter.BOX, 4), Message.Mode.INTERACTIVE, 0);
        session.isComplete = true;
        edits = new SceneSession(session, scene, writer, first, Runnable::run, () -> {}, 0);
    }

    private static float[] placed(final int at, final float value) {
        final float[] matrix = PLACED.clone();
        matrix[at] = value;
        return matrix;
    }

    private static MaterialFactors factors(final float metallic, final float roughness) {
        return new MaterialFactors(new float[] {1, 1, 1, 1}, metallic, roughness, 1, ORIGIN, 0.5f);
    }

    private static SceneEdit geometry(final float[] positions, final int... indices) {
        return new SceneEdit.Geometry(0, positions, indices, NONE, NONE, List.of(), NONE);
    }

    static Stream<Arguments> badEdits() {
        final float nan = Float.NaN;
        return Stream.of(
            Arguments.of(new SceneEdit.Transform(4, PLACED), "/instances/4: there is none"),
            Arguments.of(new SceneEdit.Transform(-1, PLACED), "/instances/-1: there is none"),
            Arguments.of(new SceneEdit.Transform(0, new float[11]), "/instances/0/objectToWorld: 11 numbers, not 12"),
            Arguments.of(new SceneEdit.Transform(0, placed(7, nan)), "/instances/0/objectToWorld/7: NaN is not a"),
            Arguments.of(new SceneEdit.Paint(9, factors(0, 1)), "/materials/9: there is none"),
            Arguments.of(new SceneEdit.Paint(0, factors(1.5f, 1)), "/materials/0/metallic: 1.5 is outside 0.0..1.0"),
            Arguments.of(new SceneEdit.Paint(0, factors(0, nan)), "/materials/0/roughness: NaN is not a finite number"),
            Arguments.of(new SceneEdit.Paint(0, factors(0, 1).withBaseColor(WHITE)),
                "/materials/0/baseColor: 3 numbers, not 4"),
            Arguments.of(new SceneEdit.Texture(0, new Image(Image.Format.PNG, new byte[40])), "/images/0: not a read"),
            Arguments.of(new SceneEdit.Texture(3, new Image(Image.Format.PNG, BoxesFile.png(4, 0))),
                "/images/3: there"),
            Arguments.of(new SceneEdit.Lights(List.of(new Light.Sun(new float[] {0, -2, 0}, WHITE))),
                "/lights/0/direction/1: -2.0 is outside"),
            Arguments.of(new SceneEdit.Lights(List.of(new Light.Sun(new float[] {0, -0.5f, 0}, WHITE))),
                "/lights/0/direction: is not of length 1"),
            Arguments.of(new SceneEdit.Lights(List.of(new Light.Point(ORIGIN, WHITE, -1))), "/lights/0/range: -1.0 is"),
            Arguments.of(new SceneEdit.Lights(List.of(new Light.Spot(ORIGIN, new float[] {0, -1, 0}, WHITE, 0.5f, 0.75f,
                0))), "/lights/0/outerConeCos: 0.75 is outside -1.0..0.5"),
            Arguments.of(new SceneEdit.Sky(new Environment.Gradient(WHITE, new float[] {0, nan, 0}, WHITE)),
                "/environment/horizon/1: NaN is not a finite number"),
            Arguments.of(new SceneEdit.Sky(new Environment.Mapped(new EnvironmentMap(1, 1, new byte[4]), 0, -1)),
                "/environment/strength: -1.0 is outside"),
            Arguments.of(new SceneEdit.Sky(new Environment.Mapped(new EnvironmentMap(1, 1, new byte[4]), nan, 1)),
                "/environment/turns: NaN is not a finite number"),
            Arguments.of(new SceneEdit.Look(new Camera(ORIGIN, ORIGIN, new float[] {0, 1, 0}, 40)),
                "/camera: a camera that looks nowhere"),
            Arguments.of(new SceneEdit.Look(new Camera(new float[] {0, nan, 3}, ORIGIN, new float[] {0, 1, 0}, 40)),
                "/camera: a coordinate out of bounds: NaN"),
            Arguments.of(new SceneEdit.Look(new Camera(new float[] {0, 0, 3}, ORIGIN, new float[] {0, 1, 0}, 40)
                .withLens(1, 0)), "/camera: no lens: height 0.0, radius 1.0, focus at 0.0"),
            Arguments.of(geometry(new float[8], 0, 1, 2), "/meshes/0: mesh streams disagree"),
            Arguments.of(geometry(new float[9], 0, 1, 3), "/meshes/0: index 3 outside 0..2"),
            Arguments.of(geometry(new float[] {0, 0, 0, 1, 0, 0, 0, nan, 0}, 0, 1, 2),
                "/meshes/0/positions/7: NaN is not a finite number"),
            Arguments.of(new SceneEdit.Geometry(99, ORIGIN, new int[0], NONE, NONE, List.of(), NONE),
                "/meshes/99: there"));
    }

    @ParameterizedTest
    @MethodSource("badEdits")
    void shouldSayWhatIsWrongAndWhere(final SceneEdit edit, final String words) {
        final ProblemException refusal =
            catchThrowableOfType(ProblemException.class, () -> edits.edit(List.of(edit)));
        assertThat(refusal.problems()).singleElement().extracting(Problem::toString).asString().startsWith(words);
        assertThat(edits.poll(1)).isFalse();
        assertThat(edits.scene()).isSameAs(scene);
    }

    @Test
    void shouldRefuseABatchAsAWholeWithAllItsMistakes() {
        final ProblemException refusal = catchThrowableOfType(ProblemException.class,
            () -> edits.edit(List.of(new SceneEdit.Transform(1, PLACED), new SceneEdit.Transform(4, PLACED),
                new SceneEdit.Paint(0, factors(-1, 2)))));
        assertThat(refusal.problems()).extracting(Problem::path).containsExactly("/instances/4",
            "/materials/0/metallic", "/materials/0/roughness");
        assertThat(edits.poll(1)).isFalse();
        assertThat(session.epochs).hasSize(1);
    }
}
