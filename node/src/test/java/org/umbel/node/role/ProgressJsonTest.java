package org.umbel.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.Message.SceneProgress;

final class ProgressJsonTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream words = new ByteArrayOutputStream();
    private final ProgressJson progress = new ProgressJson(new PrintStream(output, false, StandardCharsets.UTF_8),
        new PrintStream(words, true, StandardCharsets.UTF_8));

    @Test
    void shouldTellGrowthButNotTwentyTimesASecond() {
        progress.at(0, 1000, 0);
        progress.at(1, 1000, SECOND_NS);
        progress.at(1, 1000, 2 * SECOND_NS);
        progress.at(2, 1000, 3 * SECOND_NS);
        progress.at(3, 1000, 3 * SECOND_NS + ProgressJson.EVERY_NS - 1);
        progress.at(1000, 1000, 3 * SECOND_NS + ProgressJson.EVERY_NS - 1);

        assertThat(output.toString(StandardCharsets.UTF_8).lines()).containsExactly(
            "{\"event\":\"progress\",\"tileSamples\":1,\"total\":1000}",
            "{\"event\":\"progress\",\"tileSamples\":2,\"total\":1000}",
            "{\"event\":\"progress\",\"tileSamples\":1000,\"total\":1000}");
    }

    @Test
    void shouldTellTheFirstTileAndTheWholePictureOnly() {
        progress.shown(1, 3);
        progress.shown(2, 3);
        progress.shown(3, 3);
        progress.shown(3, 3);

        assertThat(output.toString(StandardCharsets.UTF_8).lines()).containsExactly(
            "{\"event\":\"shown\",\"tiles\":1,\"tileCount\":3}", "{\"event\":\"shown\",\"tiles\":3,\"tileCount\":3}");
    }

    @Test
    void shouldTellHowMuchOfTheSceneANodeHasUntilTheEnd() {
        final NodeStatus ada = new NodeStatus(31, 1, "ada \"2\"", Role.LEAF, "receives the scene", 4, 0, 0, 0, 0,
            new SceneProgress(120, 300, 11_200_000));
        progress.scene(ada);
        progress.close();
        progress.scene(ada);

        assertThat(output.toString(StandardCharsets.UTF_8).lines()).containsExactly(
            "{\"event\":\"scene\",\"node\":\"ada \\\"2\\\"\",\"role\":\"leaf\",\"id\":\"1f\",\"blocksHeld\":120,"
                + "\"blocksNeeded\":300,\"bytesPerSecond\":11200000}");
    }

    @Test
    void shouldKeepPeoplesLinesApart() {
        progress.line("listening");

        assertThat(output.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(words.toString(StandardCharsets.UTF_8).strip()).isEqualTo("umbel: listening");
    }
}
