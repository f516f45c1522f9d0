package org.umbel.topology.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.topology.Endpoint;
import org.umbel.topology.LinkSpec;
import org.umbel.topology.LinkSpec.Dialler;
import org.umbel.topology.NodeSpec;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;
import org.umbel.topology.TreeSpec;

final class TopologyFileTest {
    private static final String GATEWAY_FARM = """
        description: Gateway farm
        nodes:
          - name: desk
            role: client
          - name: gate
            role: relay
            listen: 7400
            parent: desk
          - {name: leaf-1, role: leaf, parent: gate, threads: 2, description: under the stairs}
          - {name: leaf-2, role: leaf, parent: gate}
        """;

    @TempDir
    private Path folder;

    private Path write(final String name, final String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<Problem> problems(final Path file) {
        return catchThrowableOfType(ProblemException.class, () -> TopologyFile.read(file)).problems();
    }

    /** {@code line:column path: message | hint} of each. */
    private List<String> told(final String text) {
        return problems(write("farm.yaml", text)).stream().map(p -> p.line() + ":" + p.column() + " "
            + p.path() + ": "
            + p.message() + " | " + p.hint()).toList();
    }

    @Test
    void shouldReadAFarm() {
        final Farm farm = TopologyFile.read(write("farm.yaml", GATEWAY_FARM));

        assertThat(farm.description()).isEqualTo("Gateway farm");
        assertThat(farm.tree().nodes()).extracting(NodeSpec::name).containsExactly("desk", "gate", "leaf-1",
            "leaf-2");
        assertThat(farm.tree().node("leaf-1").orElseThrow().threads()).isEqualTo(OptionalInt.of(2));
        assertThat(farm.tree().node("leaf-2").orElseThrow().threads()).isEmpty();
        final Endpoint gate = new Endpoint("127.0.0.1", 7400);
        assertThat(farm.tree().links()).containsExactly(new LinkSpec("desk", "gate", Dialler.PARENT, gate),
            new LinkSpec("gate", "leaf-1", Dialler.CHILD, gate), new LinkSpec("gate", "leaf-2",
                Dialler.CHILD, gate));
    }

    @Test
    void shouldShowTheTree() {
        assertThat(TreeText.lines(TopologyFile.read(write("farm.yaml", GATEWAY_FARM)))).containsExactly(
            "Gateway farm: 4 nodes, 3 levels",
            "desk  client, dials 127.0.0.1:7400",
            "`-- gate  relay, listens on 127.0.0.1:7400",
            "    |-- leaf-1  leaf, dials 127.0.0.1:7400, 2 threads  (under the stairs)",
            "    `-- leaf-2  leaf, dials 127.0.0.1:7400");
    }

    @Test
    void shouldTellEveryMistakeWithItsPlaceAndRemedyAtOnce() {
        assertThat(told("""
            descripton: my farm
            nodes:
              - name: gate
                role: rely
                listen: 7400
              - name: leaf-1
                role: leaf
                parent: gaet
                thread: 2
              - name: leaf-2
                role: leaf
                parent: gaet
              - role: leaf
                parent: gate
                threads: many
              - name: far
                role: relay
                listen: 10.0.0.1:99999
                parent: gate
            """)).containsExactlyInAnyOrder(
            "1:1 /descripton: unknown key 'descripton' | did you mean 'description'?",
            "4:5 /nodes/0/role: unknown: 'rely' | did you mean 'relay'?",
            "9:5 /nodes/1/thread: unknown key 'thread' | did you mean 'threads'?",
            "12:5 /nodes/2/parent: no node is named 'gaet' | did you mean 'gate'?",
            "13:5 /nodes/3: 'name' is missing | 1 to 64 letters, digits, and ' ._/-' inside;"
                + " quote a name that is a number",
            "15:5 /nodes/3/threads: string found, integer expected | render threads, 0 to 1024; left out:"
                + " all cores of a leaf, none of a relay",
            "18:5 /nodes/4/listen: not an endpoint: 10.0.0.1:99999 | a port is 1 to 65535");
    }

    @Test
    void shouldTellWhatIsWrongWithTheTreeAtItsLine() {
        assertThat(told("""
            nodes:
              - {name: gate, role: relay, listen: 7400}
              - {name: gate, role: relay, listen: 7401, parent: gate}
              - {name: w, role: leaf}
            """)).containsExactlyInAnyOrder(
            "3:6 /nodes/1/name: the name 'gate' is taken | give every node a name of its own",
            "4:5 /nodes/2/parent: a leaf needs a parent | name a relay or the client");
    }

    @Test
    void shouldRefuseWhatIsNoYamlWithItsLine() {
        assertThat(problems(write("farm.yaml", "nodes:\n\t- name: a\n"))).singleElement().satisfies(p -> {
            assertThat(p.line()).isEqualTo(2);
            assertThat(p.column()).isPositive();
            assertThat(p.hint()).contains("no tabs");
        });
        assertThat(told("")).singleElement().asString().contains("is empty");
        assertThat(told("7\n")).isNotEmpty();
        assertThat(told("nodes: []\n")).isNotEmpty();
        assertThat(told("nodes: 7\n")).isNotEmpty();
        assertThat(told("nodes:\n  - 7\n")).isNotEmpty();
        assertThat(told(GATEWAY_FARM + "---\n" + GATEWAY_FARM)).singleElement().asString()
            .startsWith("12:1").contains("second document");
    }

    @Test
    void shouldRefuseAliasesAndKeysGivenTwice() {
        assertThat(told("""
            nodes:
              - &a {name: top, role: relay, listen: 7400}
              - *a
            """)).hasSize(2).allSatisfy(line -> assertThat(line).contains("anchors (&) and aliases (*)"));
        assertThat(told("""
            nodes:
              - name: top
                name: again
                role: relay
                listen: 7400
            """)).singleElement().asString()
            .startsWith("3:5 /nodes/0/name: 'name' is here a second time, after line 2");
    }

    @Test
    void shouldRefuseDeepNestingLargeFilesAndAbsentOnes() {
        assertThat(told("nodes: " + "[".repeat(5_000))).isNotEmpty();
        assertThat(told("#".repeat(YamlText.BYTES_MAX + 1))).singleElement().asString().contains("is larger than");
        assertThat(problems(folder.resolve("absent.yaml"))).singleElement()
            .extracting(Problem::message).isEqualTo("there is no such file");
        assertThat(problems(folder)).singleElement().extracting(Problem::message).isEqualTo("is no file");
    }

    @Test
    void shouldReadALargeFarmAndRefuseATooLargeOne() {
        final String gates = "nodes:\n- {name: top, role: relay, listen: 1000}\n" + IntStream.range(0, 60)
            .mapToObj(i -> "- {name: g" + i + ", role: relay, listen: " + (2_000 + i) + ", parent: top}\n")
            .collect(Collectors.joining());
        final String leaves = IntStream.range(0, 3_000).mapToObj(i -> "- {name: w" + i
            + ", role: leaf, parent: g" + i % 60 + "}\n").collect(Collectors.joining());
        assertThat(TopologyFile.read(write("large.yaml", gates + leaves)).tree().nodes()).hasSize(3_061);

        final String tooMany = IntStream.range(0, TreeSpec.NODES_MAX).mapToObj(i -> "- {name: w" + i
            + ", role: leaf, parent: x" + i + "}\n").collect(Collectors.joining());
        assertThat(problems(write("huge.yaml", "nodes:\n- {name: top, role: relay, listen: 1000}\n"
            + tooMany))).isNotEmpty();
    }
}
