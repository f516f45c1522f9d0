package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A picture in progress while somebody sends what nobody asked for. */
@Timeout(300)
final class GarbageTest {
    private static final int SAMPLES = 512;
    private static final int RANDOM_BYTES = 65_536;
    private static final int DATAGRAMS = 2_000;

    @TempDir
    private Path folder;
    private final Tree tree = new Tree();

    @AfterEach
    void end() {
        tree.close();
    }

    @Test
    void shouldEndWithTheRightPictureWhateverIsSentToARelay() {
        final NodeProcess relay = tree.relay("relay", "--listen", "0");
        tree.leaf("leaf-0", relay.listening());
        final NodeProcess client = tree.client(SAMPLES, "--farm", relay.listening());
        client.awaitProgress(5);
        try (HostileSender other = new HostileSender(relay.listening(), folder.resolve("other"));
             HostileSender noise = new HostileSender(relay.listening(), folder.resolve("noise"))) {
            other.sendOtherVersion();
            relay.await(Pattern.compile(Pattern.quote(other.address()) + ": .*version"));
            noise.sendRandomMessages(RANDOM_BYTES);
            noise.sendDatagrams(DATAGRAMS);
            relay.await(Pattern.compile(Pattern.quote(noise.address()) + ": "));
            assertThat(client.isAlive()).as("sent while the picture was in progress").isTrue();
            final JsonNode summary = Tree.summary(client);

            assertThat(Tree.hash(summary)).isEqualTo(Tree.hashAlone(SAMPLES));
            assertThat(summary.get("rangesFreed").asLong()).as("no link died of it").isZero();
            assertThat(relay.said().lines().filter(line -> line.contains(noise.address())).count())
                .as("a line a minute per sender").isEqualTo(1);
        }
    }
}
