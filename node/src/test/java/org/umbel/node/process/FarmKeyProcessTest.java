package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.node.role.FarmKey;
import tools.jackson.databind.JsonNode;

/** Real processes that must know a key: those that do render, those that do not get no answer. */
@Timeout(240)
final class FarmKeyProcessTest {
    private static final int SAMPLES = 64;

    @TempDir
    private Path folder;
    private final Tree tree = new Tree();

    @AfterEach
    void end() {
        tree.close();
    }

    private String key(final String name) {
        final Path file = folder.resolve(name);
        FarmKey.make(file);
        return file.toString();
    }

    @Test
    void shouldAdmitOnlyWhoKnowsTheKey() {
        final String key = key("farm.key");
        final NodeProcess relay = tree.relay("relay", "--listen", "0", "--farm-key", key);
        final NodeProcess stranger = tree.leaf("stranger", relay.listening());
        final NodeProcess wrong = tree.start("wrong", "--role=leaf", "--parent", relay.listening(), "--threads", "1",
            "--farm-key", key("other.key"));
        final Pattern refused = Pattern.compile("a hello without the farm's key gets no answer");
        relay.await(refused);
        tree.start("member", "--role=leaf", "--parent", relay.listening(), "--threads", "1", "--farm-key", key);
        final JsonNode summary = Tree.summary(tree.client(SAMPLES, "--farm", relay.listening(), "--farm-key", key));

        assertThat(Tree.hash(summary)).isEqualTo(Tree.hashAlone(SAMPLES));
        assertThat(Tree.rangesAccepted(summary, "member")).isPositive();
        assertThat(summary.get("security").asString()).isEqualTo("farm-key");
        assertThat(relay.said()).contains("only who knows it is admitted")
            .doesNotContain("stranger").doesNotContain("wrong");
        assertThat(stranger.said()).doesNotContain("linked to").doesNotContain("refused");
        assertThat(wrong.said()).doesNotContain("linked to").doesNotContain("refused");
    }
}
