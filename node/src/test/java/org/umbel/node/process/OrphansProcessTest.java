package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Real leaves whose relay is killed work for the relay above it, and go back when theirs returns. */
@Timeout(300)
final class OrphansProcessTest {
    private static final int SAMPLES = 1024;

    private final Tree tree = new Tree();

    @AfterEach
    void end() {
        tree.close();
    }

    @Test
    void shouldFinishThePictureThroughTheGrandparentAndGoBackToTheParent() {
        final String hashAlone = Tree.hashAlone(SAMPLES);
        final String gateway = tree.relay("gateway", "--listen", "0").listening();
        final NodeProcess parent = tree.relay("parent", "--listen", "0", "--parent", gateway);
        final String address = parent.listening();
        final NodeProcess ada = tree.leaf("ada", address);
        final NodeProcess bob = tree.leaf("bob", address);
        final NodeProcess client = tree.client(SAMPLES, "--farm", gateway);
        client.awaitProgress(10);
        parent.kill();
        assertThat(client.isAlive()).as("killed in the middle").isTrue();
        final JsonNode summary = Tree.summary(client);

        ada.await(Pattern.compile("linked to grandparent gateway until its parent parent returns"));
        bob.await(Pattern.compile("linked to grandparent gateway until its parent parent returns"));
        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(Tree.rangesAccepted(summary, "parent")).isPositive();
        assertThat(Tree.rangesAccepted(summary, "ada")).isPositive();
        assertThat(Tree.rangesAccepted(summary, "bob")).isPositive();
        assertThat(summary.get("rangesFreed").asLong()).isPositive();

        tree.relay("returned", "--listen", address.substring(address.lastIndexOf(':') + 1), "--parent", gateway);
        ada.await(Pattern.compile("linked to returned \\(RELAY\\)"));
        bob.await(Pattern.compile("linked to returned \\(RELAY\\)"));
        final JsonNode second = Tree.summary(tree.client("second", SAMPLES, "--farm", gateway));

        assertThat(Tree.hash(second)).isEqualTo(hashAlone);
        assertThat(Tree.rangesAccepted(second, "returned")).isPositive();
        assertThat(Tree.rangesAccepted(second, "ada") + Tree.rangesAccepted(second, "bob")).isPositive();
    }
}
