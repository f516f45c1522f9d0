package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openize.drako.AttributeType;
import com.openize.drako.Draco;
import com.openize.drako.DracoMesh;
import com.openize.drako.DrakoException;
import com.openize.drako.PointAttribute;
import com.openize.drako.Vector2;
import com.openize.drako.Vector3;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.topology.ProblemException;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.integrator.PreparedScene;
import org.umbel.tracer.integrator.TileRenderer;

/** A triangle whose first set of texture coordinates runs along x, and whose second along y. */
class TexcoordSetsTest {
    private static final float[] ALONG_X = {0, 0, 1, 0, 0, 1};
    private static final float[] ALONG_Y = {0, 0, 0, 1, 1, 0};
    private static final String EMISSIVE = "\"emissiveFactor\":[1,1,1],\"emissiveTexture\":";

    @TempDir
    private Path folder;

    @Test
    void shouldCarryBothSetsWhenAMaterialLooksUpBoth() throws IOException {
        final Scene scene = load("{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0}},"
            + EMISSIVE + "{\"index\":0,\"texCoord\":1}}", ALONG_X, ALONG_Y).scene();

        assertThat(scene.meshes().getFirst().texcoordSets()).containsExactly(ALONG_X, ALONG_Y);
        assertThat(scene.materials().getFirst().baseColorTexture().set()).isZero();
        assertThat(scene.materials().getFirst().emissionTexture().set()).isOne();
    }

    /** What the file calls 1 is the only set of its record. */
    @Test
    void shouldCarryOneSetWhenAMaterialLooksUpOne() throws IOException {
        final Scene scene = load("{" + EMISSIVE + "{\"index\":0,\"texCoord\":1}}", ALONG_X, ALONG_Y).scene();

        assertThat(scene.meshes().getFirst().texcoordSets()).containsExactly(ALONG_Y);
        assertThat(scene.materials().getFirst().emissionTexture().set()).isZero();
    }

    @Test
    void shouldCarryNoSetForAnOcclusionMap() throws IOException {
        final Imported imported = load("{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0}},"
            + "\"occlusionTexture\":{\"index\":0,\"texCoord\":1}}", ALONG_X, ALONG_Y);

        assertThat(imported.scene().meshes().getFirst().texcoordSets()).containsExactly(ALONG_X);
        assertThat(imported.notes()).noneMatch(note -> note.contains("occlusion"));
    }

    @Test
    void shouldTakeTheSetOfTheTransformWhenItNamesOne() throws IOException {
        final Scene scene = load("{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0}}," + EMISSIVE
            + "{\"index\":0,\"texCoord\":0,\"extensions\":{\"KHR_texture_transform\":{\"texCoord\":1}}}}", ALONG_X,
            ALONG_Y).scene();

        assertThat(scene.materials().getFirst().emissionTexture().set()).isOne();
        assertThatThrownBy(() -> load("{" + EMISSIVE
            + "{\"index\":0,\"extensions\":{\"KHR_texture_transform\":{\"texCoord\":-1}}}}", ALONG_X, ALONG_Y))
            .isInstanceOf(ProblemException.class).hasMessageContaining("texCoord: is below 0");
    }

    /** The transform of one set is in its mesh, and the other set is as it was. */
    @Test
    void shouldBakeTransformsSetBySet() throws IOException {
        final Scene scene = load("{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0}}," + EMISSIVE
            + "{\"index\":0,\"texCoord\":1,\"extensions\":{\"KHR_texture_transform\":{\"offset\":[2,0]}}}}", ALONG_X,
            ALONG_Y).scene();

        assertThat(scene.meshes().getFirst().texcoords(0)).containsExactly(ALONG_X);
        assertThat(scene.meshes().getFirst().texcoords(1)).containsExactly(2, 0, 2, 1, 3, 0);
        assertThat(scene.materials().getFirst().emissionTexture().transform())
            .isEqualTo(TextureRef.Transform.IDENTITY);
    }

    @Test
    void shouldLeaveTransformsToTexturesThatDisagreeAboutOneSet() throws IOException {
        final String moved = "\"extensions\":{\"KHR_texture_transform\":{\"offset\":[2,0]}}}";
        final Scene scene = load("{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0}},"
            + "\"normalTexture\":{\"index\":0,\"texCoord\":1}," + EMISSIVE + "{\"index\":0,\"texCoord\":1," + moved
            + "}", ALONG_X, ALONG_Y).scene();
        final Material material = scene.materials().getFirst();

        assertThat(scene.meshes().getFirst().texcoordSets()).containsExactly(ALONG_X, ALONG_Y);
        assertThat(material.normalTexture().transform()).isEqualTo(TextureRef.Transform.IDENTITY);
        assertThat(material.emissionTexture().transform()).isEqualTo(new TextureRef.Transform(1, 0, 2, 0, 1, 0));
    }

    @Test
    void shouldSayThatAMeshLacksASetAndDrawItAllTheSame() throws IOException {
        final Imported last = load("{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0}},"
            + EMISSIVE + "{\"index\":0,\"texCoord\":1}}", ALONG_X);
        assertThat(last.scene().meshes().getFirst().texcoordSets()).containsExactly(ALONG_X);
        assertThat(last.notes()).anyMatch(note -> note.contains("needs TEXCOORD_1"));

        final Imported first = load("{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0,\"texCoord\":3}},"
            + EMISSIVE + "{\"index\":0}}", ALONG_X);
        assertThat(first.scene().meshes().getFirst().texcoordSets()).containsExactly(new float[6], ALONG_X);
    }

    @Test
    void shouldSayWhichTextureIsIgnoredBeyondFourSets() throws IOException {
        final Imported imported = load("{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0},"
            + "\"metallicRoughnessTexture\":{\"index\":0,\"texCoord\":1}},"
            + "\"normalTexture\":{\"index\":0,\"texCoord\":2},\"extensions\":{\"KHR_materials_clearcoat\":{"
            + "\"clearcoatTexture\":{\"index\":0,\"texCoord\":3},"
            + "\"clearcoatRoughnessTexture\":{\"index\":0,\"texCoord\":4}}}}", ALONG_X, ALONG_Y, ALONG_X, ALONG_Y,
            ALONG_X);

        assertThat(imported.scene().meshes().getFirst().texcoordSets()).hasSize(Mesh.TEXCOORD_SETS_MAX);
        assertThat(imported.scene().materials().getFirst().extensions().clearcoat().weightTexture().set()).isEqualTo(3);
        assertThat(imported.scene().materials().getFirst().extensions().clearcoat().roughnessTexture().isPresent())
            .isFalse();
        assertThat(imported.notes()).anyMatch(note -> note.contains("clearcoatRoughnessTexture is ignored"));
    }

    /** A set looks alike whatever its number, and not like the other one. */
    @Test
    void shouldRenderEachTextureByItsOwnSet() throws IOException {
        final String base = "{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0,\"texCoord\":%d}},";
        final String second = "{\"index\":0,\"texCoord\":%d}}";
        final TileSums both = render(String.format(base, 0) + EMISSIVE + String.format(second, 1), ALONG_X, ALONG_Y);

        assertThat(both.sums()[TileSums.TILE_PIXELS / 2]).isPositive();
        assertThat(render(String.format(base, 1) + EMISSIVE + String.format(second, 0), ALONG_Y, ALONG_X))
            .isEqualTo(both);
        assertThat(render(String.format(base, 2) + EMISSIVE + String.format(second, 0), ALONG_Y, ALONG_Y, ALONG_X))
            .isEqualTo(both);
        assertThat(render(String.format(base, 0) + EMISSIVE + String.format(second, 0), ALONG_X, ALONG_Y))
            .isNotEqualTo(both);
        assertThat(render(String.format(base, 1) + EMISSIVE + String.format(second, 1), ALONG_X, ALONG_Y))
            .isNotEqualTo(both);
    }

    @Test
    void shouldReadTheSecondSetOfDraco() throws IOException, DrakoException {
        final DracoMesh mesh = new DracoMesh();
        mesh.setNumPoints(3);
        mesh.addAttribute(PointAttribute.wrap(AttributeType.POSITION,
            new Vector3[] {new Vector3(0, 0, 0), new Vector3(1, 0, 0), new Vector3(0, 1, 0)}));
        mesh.addAttribute(PointAttribute.wrap(AttributeType.TEX_COORD, pairs(ALONG_X)));
        mesh.addAttribute(PointAttribute.wrap(AttributeType.TEX_COORD, pairs(ALONG_Y)));
        mesh.addFace(new int[] {0, 1, 2});
        final byte[] draco = Draco.encode(mesh);
        final DracoMesh again = (DracoMesh) Draco.decode(draco);
        final String ids = "\"POSITION\":" + again.attribute(0).getUniqueId() + ",\"TEXCOORD_0\":"
            + again.attribute(1).getUniqueId() + ",\"TEXCOORD_1\":" + again.attribute(2).getUniqueId();
        final String accessor = "{\"componentType\":5126,\"count\":3,\"type\":\"VEC";
        final Path file = folder.resolve("draco.gltf");
        Files.writeString(file, "{\"asset\":{\"version\":\"2.0\"},\"extensionsUsed\":[\"KHR_draco_mesh_compression\"],"
            + "\"extensionsRequired\":[\"KHR_draco_mesh_compression\"],\"scene\":0,\"scenes\":[{\"nodes\":[0]}],"
            + "\"nodes\":[{\"mesh\":0}],\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":0,\"TEXCOORD_0\":1,"
            + "\"TEXCOORD_1\":2},\"indices\":3,\"material\":0,\"extensions\":{\"KHR_draco_mesh_compression\":{"
            + "\"bufferView\":0,\"attributes\":{" + ids + "}}}}]}],\"accessors\":[" + accessor + "3\"},"
            + accessor + "2\"}," + accessor + "2\"},{\"componentType\":5123,\"count\":3,\"type\":\"SCALAR\"}],"
            + "\"bufferViews\":[{\"buffer\":0,\"byteLength\":" + draco.length + "}],\"buffers\":[{\"byteLength\":"
            + draco.length + ",\"uri\":\"" + data("octet-stream", draco) + "\"}]," + textures()
            + ",\"materials\":[{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0}}," + EMISSIVE
            + "{\"index\":0,\"texCoord\":1}}]}");

        final Mesh read = SceneImporter.load(file, MaterialMode.GLTF).scene().meshes().getFirst();

        final Offset<Float> quantum = Offset.offset(1e-3f);
        for (int vertex = 0; vertex < 3; vertex++) {
            final float x = read.positions()[3 * vertex];
            final float y = read.positions()[3 * vertex + 1];
            assertThat(read.texcoords(0)[2 * vertex]).isCloseTo(x, quantum);
            assertThat(read.texcoords(0)[2 * vertex + 1]).isCloseTo(y, quantum);
            assertThat(read.texcoords(1)[2 * vertex]).isCloseTo(y, quantum);
            assertThat(read.texcoords(1)[2 * vertex + 1]).isCloseTo(x, quantum);
        }
    }

    private static Vector2[] pairs(final float[] texcoords) {
        final Vector2[] pairs = new Vector2[texcoords.length / 2];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = new Vector2(texcoords[2 * i], texcoords[2 * i + 1]);
        }
        return pairs;
    }

    private TileSums render(final String material, final float[]... sets) throws IOException {
        final Scene imported = load(material, sets).scene();
        final Scene scene = new Scene(imported.meshes(), imported.images(), imported.materials(),
            imported.instances(), imported.lights(), Environment.constant(1, 1, 1));
        final PictureSettings settings = new PictureSettings(TileSums.TILE_EDGE, TileSums.TILE_EDGE, 2, 16,
            PictureSettings.Filter.BOX, 3);
        final Camera camera =
            new Camera(new float[] {0.4f, 0.4f, 1}, new float[] {0.4f, 0.4f, 0}, new float[] {0, 1, 0}, 40);
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        new TileRenderer(PreparedScene.prepare(scene, new MeshAccelCache(1 << 20)), camera, settings).render(0,
            new SampleRange(0, 2), sums, () -> false);
        return sums;
    }

    private Imported load(final String material, final float[]... sets) throws IOException {
        final TinyGltf gltf = new TinyGltf();
        final StringBuilder attributes = new StringBuilder("\"POSITION\":" + gltf.triangle());
        for (int set = 0; set < sets.length; set++) {
            attributes.append(",\"TEXCOORD_").append(set).append("\":").append(gltf.floats("VEC2", sets[set]));
        }
        return gltf.load(folder, ImportOptions.of(MaterialMode.GLTF), "\"scene\":0,\"scenes\":[{\"nodes\":[0]}],"
            + "\"nodes\":[{\"mesh\":0}],\"meshes\":[{\"primitives\":[{\"attributes\":{" + attributes
            + "},\"material\":0}]}],\"materials\":[" + material + "]," + textures());
    }

    /** Brighter to the right. */
    private static String textures() throws IOException {
        final BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 4, 1, new int[] {0x202020, 0x404040, 0x808080, 0xFFFFFF}, 0, 4);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return "\"textures\":[{\"source\":0}],\"images\":[{\"uri\":\"" + data("png", out.toByteArray()) + "\"}]";
    }

    private static String data(final String kind, final byte[] bytes) {
        return "data:" + (kind.equals("png") ? "image/" : "application/") + kind + ";base64,"
            + Base64.getEncoder().encodeToString(bytes);
    }
}
