package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** One picture from real processes in trees of several shapes: always the same bytes. */
@Timeout(240)
final class TreeShapeTest {
    private static final int SAMPLES = 64;
    private static String hashAlone;

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
    void shouldBeTheSameFromLeavesThatDialTheClient() {
        final NodeProcess client = tree.client(SAMPLES, "--listen", "0");
        leaves(3, client.listening());

        assertSame(client, 3);
    }

    @Test
    void shouldBeTheSameFromLeavesBehindAGateway() {
        final NodeProcess relay = tree.relay("relay", "--listen", "0");
        leaves(3, relay.listening());
        final NodeProcess client = tree.client(SAMPLES, "--farm", relay.listening());

        assertSame(client, 3);
    }

    @Test
    void shouldBeTheSameFromLeavesOnTwoLevels() {
        final NodeProcess gateway = tree.relay("gateway", "--listen", "0");
        final NodeProcess middle = tree.relay("middle", "--listen", "0", "--parent", gateway.listening());
        leaves(4, middle.listening());
        final NodeProcess client = tree.client(SAMPLES, "--farm", gateway.listening());

        assertSame(client, 4);
    }

    @Test
    void shouldServeTheNextClientAfterOneHasEnded() {
        final NodeProcess relay = tree.relay("relay", "--listen", "0");
        leaves(1, relay.listening());

        assertSame(tree.client(SAMPLES, "--farm", relay.listening()), 1);
        assertSame(tree.client(SAMPLES, "--farm", relay.listening()), 1);
        assertThat(relay.isAlive()).isTrue();
    }

    private void leaves(final int count, final String parent) {
        for (int i = 0; i < count; i++) {
            tree.leaf("leaf-" + i, parent);
        }
    }

    private static void assertSame(final NodeProcess client, final int leafCount) {
        final JsonNode summary = Tree.summary(client);

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        long accepted = 0;
        for (int i = 0; i < leafCount; i++) {
            accepted += Tree.rangesAccepted(summary, "leaf-" + i);
        }
        assertThat(accepted).as("ranges accepted from leaves").isPositive();
        assertThat(Tree.rangesAccepted(summary, "client")).isZero();
    }
}
