package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.block.BlockId;
import org.umbel.tracer.accel.AccelShape;

/** Shapes of built structures in the folder of the blocks: what was written or nothing, in one order of use. */
final class ShapeFolderTest {
    private static final CacheBudget AMPLE = CacheBudget.of(1L << 30);
    private static final BlockId KEY = Shapes.key(1);
    private static final AccelShape SHAPE = Shapes.shape(1);

    @TempDir
    private Path folder;
    private final List<String> words = new ArrayList<>();
    private final HandClock clock = new HandClock(Instant.parse("2026-03-01T12:00:00Z"));

    private BlockFolder open(final CacheBudget budget) {
        return new BlockFolder(folder, budget, words::add, clock, TempFiles::open);
    }

    private static boolean holds(final BlockFolder held, final long seed) {
        return held.readShape(Shapes.key(seed), Shapes.TRIANGLES)
            .filter(shape -> Shapes.isSame(shape, Shapes.shape(seed))).isPresent();
    }

    @Test
    void shouldFindAfterARestartWhatWasWritten() {
        open(AMPLE).writeShape(KEY, SHAPE);
        final BlockFolder later = open(AMPLE);
        assertThat(holds(later, 1)).isTrue();
        assertThat(holds(later, 2)).isFalse();
        assertThat(later.mayHold(KEY)).as("no block").isFalse();
        assertThat(later.statistics()).isEqualTo(new CacheStatistics(folder, 0, 1, Shapes.diskBytes(),
            Shapes.diskBytes(), 1L << 30, java.util.Optional.of(clock.instant())));
        assertThat(words).isEmpty();
    }

    @Test
    void shouldKeepTheShapeOfNoTriangles() {
        final BlockFolder held = open(AMPLE);
        held.writeShape(KEY, new AccelShape(new int[0], new int[0]));
        assertThat(held.readShape(KEY, 0)).hasValueSatisfying(shape -> assertThat(shape.children()).isEmpty());
    }

    @Test
    void shouldRemoveWhatIsSpoilt() throws IOException {
        final BlockFolder held = open(AMPLE);
        final Path file = FileKind.SHAPE.path(folder, KEY);
        final byte[] good = ShapeFile.bytes(KEY, SHAPE).array();
        final List<byte[]> spoilt = new ArrayList<>(List.of(new byte[0], new byte[47], Arrays.copyOf(good, 48),
            Arrays.copyOf(good, good.length - 1), Arrays.copyOf(good, good.length + 1),
            ShapeFile.bytes(Shapes.key(2), SHAPE).array()));
        final Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            final byte[] flipped = good.clone();
            final int at = i < 48 ? i < 16 ? i : good.length - 48 + i : 16 + random.nextInt(good.length - 48);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            spoilt.add(flipped);
        }
        Files.createDirectories(file.getParent());
        for (final byte[] bytes : spoilt) {
            Files.write(file, bytes);
            assertThat(held.readShape(KEY, Shapes.TRIANGLES)).isEmpty();
            assertThat(file).doesNotExist();
            Files.write(file, bytes);
            assertThat(held.verify()).isEqualTo(new CacheStatistics.Verified(0, 0, 1, 0));
            assertThat(file).doesNotExist();
        }
        held.writeShape(KEY, SHAPE);
        assertThat(holds(held, 1)).isTrue();
        assertThat(words).hasSize(8).first().asString()
            .matches("a structure on disk was spoilt and is gone: .*" + KEY + "\\.shape: .*");
    }

    @Test
    void shouldRefuseAnotherVersionAndCountsThatAreNotThoseOfTheFileThoughTheSumIsRight() throws Exception {
        final BlockFolder held = open(AMPLE);
        final Path file = FileKind.SHAPE.path(folder, KEY);
        Files.createDirectories(file.getParent());
        for (final int[] change : new int[][] {{0, 7}, {4, 2}, {8, -1}, {8, 1 << 29}, {12, 7999}, {12, -8000}}) {
            final ByteBuffer bytes = ShapeFile.bytes(KEY, SHAPE).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putInt(change[0], change[1]);
            final java.security.MessageDigest sha = java.security.MessageDigest.getInstance("SHA-256");
            sha.update(KEY.bytes());
            sha.update(bytes.array(), 0, bytes.capacity() - 32);
            bytes.put(bytes.capacity() - 32, sha.digest());
            Files.write(file, bytes.array());
            assertThat(held.readShape(KEY, Shapes.TRIANGLES)).isEmpty();
            assertThat(file).doesNotExist();
        }
        assertThat(words).hasSize(6).allMatch(line -> !line.contains("are not those that were written"));
    }

    @Test
    void shouldReadNothingLargerThanTheMeshCanNeed() throws IOException {
        final BlockFolder held = open(AMPLE);
        held.writeShape(KEY, SHAPE);
        assertThat(held.readShape(KEY, 10)).isEmpty();
        assertThat(words).singleElement().asString().contains("it has " + ShapeFile.fileBytes(SHAPE) + " bytes");
    }

    @Test
    void shouldForgetWhatWasUsedLongestAgoOfBlocksAndStructuresAlike() {
        final BlockFolder held = open(CacheBudget.of(8 * Shapes.diskBytes() + 8 * Kept.diskBytes()));
        for (int i = 0; i < 8; i++) {
            held.writeShape(Shapes.key(i), Shapes.shape(i));
            clock.advance(Duration.ofSeconds(1));
            held.write(Kept.block(i));
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(holds(held, 0)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        held.writeShape(Shapes.key(9), Shapes.shape(9));

        assertThat(holds(held, 0)).as("used lately").isTrue();
        assertThat(holds(held, 9)).isTrue();
        assertThat(held.mayHold(Kept.block(0).id())).as("the oldest").isFalse();
        assertThat(held.mayHold(Kept.block(7).id())).isTrue();
        assertThat(held.statistics().bytes()).isLessThanOrEqualTo(held.statistics().bytesMax());

        held.prune(2 * Shapes.diskBytes());
        assertThat(Kept.files(folder)).isEmpty();
        assertThat(Shapes.files(folder)).hasSize(2);
        assertThat(holds(held, 0) && holds(held, 9)).as("those used last").isTrue();
        assertThat(words).isEmpty();
    }

    @Test
    void shouldNotDriveOutEverythingForOneThatIsTooLarge() {
        final BlockFolder held = open(CacheBudget.of(CacheBudget.BYTES_MIN));
        held.write(Kept.block(1));
        held.writeShape(KEY, new AccelShape(new int[1 + 8 * 10_000], new int[8 * 10_000]));
        assertThat(held.mayHold(Kept.block(1).id())).isTrue();
        assertThat(Shapes.files(folder)).isEmpty();
    }

    @Test
    void shouldLeaveNothingHalfWritten() {
        final BlockFolder held = new BlockFolder(folder, AMPLE, words::add, clock,
            temp -> HalfChannel.failing(TempFiles.open(temp)));
        held.writeShape(KEY, SHAPE);
        held.writeShape(Shapes.key(2), Shapes.shape(2));
        assertThat(Shapes.files(folder)).isEmpty();
        assertThat(Kept.temps(folder)).isEmpty();
        assertThat(words).singleElement().asString().contains("Input/output error");
    }

    @Test
    @Timeout(60)
    void shouldGoOnWhenTheDiskIsFullOrReadOnly() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder, "size=1m")) {
            final Path cache = disk.folder().resolve("blocks");
            final BlockFolder held = new BlockFolder(cache, AMPLE, words::add, InstantSource.system(),
                TempFiles::open);
            for (int i = 0; i < 60; i++) {
                held.writeShape(Shapes.key(i), Shapes.shape(i));
            }
            assertThat(Shapes.files(cache)).hasSizeBetween(8, 24);
            assertThat(held.verify().removed()).isZero();
            assertThat(Kept.temps(cache)).isEmpty();
            assertThat(words).singleElement().asString().contains("No space left on device");

            final BlockId last = FileKind.SHAPE.id(Shapes.files(cache).getFirst()).orElseThrow();
            disk.remount("ro");
            final BlockFolder later = BlockFolder.open(cache, AMPLE, words::add);
            later.writeShape(Shapes.key(99), Shapes.shape(99));
            assertThat(later.readShape(last, Shapes.TRIANGLES)).isPresent();
            assertThat(words).hasSize(2).last().asString().contains("Read-only file system");
        }
    }
}
