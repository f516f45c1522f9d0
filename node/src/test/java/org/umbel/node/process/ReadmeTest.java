package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.wire.Message.Role;
import org.umbel.topology.NodeSpec;
import org.umbel.topology.file.TopologyFile;
import tools.jackson.databind.JsonNode;

/** The three commands of each kind of farm in the README, read from there and run as they stand. */
@Timeout(300)
final class ReadmeTest {
    private static final int SAMPLES = 16;
    private static final String COMMAND = "    scripts/node ";
    /** What a place holder of the README stands for here. */
    private static final String ADDRESS = "127.0.0.1";
    private static String hashAlone;

    @TempDir
    private Path folder;
    private final Tree tree = new Tree();
    private final Example example = new Example();
    private final String farm = "farm of test " + ProcessHandle.current().pid() + "-" + System.nanoTime();

    @BeforeAll
    static void renderAlone() {
        hashAlone = Tree.hashAlone(SAMPLES);
    }

    @BeforeEach
    void copyTopologies() throws IOException {
        example.copyTopologies(Files.createDirectory(folder.resolve("examples")));
    }

    @AfterEach
    void end() {
        tree.close();
    }

    /** The words of each command of a section, without {@code scripts/node}. */
    private List<List<String>> commands(final String heading) throws IOException {
        final String readme = Files.readString(Path.of(System.getenv("UMBEL_ROOT"), "README.md"));
        final int begin = readme.indexOf("\n## " + heading + "\n");
        assertThat(begin).as("section '%s' of README.md", heading).isNotNegative();
        final String section = readme.substring(begin + 1, readme.indexOf("\n## ", begin + 1));
        final List<List<String>> commands = new ArrayList<>();
        section.lines().filter(line -> line.startsWith(COMMAND)).forEach(line -> commands.add(words(line)));
        assertThat(commands).hasSize(3);
        return commands;
    }

    private List<String> words(final String line) {
        final String typed = example.onFreePorts(line.substring(COMMAND.length()).replaceAll(" #.*", ""))
            .replace("ADDRESS", ADDRESS).replace("farm.key", folder.resolve("farm.key").toString())
            .replace("examples/", folder.resolve("examples") + "/");
        return List.of(typed.strip().split(" +"));
    }

    /** A client's arguments: a small picture for SCENE, told as JSON, so that it ends. */
    private static String[] client(final List<String> command, final String... more) {
        assertThat(command).startsWith("--role=client", "SCENE");
        final List<String> args = new ArrayList<>(List.of(Tree.picture(SAMPLES)));
        args.addAll(command.subList(2, command.size()));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    /** Runs a command that is no node and ends by itself; returns its standard output. */
    private static String run(final List<String> command) throws IOException, InterruptedException {
        final List<String> all = new ArrayList<>(NodeProcess.java());
        all.addAll(command);
        final Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    @Test
    void shouldJoinThreePcsThatKnowOneKey() throws IOException, InterruptedException {
        final List<List<String>> commands = commands("Three PCs");
        run(commands.get(0));
        for (int i = 0; i < 2; i++) {
            tree.startDiscovered("leaf-" + i, farm, commands.get(2).toArray(String[]::new));
        }
        // Without threads of its own the client must be found, or nothing is ever rendered.
        final JsonNode summary = Tree.summary(tree.startDiscovered("desk", farm,
            client(commands.get(1), "--threads", "0")));

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(summary.get("security").asString()).isEqualTo("farm-key");
        assertThat(summary.get("farm").get("words").asString()).startsWith(farm + ", ");
    }

    @Test
    void shouldRenderBehindAGateway() throws IOException {
        final List<List<String>> commands = commands("A gateway and workers");
        tree.start("gate", commands.get(0).toArray(String[]::new));
        tree.start("worker", commands.get(1).toArray(String[]::new)).await(Pattern.compile("linked to gate"));
        final NodeProcess client = tree.start("desk", client(commands.get(2)));
        final JsonNode summary = Tree.summary(client);

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(Tree.rangesAccepted(summary, "worker")).isPositive();
    }

    @Test
    void shouldRenderOnTwoFarms() throws IOException, InterruptedException {
        final List<List<String>> commands = commands("Two farms");
        assertThat(run(commands.get(0))).contains("house").contains("basement/leaf-2").contains("attic/gate");

        final List<String> node = commands.get(1);
        assertThat(node).startsWith("--topology").contains("--name");
        final String file = node.get(1);
        final List<NodeSpec> nodes = TopologyFile.read(Path.of(file)).tree().nodes().stream()
            .filter(spec -> spec.role() != Role.CLIENT).toList();
        assertThat(nodes).extracting(NodeSpec::name).contains(node.get(node.indexOf("--name") + 1));
        nodes.forEach(spec -> tree.start(spec.name(), "--topology", file));
        final JsonNode summary = Tree.summary(tree.start("desk", client(commands.get(2))));

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(nodes.stream().filter(spec -> spec.role() == Role.LEAF)
            .mapToLong(leaf -> Tree.rangesAccepted(summary, leaf.name())).sum()).isPositive();
    }
}
