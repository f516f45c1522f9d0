package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.block.Block;

/** A disk that is full, read-only or fails in the middle of a file: nothing half-written, and one line. */
final class FailingDiskTest {
    private static final CacheBudget AMPLE = CacheBudget.of(1L << 30);
    private static final int BLOCKS = 60;

    @TempDir
    private Path folder;
    private final List<String> words = new ArrayList<>();
    private final HandClock clock = new HandClock(Instant.parse("2026-03-01T12:00:00Z"));
    private boolean isFailing = true;
    private int opened;

    private WritableByteChannel failInTheMiddle(final Path temp) throws IOException {
        opened++;
        final WritableByteChannel whole = TempFiles.open(temp);
        return isFailing ? HalfChannel.failing(whole) : whole;
    }

    @Test
    void shouldLeaveNothingBehindTellOnceAndTryAgainAfterAWhile() {
        final BlockFolder held = new BlockFolder(folder, AMPLE, words::add, clock, this::failInTheMiddle);
        held.write(Kept.block(1));
        held.write(Kept.block(2));
        assertThat(opened).as("paused").isEqualTo(1);
        clock.advance(BlockFolder.PAUSE);
        held.write(Kept.block(3));
        assertThat(opened).isEqualTo(2);

        assertThat(Kept.temps(folder)).isEmpty();
        assertThat(Kept.files(folder)).isEmpty();
        assertThat(words).hasSize(1).first().asString().contains("Input/output error");

        isFailing = false;
        clock.advance(BlockFolder.PAUSE);
        held.write(Kept.block(3));
        assertThat(held.read(Kept.block(3).id())).contains(Kept.block(3));
    }

    @Test
    void shouldTryAgainAtOnceWhenTheClockHasBeenSetBack() {
        final BlockFolder held = new BlockFolder(folder, AMPLE, words::add, clock, this::failInTheMiddle);
        held.write(Kept.block(1));
        isFailing = false;
        clock.advance(Duration.ofDays(-400));
        held.write(Kept.block(1));

        assertThat(held.mayHold(Kept.block(1).id())).isTrue();
    }

    @Test
    @Timeout(60)
    void shouldMakeRoomWhenTheDiskIsFull() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder, "size=3m")) {
            final Path cache = disk.folder().resolve("blocks");
            final BlockFolder held = BlockFolder.open(cache, AMPLE, words::add);
            final List<Block> blocks = Kept.blocks(BLOCKS);
            blocks.forEach(held::write);

            assertThat(held.verify().removed()).isZero();
            assertThat(Kept.temps(cache)).isEmpty();
            assertThat(Kept.files(cache)).hasSizeBetween(10, 40);
            assertThat(blocks.getFirst().id()).matches(id -> !held.mayHold(id), "the oldest went");
            assertThat(blocks.subList(BLOCKS - 5, BLOCKS)).as("it goes on").anyMatch(b -> held.mayHold(b.id()));
            assertThat(words).hasSize(1).first().asString().contains("No space left on device");
        }
    }

    @Test
    @Timeout(60)
    void shouldPauseWhenTheDiskIsFullOfOtherThings() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder, "size=1m")) {
            final Path cache = disk.folder().resolve("blocks");
            final BlockFolder held = new BlockFolder(cache, AMPLE, words::add, InstantSource.system(), temp -> {
                opened++;
                return TempFiles.open(temp);
            });
            Files.write(disk.folder().resolve("film.mov"), new byte[950_000]);
            Kept.blocks(10).forEach(held::write);

            assertThat(opened).isEqualTo(1);
            assertThat(Kept.files(cache)).isEmpty();
            assertThat(Kept.temps(cache)).isEmpty();
            assertThat(words).hasSize(1);
        }
    }

    @Test
    @Timeout(60)
    void shouldReadButNotWriteWhereTheDiskIsReadOnly() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder, "size=3m")) {
            final Path cache = disk.folder().resolve("blocks");
            BlockFolder.open(cache, AMPLE, words::add).write(Kept.block(1));
            disk.remount("ro");
            final BlockFolder held = BlockFolder.open(cache, AMPLE, words::add);
            held.write(Kept.block(2));
            held.write(Kept.block(3));

            assertThat(held.read(Kept.block(1).id())).contains(Kept.block(1));
            assertThat(held.mayHold(Kept.block(2).id())).isFalse();
            assertThat(held.prune(0)).isEmpty();
            assertThat(words.getFirst()).contains("Read-only file system");
        }
    }
}
