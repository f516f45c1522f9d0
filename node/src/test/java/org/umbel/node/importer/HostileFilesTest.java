package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.node.SharedFiles;
import org.umbel.topology.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/** Whatever bytes a file has, an import ends with a scene or with problems. */
class HostileFilesTest {
    private static final Duration PER_FILE_MAX = Duration.ofSeconds(20);

    @Test
    void shouldLoadOrExplainEveryFileOfTheValidator() throws IOException {
        final Path data = SharedFiles.shared("scenes/bad-validator/data");
        final List<Path> files;
        try (Stream<Path> all = Files.walk(data)) {
            files = all.filter(f -> f.toString().endsWith(".gltf") || f.toString().endsWith(".glb")).sorted()
                .toList();
        }
        assertThat(files).hasSizeGreaterThan(150);
        final List<String> wronglyRefused = new ArrayList<>();
        int refused = 0;
        int agreeing = 0;
        for (final Path file : files) {
            final List<String> problems = problems(file);
            agreeing += problems.isEmpty() == (errors(file) == 0) ? 1 : 0;
            refused += problems.isEmpty() ? 0 : 1;
            if (!problems.isEmpty() && errors(file) == 0
                && problems.stream().noneMatch(HostileFilesTest::unsupported)) {
                wronglyRefused.add(data.relativize(file) + " -> " + problems);
            }
        }
        assertThat(wronglyRefused).isEmpty();
        assertThat(refused).isGreaterThan(30);
        assertThat(agreeing).as("most of the validator's errors change no picture").isGreaterThanOrEqualTo(107);
    }

    /** Found by scripts/fuzz, seed 1. */
    @Test
    void shouldExplainABufferOfNoOrNegativeLength(@TempDir final Path folder) throws IOException {
        final Path file = folder.resolve("buffer.gltf");
        for (final int length : new int[] {-1, 0, Integer.MIN_VALUE, 36}) {
            Files.writeString(file, """
                {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}],
                  "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}], "accessors": [{"bufferView": 0,
                    "componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [0, 0, 0]}],
                  "bufferViews": [{"buffer": 0, "byteLength": 36}], "buffers": [{"byteLength": %d,
                    "uri": "data:application/octet-stream;base64,%s"}]}
                """.formatted(length, "A".repeat(48)));
            final List<String> problems = problems(file);
            assertThat(problems.stream().filter(problem -> problem.contains("/buffers/0/byteLength")).count())
                .as("%d: %s", length, problems).isEqualTo(length == 36 ? 0 : 1);
        }
    }

    @Test
    void shouldExplainCutFiles(@TempDir final Path folder) throws IOException {
        final byte[] whole = Files.readAllBytes(SharedFiles.shared("scenes/cornell-bevy/CornellBox.glb"));
        for (int length = 0; length < whole.length; length += 97) {
            final Path file = folder.resolve("cut.glb");
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(problems(file)).as("cut to %d bytes", length).isNotEmpty();
        }
    }

    @Test
    void shouldEndWithASceneOrProblemsWhenBytesAreRandomlyChanged(@TempDir final Path folder) throws IOException {
        final byte[] whole = Files.readAllBytes(SharedFiles.shared("scenes/cornell-bevy/CornellBox.glb"));
        final Random random = new Random(0x5CE7E);
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            final byte[] changed = whole.clone();
            for (int i = 0; i < 4; i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            final Path file = folder.resolve("changed.glb");
            Files.write(file, changed);
            refused += problems(file).isEmpty() ? 0 : 1;
        }
        assertThat(refused).isPositive().isLessThan(500);
    }

    @Test
    void shouldRefuseNodesThatLoopOrNestTooDeep(@TempDir final Path folder) throws IOException {
        final StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            deep.append("{\"children\":[").append(i + 1).append("]},");
        }
        assertThat(problems(gltf(folder, "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[" + deep + "{}]")))
            .singleElement().asString().contains("nested more than 64 deep");
        assertThat(problems(gltf(folder, "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"children\":[0]}]")))
            .singleElement().asString().contains("its own ancestor").contains("scene.gltf:1:");
    }

    @Test
    void shouldRefuseCountsThatNoBytesStandBehind(@TempDir final Path folder) throws IOException {
        final String mesh = "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}],"
            + "\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":0}}]}],\"accessors\":["
            + "{\"componentType\":5126,\"type\":\"VEC3\",\"count\":2000000000%s}]";
        assertThat(problems(gltf(folder, mesh.formatted("")))).singleElement().asString()
            .contains("bufferView");
        assertThat(problems(gltf(folder, mesh.formatted(",\"bufferView\":0")
            + ",\"bufferViews\":[{\"buffer\":0,\"byteLength\":4}],\"buffers\":[{\"byteLength\":4,"
            + "\"uri\":\"data:application/octet-stream;base64,AAAAAA==\"}]"))).singleElement().asString()
            .contains("/accessors/0");
    }

    @Test
    void shouldSurviveNullsEverywhere(@TempDir final Path folder) throws IOException {
        for (final String body : List.of("\"scenes\":[null]", "\"scenes\":[{\"nodes\":[null]}]",
            "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[null]",
            "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}],\"meshes\":[{\"primitives\":null}]",
            "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}],\"meshes\":[{\"primitives\":[null]}]")) {
            assertThat(problems(gltf(folder, body))).as(body).isNotEmpty();
        }
        assertThat(problems(gltf(folder, "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}],\"meshes\":"
            + "[{\"primitives\":[{\"attributes\":{\"POSITION\":null}}]}],\"extensionsUsed\":[null]")))
            .isEmpty();
    }

    @Test
    void shouldRefuseFilesOutsideTheFolder(@TempDir final Path folder) throws IOException {
        final Path inside = Files.createDirectory(folder.resolve("inside"));
        final Path secret = Files.writeString(folder.resolve("secret.bin"),
            "secret-secret-secret-secret-secret-s");
        Files.createSymbolicLink(inside.resolve("link.bin"), secret);
        for (final String uri : List.of("../secret.bin", "%2e%2e/secret.bin", secret.toString(),
            secret.toUri().toString(), "http://example.org/secret.bin", "link.bin", "a/../../secret.bin")) {
            final String scene = "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}],"
                + "\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":0}}]}],\"accessors\":["
                + "{\"componentType\":5126,\"type\":\"VEC3\",\"count\":3,\"bufferView\":0}],"
                + "\"bufferViews\":[{\"buffer\":0,\"byteLength\":36}],\"buffers\":[{\"byteLength\":36,\"uri\":\""
                + uri + "\"}]";
            assertThat(problems(gltf(inside, scene))).as(uri).singleElement().asString()
                .containsAnyOf("outside the scene's folder", "not a file beside the scene");
        }
    }

    @Test
    void shouldNameTheLineOfASyntaxError(@TempDir final Path folder) throws IOException {
        final Path file = Files.writeString(folder.resolve("scene.gltf"),
            "{\n  \"asset\": {\"version\": }\n}");
        assertThatThrownBy(() -> SceneImporter.load(file, MaterialMode.GLTF)).isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problems().getFirst().line()).isEqualTo(2));
    }

    private static Path gltf(final Path folder, final String body) throws IOException {
        return Files.writeString(folder.resolve("scene.gltf"), "{\"asset\":{\"version\":\"2.0\"}," + body
            + "}");
    }

    private static boolean unsupported(final String problem) {
        return problem.contains("not supported");
    }

    private static int errors(final Path file) throws IOException {
        final Path report = Path.of(file + ".report.json");
        return JsonMapper.shared().readTree(Files.readAllBytes(report)).at("/issues/numErrors").intValue();
    }

    /** Problems of an import in bounded time; anything else that is thrown fails the test. */
    private static List<String> problems(final Path file) {
        return Assertions.assertTimeoutPreemptively(PER_FILE_MAX, () -> {
            try {
                SceneImporter.load(file, MaterialMode.GLTF);
                return List.of();
            } catch (final ProblemException e) {
                return e.problems().stream().map(Object::toString).toList();
            } catch (final RuntimeException | Error e) {
                throw new AssertionError(file + " threw " + e, e);
            }
        });
    }
}
