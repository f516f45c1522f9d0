package org.umbel.bench.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.importer.ViewFile;
import org.umbel.node.output.Picture;
import org.umbel.node.output.ToneCurve;

/** What the gallery and the sheets of fidelity are made of. */
class GalleryTest {
    @TempDir
    private Path folder;

    @Test
    void shouldListScenesWithCreditsAndViewsThatAreThere() throws IOException {
        assertThat(GalleryEntry.all()).hasSizeGreaterThan(20).allSatisfy(entry -> {
            assertThat(entry.credit()).isNotBlank();
            assertThat(entry.licence()).isNotBlank();
            assertThat(entry.shows()).isNotBlank();
            entry.view().ifPresent(ViewFile::read);
        });
        assertThat(GalleryEntry.all()).filteredOn(entry -> entry.file().contains("bunny"))
            .isNotEmpty().noneMatch(GalleryEntry::isShown);
    }

    @Test
    void shouldPutEachPictureInItsPlace() throws IOException {
        final ContactSheet sheet = new ContactSheet(3, 2, 64, 48);
        for (int place = 0; place < 3; place++) {
            final float[] rgb = new float[3 * 64 * 48];
            Arrays.fill(rgb, place == 2 ? 1 : 0);
            sheet.put(place, new Picture(64, 48, rgb), 0, ToneCurve.LINEAR);
            sheet.number(place, 8);
        }
        sheet.write(folder.resolve("sheet.jpg"));

        final BufferedImage read = ImageIO.read(folder.resolve("sheet.jpg").toFile());
        assertThat(read.getWidth()).isEqualTo(2 * 64 + 6);
        assertThat(read.getHeight()).isEqualTo(2 * 48 + 6);
        // An 8: a lit corner, and the dark of its upper hole
        assertThat(read.getRGB(9, 9) & 0xFF).isGreaterThan(192);
        assertThat(read.getRGB(12, 12) & 0xFF).isLessThan(64);
        assertThat(read.getRGB(40, 40) & 0xFF).isLessThan(16);
        assertThat(read.getRGB(106, 40) & 0xFF).isLessThan(16);
        assertThat(read.getRGB(40, 90) & 0xFF).isGreaterThan(240);
    }

    @Test
    void shouldShowBrighterInRedAndDarkerInBlue() {
        final Picture ours =
            new Picture(3, 1, new float[] {0.5f, 0.5f, 0.5f, 0.75f, 0.75f, 0.75f, 0.25f, 0.25f, 0.25f});
        final Picture other = new Picture(3, 1, new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f});

        assertThat(Beside.difference(ours, other).rgb()).containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 1);
    }

    @Test
    void shouldWriteScenesThatAreReadWithoutANote() throws IOException {
        for (final var scene : ExtensionScenes.all().entrySet()) {
            final Path gltf = folder.resolve(scene.getKey() + ".gltf");
            ExtensionScenes.write(gltf, folder.resolve("view.json"), scene.getValue());
            final var imported = SceneImporter.load(gltf, MaterialMode.GLTF);

            assertThat(imported.notes()).isEmpty();
            assertThat(imported.scene().instances()).hasSizeGreaterThan(ExtensionScenes.SPHERES);
        }
        assertThat(ViewFile.read(folder.resolve("view.json")).lights()).isEmpty();
    }
}
