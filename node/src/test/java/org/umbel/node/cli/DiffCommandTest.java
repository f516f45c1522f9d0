package org.umbel.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiffCommandTest {
    private static final Path BOXES = Path.of("src", "test", "resources", "scenes", "boxes.gltf");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldSayThatAMovedNodeIsItsInstanceAndTheManifest() throws IOException {
        final Path moved = moved();
        assertThat(run("diff", BOXES.toString(), moved.toString(), "--json")).isZero();
        final JsonNode diff = JsonMapper.builder().build().readTree(out.toString());
        assertThat(diff.get("changed").get(0).get("name").asString()).isEqualTo("instances");
        assertThat(diff.get("changed").get(1).get("name").asString()).isEqualTo("manifest");
        assertThat(diff.get("changed").size()).isEqualTo(2);
        assertThat(diff.get("total").get("blocks").asInt()).isEqualTo(2);
        assertThat(diff.get("total").get("deltaBytes").asInt()).isPositive()
            .isLessThanOrEqualTo(diff.get("total").get("bytes").asInt());
        diff.get("kinds").forEach(kind -> assertThat(kind.get("bytes").asInt() > 0)
            .isEqualTo(kind.get("records").asInt() > 0));
    }

    @Test
    void shouldPrintATableForPeople() throws IOException {
        assertThat(run("diff", BOXES.toString(), moved().toString())).isZero();
        assertThat(out.toString()).contains("changed record", "instances", "with deltas", "total");
    }

    @Test
    void shouldSayThatTheSameSceneSendsNothing() {
        assertThat(run("diff", BOXES.toString(), BOXES.toString())).isZero();
        assertThat(out.toString()).contains("nothing");
    }

    @Test
    void shouldRefuseAFileThatIsNoScene() throws IOException {
        final Path bad = Files.writeString(folder.resolve("bad.gltf"), "{");
        assertThat(run("diff", BOXES.toString(), bad.toString())).isEqualTo(2);
        assertThat(run("diff", folder.resolve("absent.glb").toString(), BOXES.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("bad.gltf").contains("absent.glb");
    }

    private int run(final String... args) {
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }

    private Path moved() throws IOException {
        final String json = Files.readString(BOXES, StandardCharsets.UTF_8);
        final String other = json.replaceFirst("\"translation\"\\s*:\\s*\\[\\s*[-0-9.]+", "\"translation\": [0.1875");
        assertThat(other).isNotEqualTo(json);
        return Files.writeString(folder.resolve("moved.gltf"), other);
    }
}
