package org.umbel.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.node.store.HintFile;
import org.umbel.tracer.integrator.ArithmeticProfile;

final class ProvenArithmeticTest {
    private static final long DIGEST = 0x8123_4567_89ab_cdefL;

    @TempDir
    private Path folder;
    private int proofs;

    private long digest(final String proven, final long digest) {
        return new ProvenArithmetic(new HintFile(folder.resolve("deep/arithmetic"), 16), proven).digest(() -> {
            proofs++;
            return digest;
        });
    }

    @Test
    void shouldProveOnceWhatStaysAsItIs() {
        assertThat(digest("a", DIGEST)).isEqualTo(DIGEST);
        assertThat(digest("a", 5)).isEqualTo(DIGEST);
        assertThat(proofs).isEqualTo(1);
        assertThat(digest("b", 5)).isEqualTo(5);
        assertThat(digest("a", 5)).isEqualTo(DIGEST);
        assertThat(proofs).isEqualTo(2);
    }

    @Test
    void shouldProveAgainWhatIsSpoilt() throws IOException {
        digest("a", DIGEST);
        final Path file = folder.resolve("deep/arithmetic");
        final String whole = Files.readString(file);
        assertThat(whole).hasSize("a ".length() + 16 + 8 + 1);
        for (int i = 0; i < whole.length(); i++) {
            final char other = whole.charAt(i) == '0' ? '1' : '0';
            Files.writeString(file, whole.substring(0, i) + other + whole.substring(i + 1));
            proofs = 0;
            assertThat(digest("a", 5)).as("character " + i).isEqualTo(5);
            assertThat(proofs).isEqualTo(1);
        }
        Files.writeString(file, "a\na 12\n");
        assertThat(digest("a", 5)).isEqualTo(5);
    }

    @Test
    void shouldProveWhereNothingCanBeKept() throws IOException {
        Files.createDirectories(folder.resolve("deep/arithmetic"));
        assertThat(digest("a", DIGEST)).isEqualTo(DIGEST);
        assertThat(digest("a", 5)).isEqualTo(5);
    }

    @Test
    void shouldBeForTheseFilesAndThisMachine() throws IOException {
        final Path jar = Files.writeString(folder.resolve("a.jar"), "classes");
        final Path classes = Files.createDirectories(folder.resolve("classes/org"));
        final Path one = Files.writeString(classes.resolve("A.class"), "A");
        final String path = jar + File.pathSeparator + folder.resolve("classes");
        final FileTime time = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(jar, time);
        Files.setLastModifiedTime(one, time);
        final String key = ProvenArithmetic.key(path, "here");

        assertThat(ProvenArithmetic.key(path, "here")).isEqualTo(key).doesNotContain(" ");
        assertThat(ProvenArithmetic.key(path, "there")).isNotEqualTo(key);
        assertThat(ProvenArithmetic.key(jar.toString(), "here")).isNotEqualTo(key);
        Files.setLastModifiedTime(one, FileTime.fromMillis(1_000_001));
        assertThat(ProvenArithmetic.key(path, "here")).isNotEqualTo(key);
        Files.setLastModifiedTime(one, time);
        assertThat(ProvenArithmetic.key(path, "here")).isEqualTo(key);
        final Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("classes"));
        final String linked = ProvenArithmetic.key(link.toString(), "here");
        Files.setLastModifiedTime(one, FileTime.fromMillis(1_000_001));
        assertThat(ProvenArithmetic.key(link.toString(), "here")).as("behind a link").isNotEqualTo(linked);
        Files.setLastModifiedTime(one, time);
        Files.writeString(jar, "other classes");
        Files.setLastModifiedTime(jar, time);
        assertThat(ProvenArithmetic.key(path, "here")).isNotEqualTo(key);
    }

    @Test
    void shouldNotNameWhatItCannotLookAt() {
        assertThatThrownBy(() -> ProvenArithmetic.key(folder.resolve("absent").toString(), "here"))
            .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> ProvenArithmetic.key(File.pathSeparator + folder, "here"))
            .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void shouldBeTheProfile() {
        assertThat(ProvenArithmetic.digest()).isEqualTo(ArithmeticProfile.digest());
    }
}
