package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.node.SharedFiles;
import org.umbel.topology.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GltfCheckTest {
    private static final Duration PER_FILE_MAX = Duration.ofSeconds(10);
    private static final Pattern CODE = Pattern.compile("\\(([A-Z0-9_]+)\\)$");

    /** Reports of version 2.0.0-dev.3 come with the files. */
    @Test
    void shouldAgreeWithTheOfficialValidatorOnEveryFileOfIts() throws IOException {
        final List<Path> files;
        try (Stream<Path> all = Files.walk(SharedFiles.shared("scenes/bad-validator/data"))) {
            files = all.filter(f -> f.toString().endsWith(".gltf") || f.toString().endsWith(".glb")).sorted().toList();
        }
        final List<String> differing = new ArrayList<>();
        final Set<String> otherCodes = new TreeSet<>();
        for (final Path file : files) {
            final GltfCheck check = Assertions.assertTimeoutPreemptively(PER_FILE_MAX, () -> GltfCheck.of(file));
            final JsonNode issues =
                JsonMapper.shared().readTree(Files.readAllBytes(Path.of(file + ".report.json"))).path("issues");
            if (check.errors() == 0 != (issues.path("numErrors").intValue() == 0)) {
                differing.add(file + " -> " + check.problems());
            }
            if (!codes(check).equals(errorCodes(issues))) {
                otherCodes.add(file.getParent().getFileName() + "/" + file.getFileName());
            }
        }
        assertThat(files).hasSize(262);
        assertThat(differing).isEmpty();
        assertThat(otherCodes).as("in all others the same errors are found").isEqualTo(knownDifferences());
    }

    private static Set<String> knownDifferences() throws IOException {
        final Set<String> known = new TreeSet<>();
        for (final String line : Files.readAllLines(Path.of("src/test/resources/validator/differences.csv"))) {
            if (!line.startsWith("#")) {
                known.add(line.substring(0, line.indexOf(',')));
            }
        }
        return known;
    }

    private static Set<String> codes(final GltfCheck check) {
        final Set<String> codes = new TreeSet<>();
        check.problems().forEach(problem -> {
            final Matcher matcher = CODE.matcher(problem.message());
            codes.add(matcher.find() ? matcher.group(1) : problem.message());
        });
        return codes;
    }

    private static Set<String> errorCodes(final JsonNode issues) {
        final Set<String> codes = new TreeSet<>();
        issues.path("messages").forEach(message -> {
            if (message.path("severity").intValue() == 0) {
                codes.add(message.path("code").stringValue());
            }
        });
        return codes;
    }

    @ParameterizedTest
    @CsvSource({
        "flight-helmet/FlightHelmet.gltf, 0", "sheen-cloth/SheenCloth.glb, 0", "bunny-army/bunny-army.glb, 0",
        "bitterli-kitchen/kitchen.glb, 0", "meshopt-pirate/pirate.glb, 0", "gltf-transform-compressed/BoxDraco.gltf, 0",
        // Emission beyond 1, and a texture whose image is not there.
        "cornell-nvpro/cornellBox.gltf, 4",
        // A tangent of length 0.
        "low-poly-jungle-scene/scene.gltf, 1"})
    void shouldFindInRealFilesOnlyWhatIsWrongWithThem(final String file, final int errors) {
        final GltfCheck check = GltfCheck.of(SharedFiles.shared("scenes/" + file));
        assertThat(check.problems()).hasSize(errors);
        assertThat(check.errors()).isEqualTo(errors);
    }

    @Test
    void shouldDrawAFileThatIsNotValidAndSaySo(@TempDir final Path folder) throws IOException {
        final TinyGltf gltf = new TinyGltf();
        final Imported imported = gltf.load(folder, ImportOptions.of(MaterialMode.GLTF),
            "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}],\"meshes\":[{\"primitives\":[{\"attributes\":"
                + "{\"POSITION\":" + gltf.triangle() + "}}]}],\"cameras\":[],\"textures\":[{\"source\":3}]");
        assertThat(imported.scene().instances()).hasSize(1);
        assertThat(imported.notes()).anyMatch(note -> note.contains("not valid glTF: 3 errors")
            && note.contains("umbel check " + folder.resolve("tiny.gltf")));
        assertThat(imported.notes()).anyMatch(note -> note.contains("/textures/0/source")
            && note.contains("UNRESOLVED_REFERENCE"));
    }

    @Test
    void shouldNameTheLine(@TempDir final Path folder) throws IOException {
        final Path file = Files.writeString(folder.resolve("a.gltf"),
            "{\n \"asset\": {\"version\": \"2.0\"},\n \"scene\": 3\n}");
        assertThat(GltfCheck.of(file).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.path()).isEqualTo("/scene");
        });
    }

    @Test
    void shouldRefuseWhatIsNoGltf(@TempDir final Path folder) throws IOException {
        final Path obj = Files.writeString(folder.resolve("a.obj"), "v 0 0 0\n");
        assertThatThrownBy(() -> GltfCheck.of(obj)).isInstanceOf(ProblemException.class)
            .hasMessageContaining("is not glTF");
        assertThatThrownBy(() -> GltfCheck.of(folder.resolve("absent.glb"))).isInstanceOf(ProblemException.class)
            .hasMessageContaining("no such file");
    }
}
