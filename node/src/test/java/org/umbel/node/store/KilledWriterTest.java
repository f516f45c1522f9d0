package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.block.Block;

/** Processes that write are ended by kill -9, at any moment. */
@Timeout(120)
final class KilledWriterTest {
    private static final CacheBudget BUDGET = CacheBudget.of(40 * Kept.diskBytes());

    @TempDir
    private Path folder;
    private final List<String> words = new ArrayList<>();

    /** Writes for ever and says so after each tenth block. */
    static final class Writer {
        private Writer() {}

        public static void main(final String[] args) {
            final BlockFolder held = BlockFolder.open(Path.of(args[0]), BUDGET, System.out::println);
            for (long seed = 0;; seed++) {
                held.write(Kept.block(seed));
                if (seed % 10 == 9) {
                    System.out.println("written " + (seed + 1));
                }
            }
        }
    }

    /** Writes one block, and then another one to the middle, where it stops for ever. */
    static final class HalfWriter {
        private HalfWriter() {}

        public static void main(final String[] args) {
            BlockFolder.open(Path.of(args[0]), BUDGET, System.out::println).write(Kept.block(1));
            new BlockFolder(Path.of(args[0]), BUDGET, System.out::println, InstantSource.system(),
                temp -> HalfChannel.stopping(TempFiles.open(temp))).write(Kept.block(2));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 90})
    void shouldHoldOnlyGenuineBlocksWhateverItWasDoing(final int count) throws Exception {
        try (ChildJvm writer = new ChildJvm(Writer.class, 64, folder)) {
            writer.await("written " + count);
            writer.kill();
        }
        final int files = Kept.files(folder).size();

        final BlockFolder later = BlockFolder.open(folder, BUDGET, words::add);

        assertThat(files).isBetween(10, 40);
        assertThat(later.verify()).isEqualTo(new CacheStatistics.Verified(files, 0, 0, 0));
        final Block next = Kept.block(-1);
        later.write(next);
        assertThat(later.read(next.id())).contains(next);
        assertThat(words).isEmpty();
    }

    @Test
    void shouldForgetABlockThatWasHalfWrittenAndRemoveWhatIsLeftOfIt() throws Exception {
        try (ChildJvm writer = new ChildJvm(HalfWriter.class, 64, folder)) {
            writer.await("half");
            writer.kill();
        }
        assertThat(Kept.temps(folder)).singleElement().satisfies(temp -> assertThat(Files.size(temp)).isPositive());

        final BlockFolder later = new BlockFolder(folder, BUDGET, words::add,
            InstantSource.fixed(Instant.now().plus(Duration.ofHours(1))), TempFiles::open);

        assertThat(Kept.temps(folder)).isEmpty();
        assertThat(later.read(Kept.block(1).id())).contains(Kept.block(1));
        assertThat(later.mayHold(Kept.block(2).id())).isFalse();
        later.write(Kept.block(2));
        assertThat(later.read(Kept.block(2).id())).contains(Kept.block(2));
        assertThat(words).isEmpty();
    }
}
