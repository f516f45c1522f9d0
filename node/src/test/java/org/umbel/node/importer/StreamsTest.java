package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

/** Accessors, primitive modes and transforms, each from a small document of known numbers. */
class StreamsTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-6f);
    private static final float[] SQUARE = {0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0};
    private static final int FLOAT32 = 5126;
    private static final int UINT16 = 5123;

    @TempDir
    private Path folder;
    private final List<String> views = new ArrayList<>();
    private final List<String> accessors = new ArrayList<>();
    private final ByteBuffer data = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    private String extra = "";
    private String node = "\"mesh\":0";

    @Test
    void shouldTurnAStripIntoTrianglesOfOneWinding() throws IOException {
        final Mesh mesh = mesh("\"POSITION\":" + floats("VEC3", SQUARE), ",\"mode\":5");
        assertThat(mesh.indices()).containsExactly(0, 1, 2, 1, 3, 2);
    }

    @Test
    void shouldTurnAFanIntoTriangles() throws IOException {
        final Mesh mesh = mesh("\"POSITION\":" + floats("VEC3", SQUARE),
            ",\"mode\":6,\"indices\":" + shorts("SCALAR", 0, 1, 3, 2));
        assertThat(mesh.indices()).containsExactly(1, 3, 0, 3, 2, 0);
    }

    @Test
    void shouldCountVerticesWithoutIndices() throws IOException {
        final Mesh mesh = mesh("\"POSITION\":" + floats("VEC3", SQUARE), "");
        assertThat(mesh.indices()).as("the fourth vertex makes no triangle").containsExactly(0, 1, 2);
        assertThat(mesh.normals()).isEmpty();
    }

    @Test
    void shouldReadNormalisedIntegersWithAStride() throws IOException {
        final int view = view(",\"byteStride\":8");
        for (final int[] uv : new int[][] {{0, 65535}, {32768, 0}, {65535, 13107}}) {
            data.putShort((short) uv[0]).putShort((short) uv[1]).putInt(0x7F7F7F7F);
        }
        close();
        final int uv = accessor(view, UINT16, "VEC2", 3, ",\"normalized\":true");
        final Mesh mesh = mesh("\"POSITION\":" + triangle() + ",\"TEXCOORD_0\":" + uv, "");
        assertThat(mesh.texcoords()).containsExactly(new float[] {0, 1, 32768 / 65535f, 0, 1, 0.2f}, CLOSE);
    }

    @Test
    void shouldReadNormalisedSignedBytesAsMinusOneToOne() throws IOException {
        final int view = view(",\"byteStride\":4");
        data.put(new byte[] {-128, 0, 0, 0, 0, 127, 0, 0, 0, 0, -127, 0});
        close();
        final int normals = accessor(view, 5120, "VEC3", 3, ",\"normalized\":true");
        final Mesh mesh = mesh("\"POSITION\":" + triangle() + ",\"NORMAL\":" + normals, "");
        assertThat(mesh.normals()).containsExactly(-1, 0, 0, 0, 1, 0, 0, 0, -1);
    }

    @Test
    void shouldOverlaySparseValues() throws IOException {
        final int base = view("");
        for (final float value : SQUARE) {
            data.putFloat(value);
        }
        close();
        final int indices = view("");
        data.putShort((short) 1).putShort((short) 3);
        close();
        final int values = view("");
        for (final float value : new float[] {7, 8, 9, 10, 11, 12}) {
            data.putFloat(value);
        }
        close();
        final int sparse = accessor(base, FLOAT32, "VEC3", 4,
            ",\"sparse\":{\"count\":2,\"indices\":{\"bufferView\":"
                + indices + ",\"componentType\":5123},\"values\":{\"bufferView\":" + values + "}}");
        final Mesh mesh = mesh("\"POSITION\":" + sparse, ",\"mode\":5");
        assertThat(mesh.positions()).containsExactly(0, 0, 0, 7, 8, 9, 0, 1, 0, 10, 11, 12);
    }

    @Test
    void shouldOverlaySparseIndices() throws IOException {
        final TinyGltf gltf = new TinyGltf();
        final int indices = gltf.sparse(5123, "SCALAR", 3, gltf.shortsView(0, 2), gltf.shortsView(2, 1), 2);
        final Mesh mesh = gltf.load(folder, ImportOptions.of(MaterialMode.GLTF),
            "\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":" + gltf.triangle() + "},\"indices\":" + indices
                + "}]}],\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}]")
            .scene().meshes().getFirst();
        assertThat(mesh.indices()).containsExactly(2, 0, 1);
    }

    @Test
    void shouldGiveColoursAnAlphaAndClampThem() throws IOException {
        final Mesh mesh = mesh("\"POSITION\":" + triangle() + ",\"COLOR_0\":"
            + floats("VEC3", 0.5f, 2, 0, 0, 0.25f, 0, -1, 0, 1), "");
        assertThat(mesh.colors()).containsExactly(0.5f, 1, 0, 1, 0, 0.25f, 0, 1, 0, 0, 1, 1);
    }

    @Test
    void shouldRepairZeroNormals() throws IOException {
        final Mesh mesh = mesh("\"POSITION\":" + triangle() + ",\"NORMAL\":"
            + floats("VEC3", 0, 0, 0, 1, 0, 0, 0, 0, 0), "");
        assertThat(mesh.normals()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0, 1);
    }

    @Test
    void shouldBakeTheTransformOfTextureCoordinates() throws IOException {
        extra = ",\"extensionsRequired\":[\"KHR_texture_transform\"],"
            + "\"materials\":[{\"pbrMetallicRoughness\":"
            + "{\"baseColorTexture\":{\"index\":0,"
            + "\"extensions\":{\"KHR_texture_transform\":{\"offset\":[0.5,0.25],"
            + "\"rotation\":1.5707963267948966,\"scale\":[2,3]}}}}}],\"textures\":[{\"source\":0}],"
            + "\"images\":[{\"uri\":\""
            + "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=\"}]";
        final String texcoords = ",\"TEXCOORD_0\":" + floats("VEC2", 0, 0, 1, 0, 0, 1);
        final Scene scene = scene("\"POSITION\":" + triangle() + texcoords, ",\"material\":0");
        assertThat(scene.meshes().getFirst().texcoords())
            .containsExactly(new float[] {0.5f, 0.25f, 0.5f, -1.75f, 3.5f, 0.25f}, CLOSE);
        assertThat(scene.images().getFirst().encoded()).as("GIF became PNG").startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void shouldComposeTranslationRotationAndScale() throws IOException {
        // A quarter turn about y takes +x to -z.
        node = "\"mesh\":0,\"translation\":[10,20,30],"
            + "\"rotation\":[0,0.70710678,0,0.70710678],\"scale\":[2,3,4]";
        final Scene scene = scene("\"POSITION\":" + triangle(), "");
        assertThat(scene.instances().getFirst().objectToWorld())
            .containsExactly(new float[] {0, 0, 4, 10, 0, 3, 0, 20, -2, 0, 0, 30}, CLOSE);
    }

    @Test
    void shouldReadAMatrixByColumns() throws IOException {
        node = "\"mesh\":0,\"matrix\":[1,2,3,0,4,5,6,0,7,8,10,0,11,12,13,1]";
        final Scene scene = scene("\"POSITION\":" + triangle(), "");
        assertThat(scene.instances().getFirst().objectToWorld())
            .containsExactly(1, 4, 7, 11, 2, 5, 8, 12, 3, 6, 10, 13);
    }

    @Test
    void shouldPlaceTheCameraByItsNode() throws IOException {
        node = "\"mesh\":0,\"camera\":0,\"translation\":[1,2,3],\"rotation\":[0,0.70710678,0,0.70710678]";
        extra = ",\"cameras\":[{\"type\":\"perspective\","
            + "\"perspective\":{\"yfov\":0.78539816,\"znear\":0.1}}]";
        final Camera camera = load("\"POSITION\":" + triangle(), "").camera().orElseThrow();
        assertThat(camera.position()).containsExactly(1, 2, 3);
        assertThat(camera.target()).containsExactly(new float[] {0, 2, 3}, CLOSE);
        assertThat(camera.up()).containsExactly(new float[] {0, 1, 0}, CLOSE);
        assertThat(camera.verticalFovDegrees()).isEqualTo(45, Offset.offset(1e-4f));
    }

    @Test
    void shouldReadAnOrthographicCamera() throws IOException {
        node = "\"mesh\":0,\"camera\":0,\"translation\":[1,2,3]";
        extra = ",\"cameras\":[{\"type\":\"orthographic\","
            + "\"orthographic\":{\"xmag\":2,\"ymag\":1.5,\"znear\":0.1,\"zfar\":9}}]";
        final Camera camera = load("\"POSITION\":" + triangle(), "").camera().orElseThrow();
        assertThat(camera.position()).containsExactly(1, 2, 3);
        assertThat(camera.orthographicHeight()).isEqualTo(3);
        extra = ",\"cameras\":[{\"type\":\"orthographic\",\"orthographic\":{\"ymag\":-1}}]";
        assertThatThrownBy(() -> load("\"POSITION\":" + triangle(), ""))
            .hasMessageContaining("/cameras/0/orthographic/ymag");
    }

    private Mesh mesh(final String attributes, final String more) throws IOException {
        return scene(attributes, more).meshes().getFirst();
    }

    private Scene scene(final String attributes, final String more) throws IOException {
        return load(attributes, more).scene();
    }

    private Imported load(final String attributes, final String more) throws IOException {
        final byte[] bytes = new byte[data.position()];
        data.get(0, bytes);
        final String json = "{\"asset\":{\"version\":\"2.0\"},"
            + "\"scene\":0,\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{"
            + node + "}],\"meshes\":[{\"primitives\":[{\"attributes\":{" + attributes + "}" + more + "}]}],"
            + "\"accessors\":[" + String.join(",", accessors) + "],\"bufferViews\":["
            + String.join(",", views)
            + "],\"buffers\":[{\"byteLength\":" + bytes.length
            + ",\"uri\":\"data:application/gltf-buffer;base64,"
            + Base64.getEncoder().encodeToString(bytes) + "\"}]" + extra + "}";
        return SceneImporter.load(Files.writeString(folder.resolve("scene.gltf"), json), MaterialMode.GLTF);
    }

    private int triangle() {
        return floats("VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0);
    }

    private int floats(final String type, final float... values) {
        final int view = view("");
        for (final float value : values) {
            data.putFloat(value);
        }
        close();
        return accessor(view, FLOAT32, type, values.length / (type.charAt(3) - '0'), "");
    }

    private int shorts(final String type, final int... values) {
        final int view = view("");
        for (final int value : values) {
            data.putShort((short) value);
        }
        close();
        return accessor(view, UINT16, type, values.length, "");
    }

    /** Opens a view at the end of the data; {@link #close} gives it its length. */
    private int view(final String more) {
        views.add("{\"buffer\":0,\"byteOffset\":" + data.position() + more + ",\"byteLength\":");
        return views.size() - 1;
    }

    private void close() {
        final String open = views.removeLast();
        final int offset = Integer.parseInt(open.replaceAll(".*\"byteOffset\":(\\d+).*", "$1"));
        views.add(open + (data.position() - offset) + "}");
    }

    private int accessor(final int view, final int componentType, final String type, final int count,
                         final String more) {
        accessors.add("{\"bufferView\":" + view + ",\"componentType\":" + componentType + ",\"type\":\""
            + type
            + "\",\"count\":" + count + more + "}");
        return accessors.size() - 1;
    }
}
