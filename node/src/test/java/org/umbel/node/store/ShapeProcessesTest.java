package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.tracer.accel.AccelShape;

/** Structures in a folder that several processes write, of which some are ended by kill -9. */
@Timeout(120)
final class ShapeProcessesTest {
    private static final int SHAPES = 60;
    private static final CacheBudget BUDGET = CacheBudget.of(40 * Shapes.diskBytes());

    @TempDir
    private Path folder;

    private static BlockFolder open(final Path at) {
        return BlockFolder.open(at, BUDGET, line -> {
            throw new AssertionError(line);
        });
    }

    /** Reads or writes random ones of the same structures; for ever, or so many times. */
    static final class Neighbour {
        private Neighbour() {}

        public static void main(final String[] args) {
            final BlockFolder held = BlockFolder.open(Path.of(args[0]), BUDGET, System.out::println);
            final Random random = new Random(Long.parseLong(args[1]));
            final int rounds = Integer.parseInt(args[2]);
            int found = 0;
            for (int i = 1; i <= rounds; i++) {
                final int seed = random.nextInt(SHAPES);
                final Optional<AccelShape> read = held.readShape(Shapes.key(seed), Shapes.TRIANGLES);
                if (read.isEmpty()) {
                    held.writeShape(Shapes.key(seed), Shapes.shape(seed));
                } else if (Shapes.isSame(read.get(), Shapes.shape(seed))) {
                    found++;
                } else {
                    System.out.println("another shape: " + seed);
                }
                if (i % 100 == 0) {
                    System.out.println("round " + i);
                }
            }
            System.out.println(found > 0 ? "found some" : "found none");
        }
    }

    /** Writes one structure, and then another one to the middle, where it stops for ever. */
    static final class HalfWriter {
        private HalfWriter() {}

        public static void main(final String[] args) {
            BlockFolder.open(Path.of(args[0]), BUDGET, System.out::println).writeShape(Shapes.key(1), Shapes.shape(1));
            new BlockFolder(Path.of(args[0]), BUDGET, System.out::println, InstantSource.system(),
                temp -> HalfChannel.stopping(TempFiles.open(temp))).writeShape(Shapes.key(2), Shapes.shape(2));
        }
    }

    @Test
    void shouldStayGenuineAndInBudgetWithTwoProcessesAtOnce() throws Exception {
        try (ChildJvm one = new ChildJvm(Neighbour.class, 64, folder, 1, 600);
             ChildJvm other = new ChildJvm(Neighbour.class, 64, folder, 2, 600)) {
            one.await("round 100");
            other.await("round 100");
            for (final ChildJvm child : List.of(one, other)) {
                assertThat(child.rest()).last().isEqualTo("found some");
                assertThat(child.exitCode()).isZero();
            }
        }
        final int files = Shapes.files(folder).size();
        assertThat(files).isBetween(20, 42);
        assertThat(open(folder).verify()).isEqualTo(new CacheStatistics.Verified(0, files, 0, 0));
        assertThat(Kept.temps(folder)).isEmpty();
    }

    @Test
    void shouldHoldOnlyGenuineOnesWhateverAKilledWriterWasDoing() throws Exception {
        try (ChildJvm writer = new ChildJvm(Neighbour.class, 64, folder, 3, 1_000_000)) {
            writer.await("round 200");
            writer.kill();
        }
        final int files = Shapes.files(folder).size();
        final BlockFolder later = open(folder);
        assertThat(files).isPositive();
        assertThat(later.verify()).isEqualTo(new CacheStatistics.Verified(0, files, 0, 0));
    }

    @Test
    void shouldForgetWhatWasHalfWrittenAndRemoveWhatIsLeftOfIt() throws Exception {
        try (ChildJvm writer = new ChildJvm(HalfWriter.class, 64, folder)) {
            writer.await("half");
            writer.kill();
        }
        assertThat(Kept.temps(folder)).hasSize(1);
        final BlockFolder later = new BlockFolder(folder, BUDGET, line -> {
            throw new AssertionError(line);
        }, InstantSource.fixed(Instant.now().plus(Duration.ofHours(1))), TempFiles::open);
        assertThat(Kept.temps(folder)).isEmpty();
        assertThat(later.readShape(Shapes.key(1), Shapes.TRIANGLES)).isPresent();
        assertThat(later.readShape(Shapes.key(2), Shapes.TRIANGLES)).isEmpty();
        later.writeShape(Shapes.key(2), Shapes.shape(2));
        assertThat(later.readShape(Shapes.key(2), Shapes.TRIANGLES)).isPresent();
    }
}
