package org.umbel.topology.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.topology.NodeSpec;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

final class IncludeTest {
    private static final String BASEMENT = """
        nodes:
          - {name: desk, role: client}
          - {name: gate, role: relay, listen: 10.0.1.1:7400, parent: desk}
          - {name: leaf-1, role: leaf, parent: gate}
        """;
    private static final String ATTIC = """
        nodes:
          - {name: gate, role: relay, listen: 10.0.2.1:7400}
          - {name: leaf-1, role: leaf, parent: gate}
        """;
    private static final String BOTH = """
        nodes:
          - {name: desk, role: client}
          - {name: house, role: relay, listen: 10.0.0.1:7400, parent: desk}
        include:
          - {file: farms/basement.yaml, under: house, prefix: basement/}
          - {file: farms/attic.yaml, under: house, prefix: attic/}
        """;

    @TempDir
    private Path folder;

    private Path write(final String name, final String text) {
        try {
            final Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> told(final Path file) {
        return catchThrowableOfType(ProblemException.class, () -> TopologyFile.read(file)).problems().stream()
            .map(this::told).toList();
    }

    private String told(final Problem p) {
        return folder.relativize(Path.of(p.file())) + ":" + p.line() + ":" + p.column() + " " + p.message();
    }

    @Test
    void shouldHangOtherFarmsUnderANodeAndLeaveTheirClientsOut() {
        write("farms/basement.yaml", BASEMENT);
        write("farms/attic.yaml", ATTIC);

        final Farm farm = TopologyFile.read(write("both.yaml", BOTH));

        assertThat(farm.tree().nodes()).extracting(NodeSpec::name).containsExactly("desk", "house",
            "basement/gate",
            "basement/leaf-1", "attic/gate", "attic/leaf-1");
        assertThat(farm.tree().children("house")).extracting(NodeSpec::name)
            .containsExactly("basement/gate", "attic/gate");
        assertThat(farm.tree().children("attic/gate")).extracting(NodeSpec::name)
            .containsExactly("attic/leaf-1");
        assertThat(farm.tree().depth()).isEqualTo(4);
    }

    @Test
    void shouldTellAnIncludedFilesMistakeInItsOwnLines() {
        write("farms/basement.yaml", BASEMENT.replace("parent: gate}", "parent: gaet}"));
        write("farms/attic.yaml", ATTIC.replace("leaf-1", "\"\""));

        assertThat(told(write("both.yaml", BOTH))).containsExactly(
            "farms/basement.yaml:4:32 no node is named 'gaet'",
            "farms/attic.yaml:3:6 not of the right form: ''");
    }

    @Test
    void shouldTellWhereAnIncludeIsWrong() {
        write("farms/attic.yaml", ATTIC);

        assertThat(told(write("both.yaml", BOTH.replace("attic.yaml, under: house",
            "attic.yaml, under: hose"))))
            .containsExactly("both.yaml:5:6 there is no such file: " + folder.resolve("farms/basement.yaml"));
        write("farms/basement.yaml", BASEMENT);
        assertThat(told(write("both.yaml", BOTH.replace("attic.yaml, under: house",
            "attic.yaml, under: hose"))))
            .containsExactly("both.yaml:6:30 no node is named 'hose'");
        assertThat(told(write("both.yaml", BOTH.replace("prefix: attic/", "prefix: basement/"))))
            .containsExactly("farms/attic.yaml:2:6 the name 'basement/gate' is taken",
                "farms/attic.yaml:3:6 the name 'basement/leaf-1' is taken");
    }

    @Test
    void shouldRefuseACircleOfIncludes() {
        final Path a = write("a.yaml", ATTIC + "include: [{file: b.yaml, under: gate, prefix: b/}]\n");
        write("b.yaml", ATTIC.replace("10.0.2.1", "10.0.3.1") + "include: [{file: a.yaml, under: gate}]\n");

        assertThat(told(a)).containsExactly("b.yaml:4:12 'a.yaml' includes itself in the end");
    }

    @Test
    void shouldRefuseTooLongAChainAndTooManyFiles() {
        for (int i = 0; i <= TopologyFile.INCLUDE_DEPTH_MAX; i++) {
            write("chain-" + i + ".yaml", ATTIC.replace("10.0.2.1", "10.0.3." + i)
                + "include: [{file: chain-" + (i + 1)
                + ".yaml, under: gate, prefix: x}]\n");
        }
        assertThat(told(folder.resolve("chain-0.yaml"))).singleElement().asString()
            .contains("include one another");

        for (int i = 0; i < TopologyFile.INCLUDE_DEPTH_MAX; i++) {
            write("fork-" + i + ".yaml", ATTIC + ("include: [{file: fork-N.yaml, under: gate, prefix: x},"
                + " {file: fork-N.yaml, under: gate, prefix: y}]\n").replace("N", Integer.toString(i + 1)));
        }
        write("fork-" + TopologyFile.INCLUDE_DEPTH_MAX + ".yaml", ATTIC);
        assertThat(told(folder.resolve("fork-0.yaml"))).isNotEmpty();
    }
}
