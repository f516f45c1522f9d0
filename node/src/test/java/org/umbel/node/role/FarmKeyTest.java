package org.umbel.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.wire.Tag;
import org.umbel.topology.ProblemException;

final class FarmKeyTest {
    private static final Tag ONE = new Tag(1, 1, 1, 1);
    private static final Tag TWO = new Tag(2, 2, 2, 2);

    @TempDir
    private Path folder;

    private FarmKey made(final String name) {
        FarmKey.make(folder.resolve(name));
        return FarmKey.read(folder.resolve(name));
    }

    private FarmKey read(final String text) throws IOException {
        final Path file = folder.resolve("typed.key");
        Files.deleteIfExists(file);
        FarmKey.make(file);
        Files.writeString(file, text);
        return FarmKey.read(file);
    }

    @Test
    void shouldProveTheSameWithTheSameKeyOnly() {
        final FarmKey key = made("a.key");
        final Tag proof = key.proof(ONE, TWO, "words");

        assertThat(FarmKey.read(folder.resolve("a.key")).proof(ONE, TWO, "words")).isEqualTo(proof);
        assertThat(made("b.key").proof(ONE, TWO, "words")).isNotEqualTo(proof);
        assertThat(key.proof(TWO, ONE, "words")).isNotEqualTo(proof);
        assertThat(key.proof(ONE, TWO, "word")).isNotEqualTo(proof);
        assertThat(key.nonce()).isNotEqualTo(key.nonce());
    }

    /** RFC 4231 has no case of this shape; the expected value is from Python: hmac.new(bytes(32), ...).hexdigest(). */
    @Test
    void shouldBeHmacSha256OverBothNoncesAndTheWords() throws IOException {
        final Tag proof = read("0".repeat(64)).proof(ONE, TWO, "umbel");

        assertThat(java.util.HexFormat.of().formatHex(proof.bytes()))
            .isEqualTo("339cafc562a438a65a364192df283cd9dff3924d79db382da9d31cb1c3907c49");
    }

    @Test
    void shouldBeReadableByItsOwnerOnly() throws IOException {
        made("a.key");
        final Path file = folder.resolve("a.key");
        Assumptions.assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"),
            "this file system has no permissions");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> FarmKey.read(file)).isInstanceOf(ProblemException.class)
            .hasMessageContaining("chmod 600");
    }

    @Test
    void shouldNeverOverwriteAKey() throws IOException {
        made("a.key");
        final String before = Files.readString(folder.resolve("a.key"));

        assertThatThrownBy(() -> FarmKey.make(folder.resolve("a.key"))).isInstanceOf(ProblemException.class)
            .hasMessageContaining("is there already");
        assertThat(folder.resolve("a.key")).hasContent(before);
    }

    @Test
    void shouldRefuseWhatIsNoKey() {
        assertThatThrownBy(() -> read("secret")).hasMessageContaining("64 hexadecimal digits");
        assertThatThrownBy(() -> read("")).hasMessageContaining("64 hexadecimal digits");
        assertThatThrownBy(() -> FarmKey.read(folder.resolve("absent"))).hasMessageContaining("no such file");
    }
}
