package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.wire.Message.Role;
import org.umbel.topology.NodeSpec;
import org.umbel.topology.file.TopologyFile;
import tools.jackson.databind.JsonNode;

/** The example topologies, each started node by node as its head says, with its ports changed to free ones. */
@Timeout(300)
final class ExamplesTest {
    private static final int SAMPLES = 64;
    private static String hashAlone;

    @TempDir
    private Path folder;
    private final Tree tree = new Tree();

    @BeforeAll
    static void renderAlone() {
        hashAlone = Tree.hashAlone(SAMPLES);
    }

    @AfterEach
    void end() {
        tree.close();
    }

    @Test
    void shouldRunTheLocalNetwork() throws IOException {
        run("lan.yaml", 3);
    }

    @Test
    void shouldRunTheGateway() throws IOException {
        run("gateway.yaml", 3);
    }

    @Test
    void shouldRunTwoFarmsAsAChain() throws IOException {
        run("two-farms.yaml", 3);
    }

    private void run(final String example, final int leafCount) throws IOException {
        new Example().copyTopologies(folder);
        final String file = folder.resolve(example).toString();
        final List<NodeSpec> nodes = TopologyFile.read(Path.of(file)).tree().nodes();
        nodes.stream().filter(node -> node.role() != Role.CLIENT)
            .forEach(node -> tree.start(node.name(), "--topology", file));
        final JsonNode summary = Tree.summary(tree.client("desk", SAMPLES, "--topology", file));

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        final List<String> leaves = nodes.stream().filter(n -> n.role() == Role.LEAF).map(NodeSpec::name).toList();
        assertThat(leaves).hasSize(leafCount);
        assertThat(leaves.stream().mapToLong(leaf -> Tree.rangesAccepted(summary, leaf)).sum()).isPositive();
        assertThat(Tree.rangesAccepted(summary, "desk")).isZero();
    }
}
