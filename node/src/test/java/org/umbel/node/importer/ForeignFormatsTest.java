package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Scene;
import org.umbel.node.foreign.KtxFile;
import org.umbel.topology.ProblemException;

/** Textures and scenes in formats that do not travel: WebP, KTX2, OBJ, PLY, STL. */
class ForeignFormatsTest {
    private static final ImportOptions PLAIN = ImportOptions.of(MaterialMode.GLTF);
    private static final String CUBE = """
        mtllib box.mtl
        v 0 0 0
        v 1 0 0
        v 1 1 0
        v 0 1 0
        vt 0 0
        vt 1 0
        vt 1 1
        vt 0 1
        usemtl painted
        f 1/1 2/2 3/3 4/4
        """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        // One texel each: lossy, and lossless with alpha.
        "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
        "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="})
    void shouldTurnWebpIntoPng(final String webp) throws IOException {
        final Imported imported = textured("EXT_texture_webp", Base64.getDecoder().decode(webp));
        assertThat(picture(imported).getWidth()).isEqualTo(1);
        assertThat(imported.notes()).anyMatch(note -> note.contains("PNG"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTurnKtx2IntoPng(final boolean isUastc) throws IOException {
        final byte[] rust = {(byte) 180, 80, 20, (byte) 255};
        final BufferedImage picture = picture(textured("KHR_texture_basisu", KtxFile.of(8, rust, isUastc)));
        assertThat(picture.getHeight()).isEqualTo(8);
        assertThat(picture.getColorModel().hasAlpha()).isFalse();
        assertThat(picture.getRGB(3, 3) >> 16 & 0xFF).isBetween(174, 186);
        assertThat(picture.getRGB(3, 3) & 0xFF).isBetween(14, 26);
    }

    @Test
    void shouldRefuseADamagedTexture() {
        final byte[] cut = Arrays.copyOf(KtxFile.of(8, new byte[4], false), 100);
        assertThatThrownBy(() -> textured("KHR_texture_basisu", cut)).isInstanceOf(ProblemException.class)
            .hasMessageContaining("/images/0").hasMessageContaining("KTX2");
    }

    @Test
    void shouldReadObjWithItsMaterials() throws IOException {
        Files.writeString(folder.resolve("box.mtl"), "newmtl painted\nKd 0.5 0.25 1\nmap_Kd paint.png\n");
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", folder.resolve("paint.png").toFile());
        final Scene scene = SceneImporter.load(Files.writeString(folder.resolve("box.OBJ"), CUBE), PLAIN).scene();
        assertThat(scene.meshes()).singleElement().satisfies(mesh -> {
            assertThat(mesh.triangleCount()).isEqualTo(2);
            assertThat(mesh.texcoords()).hasSize(2 * mesh.vertexCount());
        });
        assertThat(scene.images()).hasSize(1);
        assertThat(scene.materials().getFirst().baseColorTexture().isPresent()).isTrue();
    }

    @Test
    void shouldPaintWhiteWhatAnotherMachineHas() throws IOException {
        Files.writeString(folder.resolve("box.mtl"), "newmtl painted\nKd 1 1 1\nmap_Kd C:\\\\art\\\\paint.png\n");
        final Imported imported = SceneImporter.load(Files.writeString(folder.resolve("box.obj"), CUBE), PLAIN);
        assertThat(imported.notes()).anyMatch(note -> note.contains("a texture is white"));
        assertThat(picture(imported).getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void shouldReadPlyAndStl() throws IOException {
        final Path ply = Files.writeString(folder.resolve("a.ply"), """
            ply
            format ascii 1.0
            element vertex 3
            property float x
            property float y
            property float z
            property uchar red
            property uchar green
            property uchar blue
            element face 1
            property list uchar int vertex_indices
            end_header
            0 0 0 255 0 0
            1 0 0 0 255 0
            0 1 0 0 0 255
            3 0 1 2
            """);
        assertThat(SceneImporter.load(ply, PLAIN).scene().meshes().getFirst().colors())
            .containsExactly(1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1);
        final Path stl = Files.writeString(folder.resolve("a.stl"), """
            solid a
            facet normal 0 0 1
            outer loop
            vertex 0 0 0
            vertex 1 0 0
            vertex 0 1 0
            endloop
            endfacet
            endsolid a
            """);
        assertThat(SceneImporter.load(stl, PLAIN).scene().meshes().getFirst().positions())
            .containsExactly(0, 0, 0, 1, 0, 0, 0, 1, 0);
    }

    @Test
    void shouldSayWhyAFileCannotBeRead() throws IOException {
        for (final String name : List.of("empty.fbx", "empty.obj", "empty.ply", "empty.stl")) {
            final Path file = Files.write(folder.resolve(name), new byte[0]);
            assertThatThrownBy(() -> SceneImporter.load(file, PLAIN)).as(name).isInstanceOf(ProblemException.class)
                .hasMessageContaining("cannot be read");
        }
        assertThatThrownBy(() -> SceneImporter.load(folder.resolve("absent.obj"), PLAIN))
            .isInstanceOf(ProblemException.class).hasMessageContaining("no such file");
    }

    private Imported textured(final String extension, final byte[] image) throws IOException {
        Files.write(folder.resolve("image"), image);
        final TinyGltf gltf = new TinyGltf();
        return gltf.load(folder, PLAIN,
            "\"extensionsRequired\":[\"" + extension + "\"],\"images\":[{\"uri\":\"image\"}],"
                + "\"textures\":[{\"extensions\":{\"" + extension + "\":{\"source\":0}}}],\"materials\":"
                + "[{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":0}}}],\"meshes\":[{\"primitives\":["
                + "{\"attributes\":{\"POSITION\":" + gltf.triangle() + "},\"material\":0}]}],"
                + "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}]");
    }

    private static BufferedImage picture(final Imported imported) throws IOException {
        final Image image = imported.scene().images().getFirst();
        assertThat(image.format()).isEqualTo(Image.Format.PNG);
        return ImageIO.read(new ByteArrayInputStream(image.encoded()));
    }
}
