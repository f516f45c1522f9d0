package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the URIs of a scene lead to. Every file holds its own path below the scene's folder. */
class SceneFolderTest {
    private static final String OUTSIDE = "outside the scene's folder";
    private static final String ELSEWHERE = "not a file beside the scene";
    private static final String ABSENT = "there is no such file";
    private static final String TOO_LONG = "too long";
    private static final String MALFORMED = "is malformed";
    private static final int MESSAGE_CHARS_MAX = 400;

    @TempDir
    private Path root;
    private Path folder = Path.of("");

    /**
     * A URI and what becomes of it.
     *
     * @param content of the file that it leads to, or empty
     * @param refusal what is said when it leads nowhere
     */
    record Case(String uri, String content, String refusal) {
        private static Case leads(final String uri, final String content) {
            return new Case(uri, content, "");
        }

        private static Case refused(final String uri, final String refusal) {
            return new Case(uri, "", refusal);
        }

        @Override
        public String toString() {
            return uri.length() < 60 ? uri.replace('\0', '0') : uri.substring(0, 60) + "...";
        }
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(root.resolve("scene"));
        for (final String name : new String[] {"a.bin", "a b.bin", "a+b.bin", "100%.bin", "50%41.bin", "sub/c.bin",
            "a#1.png", "~d.bin", "...bin", "../secret.bin", "../scene-evil/e.bin"}) {
            write(folder.resolve(name), name);
        }
        Files.createSymbolicLink(folder.resolve("out.bin"), root.resolve("secret.bin"));
        Files.createSymbolicLink(folder.resolve("outside"), root);
        Files.createSymbolicLink(folder.resolve("in.bin"), folder.resolve("a.bin"));
        Files.createSymbolicLink(folder.resolve("dangling.bin"), root.resolve("nothing.bin"));
        Files.createSymbolicLink(folder.resolve("self.bin"), folder.resolve("self.bin"));
    }

    private static void write(final Path file, final String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    static Stream<Case> plain() {
        return Stream.of(Case.leads("a.bin", "a.bin"), Case.leads("./a.bin", "a.bin"),
            Case.leads("sub/c.bin", "sub/c.bin"), Case.leads("sub/../a.bin", "a.bin"),
            Case.leads("sub//c.bin", "sub/c.bin"), Case.leads("in.bin", "a.bin"), Case.leads("~d.bin", "~d.bin"),
            Case.leads("...bin", "...bin"),
            // Escapes, and what people forget to escape.
            Case.leads("%61.bin", "a.bin"), Case.leads("a%20b.bin", "a b.bin"), Case.leads("a b.bin", "a b.bin"),
            Case.leads("a+b.bin", "a+b.bin"), Case.leads("a%2Bb.bin", "a+b.bin"),
            Case.leads("sub%2Fc.bin", "sub/c.bin"),
            Case.leads("100%25.bin", "100%.bin"), Case.leads("100%.bin", "100%.bin"),
            Case.leads("50%2541.bin", "50%41.bin"), Case.leads("50%41.bin", "50%41.bin"),
            Case.leads("a#1.png", "a#1.png"), Case.leads("a%231.png", "a#1.png"),
            Case.leads("a.bin?v=2", "a.bin"), Case.leads("a.bin#part", "a.bin"), Case.leads("a.bin?v=2#part", "a.bin"),
            Case.leads("sub\\c.bin", "sub/c.bin"), Case.leads(".\\sub\\c.bin", "sub/c.bin"),
            Case.leads("sub%5Cc.bin", "sub/c.bin"));
    }

    static Stream<Case> hostile() {
        return Stream.of(Case.refused("../secret.bin", OUTSIDE), Case.refused("sub/../../secret.bin", OUTSIDE),
            Case.refused("%2e%2e/secret.bin", OUTSIDE), Case.refused("..%2Fsecret.bin", OUTSIDE),
            Case.refused("%2E%2E%2Fsecret.bin", OUTSIDE), Case.refused(".%2e/secret.bin", OUTSIDE),
            Case.refused("%252e%252e/secret.bin", ABSENT), Case.refused("..\\secret.bin", OUTSIDE),
            Case.refused("..%5csecret.bin", OUTSIDE), Case.refused("sub\\..\\..\\secret.bin", OUTSIDE),
            Case.refused("../scene-evil/e.bin", OUTSIDE), Case.refused("..", OUTSIDE),
            Case.refused("a.bin?/../../../secret.bin", OUTSIDE), Case.refused("../secret.bin?x", OUTSIDE),
            Case.refused("out.bin", OUTSIDE), Case.refused("outside/secret.bin", OUTSIDE),
            Case.refused("outside/scene/../secret.bin", OUTSIDE),
            Case.refused("dangling.bin", ABSENT), Case.refused("self.bin", ABSENT),
            Case.refused("%C0%AE%C0%AE/secret.bin", "secret.bin\""),
            // Absolute ones.
            Case.refused("/secret.bin", OUTSIDE), Case.refused("%2Fsecret.bin", OUTSIDE),
            Case.refused("//server/share/a.bin", OUTSIDE), Case.refused("\\\\server\\share\\a.bin", OUTSIDE),
            Case.refused("\\\\?\\C:\\a.bin", OUTSIDE), Case.refused("file:a.bin", ELSEWHERE),
            Case.refused("FILE:///a.bin", ELSEWHERE), Case.refused("http://example.org/a.bin", ELSEWHERE),
            Case.refused("jar:file:/a.jar!/a.bin", ELSEWHERE), Case.refused("C:\\a.bin", ELSEWHERE),
            Case.refused("C:/a.bin", ELSEWHERE), Case.refused("c:a.bin", ELSEWHERE),
            Case.refused("a.bin:stream", ELSEWHERE), Case.refused("blob:1-2", ELSEWHERE),
            // No names of files.
            Case.refused("", "is empty"), Case.refused("?v=2", ABSENT), Case.refused("#part", ABSENT),
            Case.refused(".", "is not a file"), Case.refused("sub", "is not a file"),
            Case.refused("sub/", "is not a file"),
            Case.refused("a.bin/b.bin", ABSENT), Case.refused("a.bin\0.png", MALFORMED),
            Case.refused("a.bin%00.png", MALFORMED), Case.refused("NUL", ABSENT), Case.refused("con.bin", ABSENT),
            Case.refused("com1", ABSENT), Case.refused("%", ABSENT), Case.refused("%zz.bin", ABSENT),
            Case.refused("%4", ABSENT), Case.refused(" a.bin", ABSENT), Case.refused("a.bin ", ABSENT),
            // Long ones.
            Case.refused("a".repeat(4000), ABSENT), Case.refused("a".repeat(1_000_000), TOO_LONG),
            Case.refused("../".repeat(1_000) + "secret.bin", OUTSIDE),
            Case.refused("../".repeat(300_000) + "secret.bin", TOO_LONG),
            Case.refused("%2e%2e%2f".repeat(100_000) + "secret.bin", TOO_LONG),
            Case.leads("sub/../".repeat(500) + "a.bin", "a.bin"),
            // Data.
            Case.leads("data:application/octet-stream;base64,YWJj", "abc"), Case.leads("DATA:;base64,YWJj", "abc"),
            Case.leads("data:;base64,YQ", "a"), Case.leads("data:;base64,YQ%3D%3D", "a"),
            Case.leads("data:;base64,", ""), Case.refused("data:", "without base64"),
            Case.refused("data:,abc", "without base64"), Case.refused("data:;base64", "without base64"),
            Case.refused("data:;base64,Y", "malformed base64"), Case.refused("data:;base64,YW=J", "malformed base64"),
            Case.refused("data:;base64,YQ%3", "malformed base64"),
            Case.refused("data:;base64,../a", "malformed base64"));
    }

    @ParameterizedTest
    @MethodSource({"plain", "hostile"})
    @Timeout(10)
    void shouldLeadToAFileOfTheFolderOrSayWhyNot(final Case uri) {
        try (Arena arena = Arena.ofConfined()) {
            final SceneFolder scene =
                new SceneFolder(folder.resolve("scene.gltf"), arena, MemoryBudget.ofThisProcess());
            if (uri.refusal().isEmpty()) {
                assertThat(text(scene.resolve(uri.uri(), "/uri"))).isEqualTo(uri.content());
            } else {
                assertThatThrownBy(() -> scene.resolve(uri.uri(), "/uri"))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> {
                        assertThat(refusal.getMessage()).contains(uri.refusal()).hasSizeLessThan(MESSAGE_CHARS_MAX);
                        assertThat(refusal.hint()).hasSizeLessThan(MESSAGE_CHARS_MAX);
                        assertThat(refusal.path()).isEqualTo("/uri");
                    });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ä.bin", "%C3%A4.bin"})
    void shouldReadNamesBeyondAscii(final String uri) throws IOException {
        final Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        Assumptions.assumeThat(names.newEncoder().canEncode('ä')).isTrue();
        write(folder.resolve("ä.bin"), "umlaut");
        try (Arena arena = Arena.ofConfined()) {
            final SceneFolder scene =
                new SceneFolder(folder.resolve("scene.gltf"), arena, MemoryBudget.ofThisProcess());
            assertThat(text(scene.resolve(uri, ""))).isEqualTo("umlaut");
        }
    }

    @Test
    void shouldFollowTheFolderItselfWhenItIsALink() throws IOException {
        final Path link = Files.createSymbolicLink(root.resolve("link"), folder);
        try (Arena arena = Arena.ofConfined()) {
            final SceneFolder scene = new SceneFolder(link.resolve("scene.gltf"), arena, MemoryBudget.ofThisProcess());
            assertThat(text(scene.resolve("sub/c.bin", ""))).isEqualTo("sub/c.bin");
            assertThatThrownBy(() -> scene.resolve("outside/secret.bin", "")).hasMessageContaining(OUTSIDE);
        }
    }

    private static String text(final MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
