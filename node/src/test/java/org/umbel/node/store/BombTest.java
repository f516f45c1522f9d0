package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/** Files of some kilobytes that unpack to gigabytes, read with little memory. */
@Timeout(120)
final class BombTest {
    private static final long TEN_GB = 10_000_000_000L;
    /** Largest block of a zstd frame; four bytes of a frame are enough for it when it repeats one byte. */
    private static final int ZSTD_BLOCK_BYTES = 128 * 1024;
    private static final BlockId ID = new BlockId(0x1234, 2, 3, 4);

    @TempDir
    private Path folder;

    /** Reads the block that should be there, and answers. */
    static final class Reader {
        private Reader() {}

        public static void main(final String[] args) {
            final BlockFolder held = BlockFolder.open(Path.of(args[0]), CacheBudget.USUAL, System.out::println);
            System.out.println(held.mayHold(ID) ? "it is there" : "it is not there");
            System.out.println(held.read(ID).isEmpty() ? "refused" : "taken");
            System.out.println(held.mayHold(ID) ? "it stays" : "it is gone");
        }
    }

    /**
     * A zstd frame (RFC 8878) of blocks that repeat a zero.
     *
     * @param isSizeTold whether the frame's head says how much it unpacks to
     */
    private static byte[] frame(final long unpackedBytes, final boolean isSizeTold) {
        final int blocks = (int) Math.ceilDiv(unpackedBytes, ZSTD_BLOCK_BYTES);
        final ByteBuffer frame = ByteBuffer.allocate(16 + 4 * blocks).order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0xFD2FB528).put((byte) (isSizeTold ? 0xC0 : 0)).put((byte) (7 << 3));
        if (isSizeTold) {
            frame.putLong((long) blocks * ZSTD_BLOCK_BYTES);
        }
        for (int i = 0; i < blocks; i++) {
            final int head = ZSTD_BLOCK_BYTES << 3 | 1 << 1 | (i == blocks - 1 ? 1 : 0);
            frame.put((byte) head).put((byte) (head >> 8)).put((byte) (head >> 16)).put((byte) 0);
        }
        final byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    private static byte[] file(final int rawLength, final byte[] frame) {
        final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        compressed.write(1);
        compressed.writeBytes(frame);
        return BlockFile.bytes(new Block(ID, rawLength, compressed.toByteArray())).array();
    }

    private void shouldBeRefused(final byte[] file, final String because) throws IOException, InterruptedException {
        final Path path = BlockFile.path(folder, ID);
        Files.createDirectories(path.getParent());
        Files.write(path, file);
        try (ChildJvm reader = new ChildJvm(Reader.class, 256, folder)) {
            assertThat(reader.rest()).hasSize(4).contains("it is there", "refused", "it is gone")
                .anySatisfy(line -> assertThat(line).contains("spoilt", because));
            assertThat(reader.exitCode()).isZero();
        }
    }

    @Test
    void shouldRefuseTenGigabytesByTheSizeOfTheFile() throws Exception {
        final byte[] bomb = file(Block.RAW_BYTES_MAX, frame(TEN_GB, true));
        assertThat(bomb).hasSizeGreaterThan(BlockFile.BYTES_MAX);

        shouldBeRefused(bomb, "it has " + bomb.length + " bytes");
    }

    @Test
    void shouldRefuseTheLargestThatFitsIntoAFile() throws Exception {
        final byte[] frame = frame((Block.COMPRESSED_BYTES_MAX - 64L) / 4 * ZSTD_BLOCK_BYTES, false);
        assertThat(file(Block.RAW_BYTES_MAX, frame)).hasSizeLessThanOrEqualTo(BlockFile.BYTES_MAX);
        assertThat(unpacksToAtLeast(frame, 1L << 30)).as("it is one").isTrue();

        shouldBeRefused(file(Block.RAW_BYTES_MAX, frame), "does not unpack");
    }

    @Test
    void shouldRefuseAClaimOfTenGigabytes() throws Exception {
        final byte[] claim = frame(1, true);
        ByteBuffer.wrap(claim).order(ByteOrder.LITTLE_ENDIAN).putLong(6, TEN_GB);

        shouldBeRefused(file(Block.RAW_BYTES_MAX, claim), "does not unpack");
    }

    @Test
    void shouldRefuseALengthThatNoBlockHas() throws Exception {
        shouldBeRefused(file(Integer.MAX_VALUE, frame(1, false)), "claims " + Integer.MAX_VALUE + " bytes");
    }

    private static boolean unpacksToAtLeast(final byte[] frame, final long bytes) throws IOException {
        final byte[] piece = new byte[1 << 20];
        long count = 0;
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(frame))) {
            for (int n = in.read(piece); n > 0 && count < bytes; n = in.read(piece)) {
                count += n;
            }
        }
        return count >= bytes;
    }
}
