package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.block.Block;

/** Processes of one machine read, write and remove blocks of one folder at the same time. */
@Timeout(120)
final class SharedFolderTest {
    private static final int ROOM_BLOCKS = 64;
    private static final int BLOCKS = 200;
    private static final CacheBudget BUDGET = CacheBudget.of(ROOM_BLOCKS * Kept.diskBytes());

    @TempDir
    private Path folder;

    /** Reads or writes random ones of the same blocks, and says how often one was held and how often removed since. */
    static final class Neighbour {
        private Neighbour() {}

        public static void main(final String[] args) {
            final BlockFolder held = BlockFolder.open(Path.of(args[0]), BUDGET, System.out::println);
            final Random random = new Random(Long.parseLong(args[1]));
            final List<Block> blocks = Kept.blocks(BLOCKS);
            int found = 0;
            int gone = 0;
            System.out.println("begins");
            for (int i = 0; i < 800; i++) {
                final Block block = blocks.get(random.nextInt(BLOCKS));
                final boolean mayBeThere = held.mayHold(block.id());
                final Optional<Block> read = held.read(block.id());
                found += read.isPresent() ? 1 : 0;
                gone += mayBeThere && read.isEmpty() ? 1 : 0;
                if (read.isEmpty()) {
                    held.write(block);
                } else if (!java.util.Arrays.equals(read.get().compressed(), block.compressed())) {
                    System.out.println("another block: " + block.id());
                }
            }
            System.out.println("found " + found + ", gone " + gone);
        }
    }

    /** Has the right to remove blocks, and never gives it back. */
    static final class Remover {
        private Remover() {}

        public static void main(final String[] args) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(args[0], Room.LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
                System.out.println(lock.isValid() ? "locked" : "not locked");
                LockSupport.park();
            }
        }
    }

    @Test
    void shouldStayGenuineAndInBudgetWithProcessesThatWriteAndRemoveAtOnce() throws Exception {
        try (ChildJvm one = new ChildJvm(Neighbour.class, 128, folder, 1);
             ChildJvm other = new ChildJvm(Neighbour.class, 128, folder, 2)) {
            one.await("begins");
            other.await("begins");
            for (final ChildJvm child : List.of(one, other)) {
                assertThat(child.rest()).singleElement().asString().matches("found [1-9]\\d+, gone \\d+");
                assertThat(child.exitCode()).isZero();
            }
        }
        final int files = Kept.files(folder).size();
        final BlockFolder later = BlockFolder.open(folder, BUDGET, line -> {
            throw new AssertionError(line);
        });

        assertThat(later.verify()).isEqualTo(new CacheStatistics.Verified(files, 0, 0, 0));
        // Each process looks again after a thirty-second of the budget.
        assertThat(files).isBetween(ROOM_BLOCKS / 2, ROOM_BLOCKS + ROOM_BLOCKS / 32);
        assertThat(Kept.temps(folder)).isEmpty();
    }

    @Test
    void shouldNotExceedTheBudgetWhileAnotherOneRemovesBlocks() throws Exception {
        final BlockFolder held = BlockFolder.open(folder, BUDGET, line -> {
            throw new AssertionError(line);
        });
        final List<Block> blocks = Kept.blocks(ROOM_BLOCKS + 2);
        blocks.subList(0, ROOM_BLOCKS).forEach(held::write);
        try (ChildJvm remover = new ChildJvm(Remover.class, 64, folder)) {
            remover.await("locked");
            held.write(blocks.get(ROOM_BLOCKS));
            assertThat(held.prune(0)).isEmpty();
            assertThat(Kept.files(folder)).hasSize(ROOM_BLOCKS);
            assertThat(IntStream.range(0, ROOM_BLOCKS)).allMatch(i -> held.mayHold(blocks.get(i).id()));
            remover.kill();
        }
        held.write(blocks.get(ROOM_BLOCKS + 1));
        assertThat(held.mayHold(blocks.get(ROOM_BLOCKS + 1).id())).isTrue();
    }
}
