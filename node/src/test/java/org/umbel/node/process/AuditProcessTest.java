package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Real leaves whose every report is rendered again by another one: the picture is the same bytes. */
@Timeout(300)
final class AuditProcessTest {
    private static final int SAMPLES = 64;

    private final Tree tree = new Tree();

    @AfterEach
    void end() {
        tree.close();
    }

    @Test
    void shouldFindNoLiarAmongHonestLeaves() {
        final NodeProcess relay = tree.relay("relay", "--listen", "0", "--audit", "1");
        for (final String leaf : List.of("ada", "bob", "cyd")) {
            tree.leaf(leaf, relay.listening());
        }
        final JsonNode summary = Tree.summary(tree.client(SAMPLES, "--farm", relay.listening()));

        assertThat(Tree.hash(summary)).isEqualTo(Tree.hashAlone(SAMPLES));
        assertThat(relay.said()).doesNotContain("liar", "cannot tell");
        // each range is accepted of two leaves and once of the relay: more than once, as far as the last status said
        long byLeaves = 0;
        for (final JsonNode node : summary.get("nodes")) {
            byLeaves += node.get("role").asString().equals("leaf")
                ? node.get("tileSamples").asLong() : 0;
        }
        assertThat(byLeaves).isGreaterThan(12L * SAMPLES);
    }
}
