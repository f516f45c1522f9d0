package org.umbel.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.node.SharedFiles;

class CheckCommandTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldSayThatAFileIsValid() {
        final Path helmet = SharedFiles.ofRepository("scenes/flight-helmet/FlightHelmet.gltf");
        assertThat(run("check", helmet.toString())).isZero();
        assertThat(out.toString()).contains("FlightHelmet.gltf: valid");
    }

    @Test
    void shouldTellAllProblemsOfAllFilesAndEndWithTwo() throws IOException {
        final Path bad = Files.writeString(folder.resolve("bad.gltf"),
            "{\"asset\":{\"version\":\"2.0\"},\"scene\":1,\"nodes\":[],\"extra\":1}");
        assertThat(run("check", folder.resolve("absent.glb").toString(), bad.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("absent.glb", "there is no such file", "/scene", "UNRESOLVED_REFERENCE",
            "/nodes", "EMPTY_ENTITY", "warning: ", "UNEXPECTED_PROPERTY", "not valid, errors: 2, warnings: 1");
    }

    @Test
    void shouldLeaveWarningsOutWhenQuiet() throws IOException {
        final Path odd = Files.writeString(folder.resolve("odd.gltf"), "{\"asset\":{\"version\":\"2.0\"},\"extra\":1}");
        assertThat(run("check", "--quiet", odd.toString())).isZero();
        assertThat(out.toString()).doesNotContain("UNEXPECTED_PROPERTY").contains("valid");
    }

    private int run(final String... args) {
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out)).execute(args);
    }
}
