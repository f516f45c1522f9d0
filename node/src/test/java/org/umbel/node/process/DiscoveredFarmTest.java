package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * Farms of real processes on loopback that nobody told of one another, but for a name that keeps other tests' nodes
 * away.
 */
@Timeout(240)
final class DiscoveredFarmTest {
    private static final int SAMPLES = 64;
    private static final String[] NOBODY = {};
    private static String hashAlone;

    private final Tree tree = new Tree();
    private final String farm = "farm of test " + ProcessHandle.current().pid() + "-" + System.nanoTime();

    @BeforeAll
    static void renderAlone() {
        hashAlone = Tree.hashAlone(SAMPLES);
    }

    @AfterEach
    void end() {
        tree.close();
    }

    private NodeProcess start(final String name, final String... args) {
        return tree.startDiscovered(name, farm, args);
    }

    /** Without threads of its own the client must be found, or nothing is ever rendered. */
    private NodeProcess client(final String... more) {
        return tree.clientDiscovered(farm, SAMPLES, more);
    }

    @Test
    void shouldLetLeavesFindAClientThatListens() {
        for (int i = 0; i < 3; i++) {
            start("leaf-" + i, "--role=leaf", "--threads", "1");
        }
        final JsonNode summary = Tree.summary(client("--threads", "0"));

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(Tree.rangesAccepted(summary, "client")).isZero();
        assertThat(summary.get("farm").get("name").asString()).isEqualTo(farm);
    }

    @Test
    void shouldLetClientsAndLeavesFindAGatewayAndTheNextClientToo() {
        start("gate", "--role=relay", "--listen", "0");
        final NodeProcess leaf = start("leaf-0", "--role=leaf", "--threads", "1");
        leaf.await(Pattern.compile("linked to gate"));

        for (int i = 0; i < 2; i++) {
            final NodeProcess client = client("--threads", "0");
            client.await(Pattern.compile(Pattern.quote(farm) + ", 1 leaf, 1 relay$"));
            final JsonNode summary = Tree.summary(client);
            assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
            assertThat(summary.get("farm").get("words").asString()).isEqualTo(farm + ", 1 leaf, 1 relay");
        }
    }

    @Test
    void shouldRenderAtOnceWhenNobodyIsThere() {
        final JsonNode summary = Tree.summary(client(NOBODY));

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(Tree.rangesAccepted(summary, "client")).isPositive();
        assertThat(summary.get("farm").get("words").asString()).startsWith("This machine alone, ");
    }
}
