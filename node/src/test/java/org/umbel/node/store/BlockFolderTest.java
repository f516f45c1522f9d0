package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockCodec;

final class BlockFolderTest {
    private static final CacheBudget AMPLE = CacheBudget.of(1L << 30);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path parent;
    private Path folder;
    private final List<String> words = new ArrayList<>();
    private final HandClock clock = new HandClock(NOON);

    @BeforeEach
    void nameAFolderThatIsNotThere() {
        folder = parent.resolve("deep").resolve("blocks");
    }

    private BlockFolder open(final CacheBudget budget) {
        return new BlockFolder(folder, budget, words::add, clock, TempFiles::open);
    }

    /** Room for exactly so many of {@link Kept#block}. */
    private static CacheBudget roomFor(final int blocks) {
        return CacheBudget.of(blocks * Kept.diskBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 5000, Block.RAW_BYTES_MAX})
    void shouldGiveBackWhatWasWrittenInALaterRun(final int length) throws Exception {
        final byte[] raw = new byte[length];
        new java.util.Random(length).nextBytes(raw);
        final Block block = BlockCodec.encode(raw, 0, length, 12);
        final BlockFolder first = open(AMPLE);
        assertThat(first.mayHold(block.id())).isFalse();
        assertThat(first.read(block.id())).isEmpty();
        first.write(block);

        final BlockFolder later = open(AMPLE);

        assertThat(later.mayHold(block.id())).isTrue();
        assertThat(BlockCodec.decode(later.read(block.id()).orElseThrow())).isEqualTo(raw);
        assertThat(Kept.temps(folder)).isEmpty();
        assertThat(words).isEmpty();
    }

    @Test
    void shouldRemoveThoseUsedLongestAgoAlsoAfterARestart() {
        final List<Block> blocks = Kept.blocks(21);
        final BlockFolder first = open(roomFor(20));
        for (final Block block : blocks.subList(0, 20)) {
            clock.advance(Duration.ofSeconds(1));
            first.write(block);
        }
        clock.advance(Duration.ofSeconds(1));
        assertThat(first.read(blocks.getFirst().id())).isPresent();
        clock.advance(Duration.ofSeconds(1));
        first.write(blocks.get(1));

        final BlockFolder later = open(roomFor(20));
        clock.advance(Duration.ofSeconds(1));
        later.write(blocks.get(20));

        // Down to nine tenths: 18 of 20 stay, and the new one comes. The first two have been used since.
        assertThat(blocks).filteredOn(block -> !later.mayHold(block.id()))
            .containsExactly(blocks.get(2), blocks.get(3));
        assertThat(later.statistics().bytes()).isEqualTo(19 * Kept.diskBytes());
    }

    @Test
    void shouldNeverHoldMoreThanTheBudget() {
        final BlockFolder held = open(roomFor(12));
        for (int i = 0; i < 60; i++) {
            clock.advance(Duration.ofSeconds(1));
            held.write(Kept.block(i));
            assertThat(held.statistics().bytes()).isBetween(Kept.diskBytes(), 12 * Kept.diskBytes());
            assertThat(held.mayHold(Kept.block(i).id())).isTrue();
        }
        assertThat(words).isEmpty();
    }

    @Test
    void shouldNoticeWhatAnotherProcessWrites() {
        final BlockFolder one = open(roomFor(40));
        final BlockFolder other = open(roomFor(40));
        for (int i = 0; i < 100; i++) {
            (i % 2 == 0 ? one : other).write(Kept.block(i));
            // Each looks again after a thirty-second of the budget, here two blocks.
            assertThat(Kept.files(folder)).hasSizeLessThanOrEqualTo(42);
        }
    }

    @Test
    void shouldTakeAtMostHalfOfWhatTheDiskHas() {
        final CacheBudget budget = new CacheBudget(10L << 20, true);

        assertThat(budget.bytes(0, 1L << 30)).isEqualTo(10L << 20);
        assertThat(budget.bytes(1L << 20, 5L << 20)).isEqualTo(3L << 20);
        assertThat(CacheBudget.of(10L << 20).bytes(1L << 20, 0)).isEqualTo(10L << 20);
    }

    @Test
    void shouldNotGiveOutASpoiltFileAndRemoveIt() throws IOException {
        final Block block = Kept.block(1);
        final BlockFolder held = open(AMPLE);
        held.write(block);
        final Path file = BlockFile.path(folder, block.id());
        final byte[] good = Files.readAllBytes(file);
        final byte[] other = Files.readAllBytes(written(held, Kept.block(2)));
        final List<byte[]> spoilt = new ArrayList<>(List.of(new byte[0], "x".getBytes(
            java.nio.charset.StandardCharsets.US_ASCII), new byte[good.length], other,
            java.util.Arrays.copyOf(good, 12), java.util.Arrays.copyOf(good, 13),
            java.util.Arrays.copyOf(good, good.length / 2),
            java.util.Arrays.copyOf(good, good.length - 1), java.util.Arrays.copyOf(good, BlockFile.BYTES_MAX + 1)));
        for (final int at : new int[] {0, 5, 9, 12, 13, 20, good.length / 2, good.length - 1}) {
            final byte[] flipped = good.clone();
            flipped[at] ^= 0x10;
            spoilt.add(flipped);
        }
        for (final int claimed : new int[] {-1, 0, Kept.RAW_BYTES - 1, Kept.RAW_BYTES + 1, Integer.MAX_VALUE}) {
            spoilt.add(ByteBuffer.wrap(good.clone()).putInt(8, claimed).array());
        }

        for (final byte[] bytes : spoilt) {
            Files.write(file, bytes);
            assertThat(held.mayHold(block.id())).isTrue();
            assertThat(held.read(block.id())).isEmpty();
            assertThat(file).doesNotExist();
        }
        held.write(block);
        assertThat(held.read(block.id())).contains(block);
        assertThat(words.getFirst()).contains("spoilt").contains(file.toString());
        assertThat(words).hasSize(8);
    }

    private Path written(final BlockFolder held, final Block block) {
        held.write(block);
        return BlockFile.path(folder, block.id());
    }

    @Test
    void shouldTellASpoiltFileOnce() throws IOException {
        final BlockFolder held = open(AMPLE);
        Files.write(written(held, Kept.block(1)), new byte[3]);

        assertThat(held.read(Kept.block(1).id())).isEmpty();
        assertThat(held.read(Kept.block(1).id())).isEmpty();

        assertThat(words).hasSize(1);
    }

    @Test
    void shouldFindWhatIsSpoiltAmongAll() throws IOException {
        final BlockFolder held = open(AMPLE);
        final List<Block> blocks = Kept.blocks(5);
        blocks.forEach(held::write);
        final Path spoilt = BlockFile.path(folder, blocks.get(3).id());
        Files.write(spoilt, new byte[] {1, 2, 3});
        final Path strange = Files.writeString(folder.resolve("notes.txt"), "mine");

        assertThat(held.verify()).isEqualTo(new CacheStatistics.Verified(4, 0, 1, 0));
        assertThat(held.verify()).isEqualTo(new CacheStatistics.Verified(4, 0, 0, 0));
        assertThat(spoilt).doesNotExist();
        assertThat(strange).exists();
    }

    @Test
    void shouldTellWhatItHoldsAndKeepTheYoungestWhenPruned() {
        final BlockFolder held = open(AMPLE);
        final List<Block> blocks = Kept.blocks(5);
        for (final Block block : blocks) {
            held.write(block);
            clock.advance(Duration.ofHours(1));
        }
        assertThat(held.statistics()).isEqualTo(new CacheStatistics(folder, 5, 0, 0, 5 * Kept.diskBytes(), 1L << 30,
            java.util.Optional.of(NOON)));

        assertThat(held.prune(2 * Kept.diskBytes() + 1)).contains(
            new CacheStatistics.Pruned(3, 3 * Kept.diskBytes(), 2 * Kept.diskBytes()));
        assertThat(blocks).filteredOn(block -> held.mayHold(block.id())).containsExactly(blocks.get(3), blocks.get(4));
        assertThat(held.prune(0)).contains(new CacheStatistics.Pruned(2, 2 * Kept.diskBytes(), 0));
        assertThat(held.statistics().oldestUse()).isEmpty();
    }

    @Test
    void shouldLeaveAFolderOfOtherFilesAlone() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("letter.txt"), "dear");

        final BlockFolder held = open(AMPLE);
        held.write(Kept.block(1));

        assertThat(BlockFolder.isThere(folder)).isFalse();
        assertThat(held.mayHold(Kept.block(1).id())).isFalse();
        assertThat(held.prune(0)).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("letter.txt");
        assertThat(words).hasSize(1).first().asString().contains("other files", "--cache");
    }

    @Test
    void shouldServeWithoutADiskWhereTheFolderIsAFile() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file");

        final BlockFolder held = open(AMPLE);
        held.write(Kept.block(1));

        assertThat(held.read(Kept.block(1).id())).isEmpty();
        assertThat(held.statistics().blocks()).isZero();
        assertThat(held.verify()).isEqualTo(new CacheStatistics.Verified(0, 0, 0, 0));
        assertThat(words).hasSize(1).first().asString().contains("it is no folder", "--no-cache");
    }

    @Test
    void shouldGoOnWhenSomebodyRemovesTheFolderMeanwhile() throws IOException {
        final BlockFolder held = open(AMPLE);
        held.write(Kept.block(1));
        Files.move(folder, parent.resolve("gone"));

        assertThat(held.read(Kept.block(1).id())).isEmpty();
        held.write(Kept.block(1));

        assertThat(held.read(Kept.block(1).id())).isPresent();
        assertThat(words).isEmpty();
    }

    @Test
    void shouldRemoveOldTempFilesOnlyOfItsOwn() throws IOException {
        open(AMPLE);
        final Path temps = folder.resolve(TempFiles.FOLDER);
        final Path dead = Files.writeString(temps.resolve(java.util.UUID.randomUUID() + "-17"), "half a blo");
        final Path strange = Files.writeString(temps.resolve("letter.txt"), "dear");
        final java.nio.file.attribute.FileTime noon = java.nio.file.attribute.FileTime.from(NOON);
        Files.setLastModifiedTime(dead, noon);
        Files.setLastModifiedTime(strange, noon);

        clock.advance(TempFiles.AGE_MAX);
        open(AMPLE);
        assertThat(dead).exists();
        clock.advance(Duration.ofSeconds(1));
        open(AMPLE);

        assertThat(dead).doesNotExist();
        assertThat(strange).exists();
    }
}
