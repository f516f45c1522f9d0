package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** One picture while real processes are killed, come back and join: always the same bytes. */
@Timeout(300)
final class TreeFaultTest {
    /** Enough that a tenth is long before the end. */
    private static final int SAMPLES = 1024;
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
    void shouldSurviveALeafKilledWhileItOwes() {
        final NodeProcess client = tree.client(SAMPLES, "--listen", "0");
        final NodeProcess victim = tree.leaf("victim", client.listening());
        // Alone it owes all that is granted, from its first report on.
        client.await(contributes("victim"));
        victim.kill();
        tree.leaf("heir", client.listening());
        final JsonNode summary = Tree.summary(client);

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(Tree.rangesAccepted(summary, "victim")).isPositive();
        assertThat(Tree.rangesAccepted(summary, "heir")).isPositive();
        assertThat(summary.get("rangesFreed").asLong()).isPositive();
    }

    @Test
    void shouldSurviveARelayKilledAndStartedAgain() {
        final NodeProcess relay = tree.relay("relay", "--listen", "0");
        final String address = relay.listening();
        tree.leaf("leaf-0", address);
        tree.leaf("leaf-1", address);
        final NodeProcess client = tree.client(SAMPLES, "--farm", address);
        client.awaitProgress(10);
        relay.kill();
        assertThat(client.isAlive()).as("killed in the middle").isTrue();
        tree.relay("relay-again", "--listen", address.substring(address.lastIndexOf(':') + 1)).listening();
        final JsonNode summary = Tree.summary(client);

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(Tree.rangesAccepted(summary, "relay-again")).isPositive();
        assertThat(summary.get("rangesFreed").asLong()).isPositive();
    }

    @Test
    void shouldGiveWorkToALeafThatJoinsInTheMiddle() {
        final NodeProcess relay = tree.relay("relay", "--listen", "0");
        tree.leaf("early", relay.listening());
        final NodeProcess client = tree.client(SAMPLES, "--farm", relay.listening());
        client.awaitProgress(10);
        tree.leaf("late", relay.listening());
        final JsonNode summary = Tree.summary(client);

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(Tree.rangesAccepted(summary, "early")).isPositive();
        assertThat(Tree.rangesAccepted(summary, "late")).isPositive();
    }

    private static Pattern contributes(final String name) {
        return Pattern.compile(Pattern.quote(name) + " \\(leaf\\) contributes");
    }
}
