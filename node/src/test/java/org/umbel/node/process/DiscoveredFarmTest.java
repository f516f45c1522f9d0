package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Farms of real processes on loopback that nobody told of one another, but for a name that keeps other tests' nodes
 * away.
 */
@Timeout(240)
final class DiscoveredFarmTest {
    private static final int SAMPLES = 64;
    /** Seconds of work, in which all leaves can join. */
    private static final int SAMPLES_MANY = 512;
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
            final JsonNode summary = Tree.summary(client("--threads", "0"));
            assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
            assertThat(summary.get("farm").get("words").asString()).isEqualTo(farm + ", 1 leaf, 1 relay");
        }
    }

    /** The client tells it to the terminal, on its page, and at the end as JSON. */
    @Test
    void shouldSayEverywhereHowManyLeavesThereAre() throws Exception {
        for (int i = 0; i < 3; i++) {
            start("leaf-" + i, "--role=leaf", "--threads", "1").await(Pattern.compile("looks for a farm"));
        }
        final NodeProcess client = tree.clientDiscovered(farm, SAMPLES_MANY, "--threads", "0", "--serve",
            "--page-port", "0");
        final String words = farm + ", 3 leaves";
        final String address = client.await(Pattern.compile("the page: (http://\\S+)")).group(1);
        client.await(Pattern.compile("^umbel: " + Pattern.quote(words) + "$"));

        assertThat(PageState.await(address, state -> words.equals(state.get("farm").asString())).get("nodes"))
            .hasSize(4);
        final String line = client.awaitOutput(Pattern.compile("^\\{.*")).group();
        assertThat(JsonMapper.shared().readTree(line).get("farm").get("words").asString()).isEqualTo(words);
    }

    @Test
    void shouldRenderAtOnceWhenNobodyIsThere() {
        final JsonNode summary = Tree.summary(client(NOBODY));

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(Tree.rangesAccepted(summary, "client")).isPositive();
        assertThat(summary.get("farm").get("words").asString()).startsWith("This machine alone, ");
    }
}
