package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.topology.ProblemException;

/** Animation, morph targets and skins, each from a small document of known numbers. */
class PoseTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-6f);
    private static final float HALF_TURN_ROOT = 0.70710678f;

    @TempDir
    private Path folder;
    private final TinyGltf gltf = new TinyGltf();

    @ParameterizedTest
    @CsvSource({
        "STEP, 0, 1", "STEP, 1.5, 1", "STEP, 2.5, 3", "STEP, 9, 3",
        "LINEAR, 0.5, 1", "LINEAR, 1.5, 1.5", "LINEAR, 2, 2", "LINEAR, 3, 3", "LINEAR, 9, 3"})
    void shouldMoveNodesByTheirKeyframes(final String interpolation, final double seconds, final float x)
        throws IOException {
        final int output = gltf.floats("VEC3", 1, 0, 0, interpolation.equals("STEP") ? 1 : 2, 0, 0, 3, 0, 0);
        final int input = gltf.floats("SCALAR", 1, 2, 2.5f);
        assertThat(moved("translation", interpolation, input, output, seconds)[3]).isEqualTo(x, CLOSE);
    }

    @Test
    void shouldFollowCubicSplines() throws IOException {
        final int input = gltf.floats("SCALAR", 0, 2);
        // In-tangent, value, out-tangent, twice: from 0 with speed 1 to 2 with speed 0 in two seconds.
        final int output = gltf.floats("VEC3", 9, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 9, 0, 0);
        assertThat(moved("translation", "CUBICSPLINE", input, output, 1)[3]).isEqualTo(1.25f, CLOSE);
        assertThat(moved("translation", "CUBICSPLINE", input, output, 5)[3]).isEqualTo(2f, CLOSE);
    }

    @Test
    void shouldTurnAlongTheShorterArc() throws IOException {
        final int input = gltf.floats("SCALAR", 0, 1);
        // A quarter turn about y, told by the quaternion of the other sign.
        final int output = gltf.floats("VEC4", 0, 0, 0, 1, 0, -HALF_TURN_ROOT, 0, -HALF_TURN_ROOT);
        final float[] m = moved("rotation", "LINEAR", input, output, 0.5);
        assertThat(m[0]).as("cosine of 45 degrees").isEqualTo(HALF_TURN_ROOT, CLOSE);
        assertThat(m[2]).as("sine of 45 degrees").isEqualTo(HALF_TURN_ROOT, CLOSE);
    }

    @Test
    void shouldSayThatAnAnimationIsAtRest() throws IOException {
        final String scene = animated("scale", "LINEAR", gltf.floats("SCALAR", 0, 1),
            gltf.floats("VEC3", 2, 2, 2, 4, 4, 4));
        final Imported rest = gltf.load(folder, ImportOptions.of(MaterialMode.GLTF), scene);
        assertThat(rest.scene().instances().getFirst().objectToWorld()[0]).isEqualTo(1);
        assertThat(rest.notes()).filteredOn(note -> note.contains("--time")).hasSize(1);
        assertThat(gltf.load(folder, at(0.5), scene).scene().instances().getFirst().objectToWorld()[0]).isEqualTo(3);
    }

    @Test
    void shouldRefuseKeyframesOutOfOrder() {
        final int input = gltf.floats("SCALAR", 1, 1);
        final int output = gltf.floats("VEC3", 0, 0, 0, 1, 0, 0);
        assertThatThrownBy(() -> moved("translation", "LINEAR", input, output, 0))
            .isInstanceOf(ProblemException.class).hasMessageContaining("keyframe 1 is not after");
        final int two = gltf.floats("SCALAR", 1, 2);
        assertThatThrownBy(() -> moved("translation", "CUBICSPLINE", two, output, 0))
            .isInstanceOf(ProblemException.class).hasMessageContaining("numbers for 2 keyframes");
    }

    @Test
    void shouldAddMorphTargetsByTheirWeights() throws IOException {
        final String mesh = "\"meshes\":[{\"weights\":[0.5,0],\"primitives\":[{\"attributes\":{\"POSITION\":"
            + gltf.triangle() + "},\"targets\":[{\"POSITION\":" + gltf.floats("VEC3", 2, 0, 0, 2, 0, 0, 2, 0, 0)
            + "},{\"POSITION\":" + gltf.floats("VEC3", 0, 0, 8, 0, 0, 8, 0, 0, 8) + "}]}]}],";
        final Scene scene = gltf.load(folder, ImportOptions.of(MaterialMode.GLTF), mesh
            + "\"scenes\":[{\"nodes\":[0,1,2]}],\"nodes\":[{\"mesh\":0},{\"mesh\":0,\"weights\":[0,0.25]},"
            + "{\"mesh\":0,\"weights\":[0,0]}]").scene();
        assertThat(scene.meshes()).hasSize(3);
        assertThat(scene.meshes().get(0).positions()).containsExactly(1, 0, 0, 2, 0, 0, 1, 1, 0);
        assertThat(scene.meshes().get(1).positions()).containsExactly(0, 0, 2, 1, 0, 2, 0, 1, 2);
        assertThat(scene.meshes().get(2).positions()).containsExactly(0, 0, 0, 1, 0, 0, 0, 1, 0);
        final Scene posed = gltf.load(folder, at(1), mesh + "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}],"
            + animation("weights", "LINEAR", gltf.floats("SCALAR", 0, 2), gltf.floats("SCALAR", 0, 0, 1, 1))).scene();
        assertThat(posed.meshes().getFirst().positions()).containsExactly(1, 0, 4, 2, 0, 4, 1, 1, 4);
    }

    @Test
    void shouldMoveVerticesWithTheirJoints() throws IOException {
        final Scene scene = gltf.load(folder, ImportOptions.of(MaterialMode.GLTF), skinned(1,
            gltf.floats("MAT4", bound(0, -1)))).scene();
        final Mesh mesh = scene.meshes().getFirst();
        // Joint 0 stands still; joint 1, bound at x = 1, is now a quarter turn about z further, at (1, 1, 0).
        assertThat(mesh.positions()).containsExactly(new float[] {0, 0, 0, 1, 1, 0, 0, 0.5f, 0}, CLOSE);
        assertThat(mesh.normals()).startsWith(0, 0, 1).hasSize(9);
        assertThat(scene.instances().getFirst().objectToWorld()).as("where the node stands is of no account")
            .containsExactly(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
    }

    @Test
    void shouldRefuseJointsThatTheSkinHasNot() {
        final int inverse = gltf.floats("MAT4", bound(0, -1));
        assertThatThrownBy(() -> gltf.load(folder, ImportOptions.of(MaterialMode.GLTF), skinned(2, inverse)))
            .isInstanceOf(ProblemException.class).hasMessageContaining("wants joint 2 of a skin that has 2");
        final int one = gltf.floats("MAT4", bound(0));
        assertThatThrownBy(() -> gltf.load(folder, ImportOptions.of(MaterialMode.GLTF), skinned(1, one)))
            .isInstanceOf(ProblemException.class).hasMessageContaining("1 matrices for 2 joints");
    }

    private String skinned(final int lastJoint, final int inverse) {
        final String attributes = "\"POSITION\":" + gltf.triangle() + ",\"NORMAL\":"
            + gltf.floats("VEC3", 0, 0, 1, 0, 0, 1, 0, 0, 1)
            + ",\"JOINTS_0\":" + gltf.shorts("VEC4", 0, 0, 0, 0, lastJoint, 0, 0, 0, 0, 1, 0, 0) + ",\"WEIGHTS_0\":"
            + gltf.floats("VEC4", 1, 0, 0, 0, 1, 0, 0, 0, 0.5f, 0.5f, 0, 0);
        return "\"meshes\":[{\"primitives\":[{\"attributes\":{" + attributes + "}}]}],\"scenes\":[{\"nodes\":[0,1]}],"
            + "\"nodes\":[{\"mesh\":0,\"skin\":0,\"translation\":[50,0,0]},{\"children\":[2]},"
            + "{\"translation\":[1,1,0],\"rotation\":[0,0," + HALF_TURN_ROOT + "," + HALF_TURN_ROOT + "]}],"
            + "\"skins\":[{\"joints\":[1,2],\"inverseBindMatrices\":" + inverse + "}]";
    }

    private float[] moved(final String path, final String interpolation, final int input, final int output,
                          final double seconds)
        throws IOException {
        return gltf.load(folder, at(seconds), animated(path, interpolation, input, output)).scene().instances()
            .getFirst().objectToWorld();
    }

    private String animated(final String path, final String interpolation, final int input, final int output) {
        return "\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":" + gltf.triangle() + "}}]}],"
            + "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}]," + animation(path, interpolation, input, output);
    }

    private static String animation(final String path, final String interpolation, final int input, final int output) {
        return "\"animations\":[{\"channels\":[{\"sampler\":0,\"target\":{\"node\":0,\"path\":\"" + path
            + "\"}}],\"samplers\":[{\"input\":" + input + ",\"output\":" + output + ",\"interpolation\":\""
            + interpolation + "\"}]}]";
    }

    /** Inverse bind matrices by columns, each a translation along x. */
    private static float[] bound(final float... x) {
        final float[] matrices = new float[16 * x.length];
        for (int i = 0; i < x.length; i++) {
            for (int diagonal = 0; diagonal < 16; diagonal += 5) {
                matrices[16 * i + diagonal] = 1;
            }
            matrices[16 * i + 12] = x[i];
        }
        return matrices;
    }

    private static ImportOptions at(final double seconds) {
        return new ImportOptions(MaterialMode.GLTF, OptionalDouble.of(seconds), Optional.empty());
    }
}
