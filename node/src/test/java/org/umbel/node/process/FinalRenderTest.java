package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.node.output.ExrChannels;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Final pictures by real processes: by tiles, cut out, continued after a kill, from two farms. */
@Timeout(300)
final class FinalRenderTest {
    private static final int SAMPLES = 128;
    private static final String CROP = "17,9,70,61";
    /** Of one process: the file that it wrote, and its hash. */
    private static Picture alone;
    private static String hashAlone;

    @TempDir
    private Path folder;

    private final Tree tree = new Tree();

    @BeforeAll
    static void renderAlone(@TempDir final Path folder) {
        final Path file = folder.resolve("alone.exr");
        try (Tree tree = new Tree()) {
            hashAlone = Tree.hash(Tree.summary(tree.client(SAMPLES, "--out", file.toString())));
        }
        alone = PictureFiles.read(file);
    }

    @AfterEach
    void end() {
        tree.close();
    }

    private String file(final String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void shouldBeTheSameByTilesFromARelayThatRendersToo() {
        final NodeProcess relay = tree.relay("relay", "--listen", "0", "--threads", "1");
        tree.leaf("leaf", relay.listening());
        final NodeProcess client = tree.client(SAMPLES, "--farm", relay.listening(), "--mode", "tiled", "--out",
            file("tiled.exr"));
        final JsonNode summary = Tree.summary(client);

        assertThat(Tree.hash(summary)).isEqualTo(hashAlone);
        assertThat(summary.get("mode").asString()).isEqualTo("tiled");
        assertThat(Tree.rangesAccepted(summary, "relay")).isPositive();
        assertThat(PictureFiles.read(folder.resolve("tiled.exr")).rgb()).containsExactly(alone.rgb());
        assertThat(folder.resolve("tiled.part.exr")).doesNotExist();
    }

    @Test
    void shouldCutTheSamePixelsInEveryMode() {
        final JsonNode byTiles = Tree.summary(tree.client("tiled", SAMPLES, "--mode", "tiled", "--crop", CROP, "--out",
            file("cut.exr")));
        final JsonNode atOnce = Tree.summary(tree.client("progressive", SAMPLES, "--crop", CROP, "--out",
            file("whole.exr"), "--snapshot", file("sums")));

        assertThat(Tree.hash(byTiles)).isEqualTo(Tree.hash(atOnce)).isNotEqualTo(hashAlone);
        assertThat(byTiles.get("width").asInt()).isEqualTo(70);
        assertThat(byTiles.get("tileSamples").asLong()).as("3 x 3 tiles").isEqualTo(9L * SAMPLES);
        final Picture cut = PictureFiles.read(folder.resolve("cut.exr"));
        final float[] row = new float[3 * alone.width()];
        for (int y = 0; y < cut.height(); y++) {
            alone.row(9 + y, row);
            assertThat(java.util.Arrays.copyOfRange(cut.rgb(), 3 * 70 * y, 3 * 70 * (y + 1)))
                .containsExactly(java.util.Arrays.copyOfRange(row, 3 * 17, 3 * (17 + 70)));
        }
        assertThat(PictureFiles.read(folder.resolve("whole.exr")).rgb()).containsExactly(cut.rgb());
        assertThat(run("picture", file("sums")).get("pixelsSha256").asString()).isEqualTo(Tree.hash(byTiles));
    }

    @Test
    void shouldWritePlanesOfWhatIsSeenFirst() throws IOException {
        Tree.summary(tree.client("planes", SAMPLES, "--mode", "tiled", "--crop", CROP, "--planes",
            "depth,albedo,samples,normal", "--out", file("planes.exr")));

        final Map<String, float[]> channels = ExrChannels.read(folder.resolve("planes.exr"));
        assertThat(channels.keySet()).containsExactly("B", "G", "R", "Z", "albedo.B", "albedo.G", "albedo.R",
            "normal.X", "normal.Y", "normal.Z", "samples");
        assertThat(channels.get("samples")).hasSize(70 * 61).containsOnly(SAMPLES);
        int seen = 0;
        for (int i = 0; i < 70 * 61; i++) {
            final double normal = Math.hypot(channels.get("normal.X")[i],
                Math.hypot(channels.get("normal.Y")[i], channels.get("normal.Z")[i]));
            assertThat(normal).isBetween(0d, 1.0001);
            assertThat(channels.get("Z")[i]).isPositive();
            assertThat(channels.get("albedo.R")[i]).isBetween(0f, 1f);
            seen += normal > 0.9 && Float.isFinite(channels.get("Z")[i]) ? 1 : 0;
        }
        assertThat(seen).as("pixels within a surface").isGreaterThan(70 * 61 / 10);
        final float[] light = PictureFiles.read(folder.resolve("planes.exr")).rgb();
        final float[] row = new float[3 * alone.width()];
        alone.row(9, row);
        assertThat(Arrays.copyOfRange(light, 0, 3 * 70)).containsExactly(Arrays.copyOfRange(row, 3 * 17, 3 * 87));
    }

    @Test
    void shouldGoOnFromItsSnapshotAfterItWasKilled() {
        final int samples = 512;
        final String sums = file("sums");
        // one thread takes longer than until the first snapshot, whatever the machine
        final NodeProcess victim = tree.client("victim", samples, "--snapshot", sums, "--threads", "1");
        victim.await(Pattern.compile("keeps a snapshot in"));
        victim.kill();
        final JsonNode left = run("picture", sums);
        final JsonNode summary = Tree.summary(tree.client("heir", samples, "--snapshot", sums));

        assertThat(Tree.hash(summary)).isEqualTo(Tree.hashAlone(samples));
        assertThat(summary.get("tileSamplesFromSnapshot").asLong()).isBetween(1L, 12L * samples - 1);
        assertThat(summary.get("tileSamples").asLong()).isEqualTo(12L * samples);
        assertThat(left.get("samplesPerPixel").get("most").asInt()).isPositive();
        assertThat(run("picture", sums).get("pixelsSha256").asString()).isEqualTo(Tree.hash(summary));
    }

    @Test
    void shouldBecomeOnePictureOfTwoFarmsSamples() {
        final JsonNode first = Tree.summary(tree.client("first", SAMPLES / 2, "--snapshot", file("a")));
        final NodeProcess second = tree.client("second", SAMPLES / 2, "--first-sample", "64", "--snapshot", file("b"),
            "--listen", "0");
        tree.leaf("leaf", second.listening());
        final JsonNode other = Tree.summary(second);
        final NodeProcess merge = NodeProcess.startCommand("merge", "merge", file("a"), file("b"), "--out", file("c"));
        assertThat(merge.result()).contains("12 tiles");

        final JsonNode picture = run("picture", file("c"), "--out", file("c.exr"));
        assertThat(picture.get("pixelsSha256").asString()).isEqualTo(hashAlone);
        assertThat(picture.get("samplesPerPixel").get("fewest").asInt()).isEqualTo(SAMPLES);
        assertThat(Tree.hash(first)).isNotEqualTo(Tree.hash(other));
        assertThat(folder.resolve("c.exr")).exists();
    }

    @Test
    void shouldBeTheSameAdaptivelyFromAnyTreeAndAfterAKill() {
        final int ceiling = 512;
        final String[] adaptive = {"--adaptive", "0.01"};
        final JsonNode undisturbed = Tree.summary(tree.client("undisturbed", ceiling, adaptive));
        final NodeProcess client = tree.client("client", ceiling, "--adaptive", "0.01", "--mode", "tiled", "--listen",
            "0", "--snapshot", file("sums"));
        final NodeProcess polite = tree.start("polite", "--role=leaf", "--parent", client.listening(), "--threads", "2",
            "--duty", "50", "--nice");
        client.await(Pattern.compile("keeps a snapshot in"));
        client.kill();
        final JsonNode heir = Tree.summary(tree.client("heir", ceiling, "--adaptive", "0.01", "--snapshot",
            file("sums")));

        assertThat(polite.isAlive()).isTrue();
        assertThat(Tree.hash(heir)).isEqualTo(Tree.hash(undisturbed));
        assertThat(heir.get("tileSamples")).isEqualTo(undisturbed.get("tileSamples"));
        assertThat(heir.get("tileSamplesFromSnapshot").asLong()).isPositive();
        assertThat(undisturbed.get("tileSamples").asLong()).as("some tiles end early").isLessThan(12L * ceiling);
    }

    @Test
    void shouldRefuseASnapshotOfAnotherPictureWithExitCode2() {
        Tree.summary(tree.client("first", 16, "--snapshot", file("a")));
        final NodeProcess other = tree.client("other", 16, "--filter", "box", "--snapshot", file("a"));

        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.said()).contains(file("a")).contains("it differs in pixel filter");
    }

    /** The JSON line of a command that ends well. */
    private static JsonNode run(final String... args) {
        try (NodeProcess command = NodeProcess.startCommand(args[0], args)) {
            return JsonMapper.builder().build().readTree(command.result());
        }
    }
}
