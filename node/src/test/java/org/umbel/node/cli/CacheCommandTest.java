package org.umbel.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockCodec;
import org.umbel.node.store.BlockFolder;
import org.umbel.node.store.CacheBudget;
import org.umbel.node.store.CacheOptions;
import org.umbel.node.store.CachePlace;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CacheCommandTest {
    @TempDir
    private Path parent;
    private Path folder;
    private String out = "";
    private String err = "";

    @BeforeEach
    void keepThreeBlocks() {
        folder = parent.resolve("blocks");
        final BlockFolder held = BlockFolder.open(folder, CacheBudget.USUAL, line -> {
            throw new AssertionError(line);
        });
        for (int i = 0; i < 3; i++) {
            held.write(block(i));
        }
    }

    private static Block block(final int content) {
        return BlockCodec.encode(new byte[] {(byte) content, 2, 3}, 0, 3, 1);
    }

    private Path file(final Block block) {
        return folder.resolve(block.id().toString().substring(0, 2)).resolve(block.id().toString());
    }

    private int run(final String... args) {
        final CommandLine line = Main.commandLine();
        final StringWriter problems = new StringWriter();
        line.setErr(new PrintWriter(problems));
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        final PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            return line.execute(args);
        } finally {
            System.setOut(before);
            out = printed.toString(StandardCharsets.UTF_8);
            err = problems.toString();
        }
    }

    private JsonNode json() {
        return JsonMapper.builder().build().readTree(out);
    }

    @Test
    void shouldTellWhatIsHeld() {
        assertThat(run("cache", "stat", "--cache", folder.toString(), "--json")).isZero();
        assertThat(json().get("folder").asString()).isEqualTo(folder.toString());
        assertThat(json().get("blocks").asInt()).isEqualTo(3);
        assertThat(json().get("bytes").asLong()).isEqualTo(3 * 4096);
        assertThat(json().get("bytesMax").asLong()).isBetween(1L, 8L << 30);
        assertThat(json().get("oldestUse").asString()).matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

        assertThat(run("cache", "stat", "--cache", folder.toString())).isZero();
        assertThat(out).startsWith(folder + ": 3 blocks, 12 KiB of ").contains("not used for longest: since 20");
    }

    @Test
    void shouldRemoveWhatIsSpoiltAndSayItByTheExitCode() throws IOException {
        assertThat(run("cache", "verify", "--cache", folder.toString())).isZero();
        assertThat(out).contains("3 blocks are genuine, 0 structures are as they were written, 0 were spoilt");
        Files.write(file(block(1)), new byte[40]);

        assertThat(run("cache", "verify", "--cache", folder.toString(), "--json")).isEqualTo(Main.EXIT_FAULT);
        assertThat(json().get("genuine").asInt()).isEqualTo(2);
        assertThat(json().get("removed").asInt()).isEqualTo(1);
        assertThat(file(block(1))).doesNotExist();
        assertThat(run("cache", "verify", "--cache", folder.toString())).isZero();
    }

    @Test
    void shouldPruneToASizeOrAltogether() {
        assertThat(run("cache", "prune", "--cache", folder.toString(), "--to", "8KiB", "--json")).isZero();
        assertThat(json().get("removed").asInt()).isEqualTo(1);
        assertThat(json().get("bytesLeft").asLong()).isEqualTo(8192);

        assertThat(run("cache", "prune", "--cache", folder.toString(), "--all")).isZero();
        assertThat(out).contains("2 files of 8 KiB are removed, 0 B are left");
        assertThat(file(block(2))).doesNotExist();
    }

    @Test
    void shouldRefuseMistakesAndRemoveNothing() throws IOException {
        refused("one of them", "cache", "prune", "--cache", folder.toString());
        refused("one of them", "cache", "prune", "--cache", folder.toString(), "--all", "--to", "1GiB");
        refused("not a size: much", "cache", "prune", "--cache", folder.toString(), "--to", "much");
        refused("is not a folder of blocks", "cache", "prune", "--cache", parent.resolve("absent").toString(), "--all");
        Files.writeString(parent.resolve("letter.txt"), "dear");
        refused("is not a folder of blocks", "cache", "stat", "--cache", parent.toString());
        refused("subcommand", "cache");

        assertThat(file(block(0))).exists();
        assertThat(parent.resolve("absent")).doesNotExist();
        assertThat(parent.toFile().list()).containsExactlyInAnyOrder("blocks", "letter.txt");
    }

    private void refused(final String words, final String... args) {
        assertThat(run(args)).isEqualTo(Main.EXIT_USER);
        assertThat(err).contains(words);
    }

    private static CacheOptions options(final String... args) {
        final NodeOptions options = new NodeOptions();
        new CommandLine(options).parseArgs(args);
        return ((RoleConfig.OfServant) new OptionReader(options).read()).config().cache();
    }

    @Test
    void shouldKeepBlocksInTheUsersFolderUnlessTold() {
        assertThat(options("--role=leaf", "--parent", "127.0.0.1:8422"))
            .isEqualTo(new CacheOptions(java.util.Optional.of(CachePlace.blocks()), CacheBudget.USUAL));
        assertThat(options("--role=relay", "--cache", folder.toString(), "--cache-bytes", "4GiB"))
            .isEqualTo(new CacheOptions(java.util.Optional.of(folder), CacheBudget.of(4L << 30)));
        assertThat(options("--role=leaf", "--parent", "127.0.0.1:8422", "--no-cache")).isEqualTo(CacheOptions.NONE);
    }

    @Test
    void shouldRefuseBadOptionsOfANode() throws IOException {
        Files.writeString(parent.resolve("letter.txt"), "dear");

        refused("--cache-bytes: not a size of at least 1 MiB: 4 elephants", "--role=leaf", "--cache-bytes",
            "4 elephants");
        refused("at least 1 MiB: 1000", "--role=relay", "--cache-bytes", "1000");
        refused("is not a folder of blocks", "--role=leaf", "--cache", parent.toString());
        refused("is not a folder of blocks", "--role=leaf", "--cache", parent.resolve("letter.txt").toString());
        refused("not a path", "--role=leaf", "--cache", " ");
        refused("not together", "--role=leaf", "--no-cache", "--cache", "x");
        refused("are for relays and leaves", "--role=client", "a.glb", "--no-cache");
    }
}
