package org.umbel.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.node.role.ClientConfig;
import org.umbel.node.role.RenderOptions;
import org.umbel.topology.ProblemException;
import picocli.CommandLine;

final class RenderReaderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldRenderEverythingUnlessTold() {
        assertThat(client().render()).isEqualTo(RenderOptions.ALL);
    }

    @Test
    void shouldReadWhatOfAPictureIsWanted() {
        final String file = folder.resolve("a.sums").toString();
        final RenderOptions render = client("--mode", "tiled", "--crop", "10, 20,300,40", "--first-sample", "64",
            "--snapshot", file).render();

        assertThat(render.tiled()).isTrue();
        assertThat(render.crop()).contains(new PixelRegion(10, 20, 300, 40));
        assertThat(render.firstSample()).isEqualTo(64);
        assertThat(render.snapshot()).contains(Path.of(file));
        assertThat(client("--adaptive", "0.02").render().adaptiveError()).isEqualTo(0.02f);
    }

    @Test
    void shouldTakeSppAsTheNumberThatThisRunRenders() {
        assertThat(client("--spp", "64", "--first-sample", "128").settings().samples()).isEqualTo(192);
        assertThat(client("--spp", "64").settings().samples()).isEqualTo(64);
        assertRefused("beyond sample 2^22", "--spp", "4194304", "--first-sample", "16");
    }

    @Test
    void shouldRefuseAFirstSampleThatSplitsIntoManyRanges() {
        assertRefused("16 or 32 are", "--first-sample", "20");
        assertRefused("--first-sample: not a whole number", "--first-sample", "-16");
        assertRefused("--first-sample: not a whole number", "--first-sample", "many");
    }

    @Test
    void shouldRefuseACropThatIsNoneOrOutside() {
        assertRefused("--crop 0,0,320,180", "--crop", "1,2,3");
        assertRefused("--crop 0,0,320,180", "--crop", "1,2,3,x");
        assertRefused("--crop 0,0,320,180", "--crop", "0,0,0,9");
        assertRefused("not inside 320x200", "--size", "320x200", "--crop", "300,0,21,9");
    }

    @Test
    void shouldRefuseWhatCannotGoTogether() {
        final String file = folder.resolve("a.sums").toString();
        assertRefused("--first-sample: it decides", "--adaptive", "0.1", "--first-sample", "16");
        assertRefused("nothing to decide", "--adaptive", "0.1", "--spp", "31");
        assertRefused("--adaptive: not a number", "--adaptive", "0");
        assertRefused("--mode: unknown", "--mode", "spiral");
        assertRefused("is a folder", "--snapshot", folder.toString());
        assertRefused("--out too", "--snapshot", folder.resolve("a.exr").toString(), "--out",
            folder.resolve("a.exr").toString());
        assertThatThrownBy(() -> read(List.of("--role=client", "a.glb", "--snapshot", file)))
            .isInstanceOf(ProblemException.class).hasMessageContaining("add --out FILE");
        assertThatThrownBy(() -> read(List.of("--role=client", "a.glb", "--mode", "tiled")))
            .isInstanceOf(ProblemException.class).hasMessageContaining("add --out FILE");
    }

    private static void assertRefused(final String words, final String... args) {
        assertThatThrownBy(() -> client(args)).isInstanceOf(ProblemException.class).hasMessageContaining(words);
    }

    private static ClientConfig client(final String... args) {
        final List<String> all = new ArrayList<>(List.of("--role=client", "a.glb", "--json"));
        all.addAll(List.of(args));
        return ((RoleConfig.OfClient) read(all)).config();
    }

    private static RoleConfig read(final List<String> args) {
        final NodeOptions options = new NodeOptions();
        new CommandLine(options).parseArgs(args.toArray(String[]::new));
        return new OptionReader(options).read();
    }
}
