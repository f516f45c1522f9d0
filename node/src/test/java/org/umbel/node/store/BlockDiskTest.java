package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

@Timeout(60)
final class BlockDiskTest {
    private static final CacheBudget AMPLE = CacheBudget.of(1L << 30);

    @TempDir
    private Path folder;
    private final Semaphore woken = new Semaphore(0);
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

    private BlockDisk start() {
        return BlockDisk.start(new CacheOptions(Optional.of(folder), AMPLE), words::add, woken::release);
    }

    /** Waits for so many answers, woken for each. */
    private Map<BlockId, Optional<Block>> answers(final BlockDisk disk, final int count) throws InterruptedException {
        final Map<BlockId, Optional<Block>> answers = new HashMap<>();
        while (answers.size() < count) {
            assertThat(woken.tryAcquire(30, TimeUnit.SECONDS)).as("woken").isTrue();
            disk.drain(answer -> {
                switch (answer) {
                    case DiskAnswer.Found found -> answers.put(found.block().id(), Optional.of(found.block()));
                    case DiskAnswer.Absent absent -> answers.put(absent.id(), Optional.empty());
                }
            });
        }
        return answers;
    }

    @Test
    void shouldKeepForALaterRunAndAnswerEachFetch() throws InterruptedException {
        final List<Block> blocks = Kept.blocks(300);
        try (BlockDisk disk = start()) {
            blocks.subList(0, 200).forEach(disk::keep);
        }
        try (BlockDisk disk = start()) {
            blocks.forEach(block -> disk.fetch(block.id()));
            final Map<BlockId, Optional<Block>> answers = answers(disk, 300);

            for (int i = 0; i < 300; i++) {
                final Block block = blocks.get(i);
                assertThat(answers.get(block.id())).isEqualTo(i < 200 ? Optional.of(block) : Optional.empty());
                assertThat(disk.mayHold(block.id())).isEqualTo(i < 200);
            }
            assertThat(disk.droppedCount()).isZero();
        }
        assertThat(words).isEmpty();
    }

    @Test
    void shouldNeverLetTheCallerWaitForADiskThatHangs() throws InterruptedException {
        final CountDownLatch hangs = new CountDownLatch(1);
        final List<Block> blocks = Kept.blocks(4);
        final BlockDisk disk = BlockDisk.start(() -> {
            await(hangs);
            return BlockFolder.open(folder, AMPLE, words::add);
        }, words::add, woken::release);
        disk.fetch(blocks.getFirst().id());
        final int fit = (int) (DiskQueue.KEEP_BYTES_MAX / blocks.getFirst().compressed().length);
        for (int i = 0; i < fit + 10; i++) {
            disk.keep(blocks.getFirst());
        }

        assertThat(disk.droppedCount()).isEqualTo(10);
        assertThat(disk.mayHold(blocks.getFirst().id())).as("nobody knows yet").isTrue();
        assertThat(disk.drain(answer -> {
            throw new AssertionError(answer);
        })).isZero();
        hangs.countDown();
        assertThat(answers(disk, 1)).containsEntry(blocks.getFirst().id(), Optional.empty());
        disk.close();
        assertThat(BlockFolder.open(folder, AMPLE, words::add).mayHold(blocks.getFirst().id())).isTrue();
    }

    @Test
    void shouldFetchBeforeItKeeps() throws InterruptedException {
        final CountDownLatch hangs = new CountDownLatch(1);
        final List<Block> blocks = Kept.blocks(3);
        final BlockFolder held = BlockFolder.open(folder, AMPLE, words::add);
        held.write(blocks.get(2));
        final List<String> order = new ArrayList<>();
        final BlockFolder noting = new BlockFolder(folder, AMPLE, words::add, InstantSource.system(), temp -> {
            synchronized (order) {
                order.add("keeps");
            }
            return TempFiles.open(temp);
        });
        try (BlockDisk disk = BlockDisk.start(() -> {
            await(hangs);
            return noting;
        }, words::add, () -> {
            synchronized (order) {
                order.add("found");
            }
            woken.release();
        })) {
            disk.keep(blocks.get(0));
            disk.keep(blocks.get(1));
            disk.fetch(blocks.get(2).id());
            hangs.countDown();
            answers(disk, 1);
        }
        assertThat(order).startsWith("found").contains("keeps");
    }

    @Test
    void shouldCloseThoughNobodyDrains() {
        final BlockDisk disk = start();
        final List<Block> blocks = Kept.blocks(10);
        blocks.forEach(disk::keep);
        for (int i = 0; i < 2000; i++) {
            disk.fetch(blocks.get(i % 10).id());
        }
        disk.close();

        final BlockFolder later = BlockFolder.open(folder, AMPLE, words::add);
        assertThat(blocks).allMatch(block -> later.mayHold(block.id()));
    }

    @Test
    void shouldAnswerAbsentAfterAFaultOfOurs() throws InterruptedException {
        try (BlockDisk disk = BlockDisk.start(() -> {
            throw new IllegalStateException("a fault");
        }, words::add, woken::release)) {
            final BlockId id = Kept.block(1).id();
            disk.fetch(id);
            assertThat(answers(disk, 1)).containsEntry(id, Optional.empty());
            assertThat(disk.mayHold(id)).isFalse();
            disk.keep(Kept.block(1));
        }
        assertThat(words).singleElement().asString().contains("a fault");
    }

    @Test
    void shouldHoldNothingWithoutAFolder() {
        try (BlockDisk disk = BlockDisk.start(CacheOptions.NONE, words::add, woken::release)) {
            disk.keep(Kept.block(1));
            assertThat(disk.mayHold(Kept.block(1).id())).isFalse();
            assertThatThrownBy(() -> disk.fetch(Kept.block(1).id())).isInstanceOf(IllegalStateException.class);
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
