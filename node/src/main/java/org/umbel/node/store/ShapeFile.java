package org.umbel.node.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.umbel.codec.block.BlockId;
import org.umbel.tracer.accel.AccelShape;
import org.umbel.tracer.accel.BadShapeException;

/**
 * The shape of one structure as a file, named by what the structure depends on. In it little-endian int32: the mark,
 * the version of this form, the numbers of children and of primitives; then these; then the SHA-256 over the name's 32
 * bytes and all before. Its size is looked at before anything is allocated. Whether it is the shape of a mesh only the
 * mesh can tell.
 */
final class ShapeFile {
    private static final int MARK = 0x554D4253;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 16;
    private static final int DIGEST_BYTES = 32;
    /** Of a mesh of some hundred million triangles; larger ones are built each time. */
    static final int BYTES_MAX = 1 << 30;
    private static final int CHUNK_BYTES = 1 << 16;

    private ShapeFile() {}

    static long fileBytes(final AccelShape shape) {
        return HEADER_BYTES + 4L * shape.children().length + 4L * shape.primitives().length + DIGEST_BYTES;
    }

    /** The most that a file of a mesh has: each triangle in a block of its own, and as many nodes. */
    static long fileBytesMax(final int triangleCount) {
        return Math.min(BYTES_MAX, HEADER_BYTES + 4L + 64L * triangleCount + DIGEST_BYTES);
    }

    static ByteBuffer bytes(final BlockId key, final AccelShape shape) {
        final ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(fileBytes(shape))).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MARK).putInt(VERSION).putInt(shape.children().length).putInt(shape.primitives().length);
        bytes.asIntBuffer().put(shape.children()).put(shape.primitives());
        bytes.position(bytes.capacity() - DIGEST_BYTES);
        final MessageDigest sha = sha256(key);
        sha.update(bytes.array(), 0, bytes.position());
        return bytes.put(sha.digest()).flip();
    }

    /**
     * Reads a shape and proves that it is what was written.
     *
     * @throws BadShapeException                  when it is not
     * @throws java.nio.file.NoSuchFileException when there is no such file (any more)
     * @throws IOException                        when it cannot be read
     */
    static AccelShape read(final Path file, final BlockId key, final int triangleCount)
        throws IOException, BadShapeException {
        final int size = size(file, fileBytesMax(triangleCount));
        final byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(size);
        }
        if (bytes.length < size) {
            throw new BadShapeException("it ends early");
        }
        final MessageDigest sha = sha256(key);
        sha.update(bytes, 0, size - DIGEST_BYTES);
        checkDigest(sha, Arrays.copyOfRange(bytes, size - DIGEST_BYTES, size));
        final ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        checkHeader(from, size);
        final int[] children = new int[from.getInt()];
        final int[] primitives = new int[from.getInt()];
        from.asIntBuffer().get(children).get(primitives);
        return new AccelShape(children, primitives);
    }

    /** The same proof without the memory for it, whatever mesh it is of. */
    static void verify(final Path file, final BlockId key) throws IOException, BadShapeException {
        final int size = size(file, BYTES_MAX);
        final MessageDigest sha = sha256(key);
        try (InputStream in = Files.newInputStream(file)) {
            final byte[] header = in.readNBytes(HEADER_BYTES);
            sha.update(header);
            final byte[] chunk = new byte[CHUNK_BYTES];
            for (int left = size - HEADER_BYTES - DIGEST_BYTES; left > 0;) {
                final int read = in.read(chunk, 0, Math.min(left, CHUNK_BYTES));
                if (read < 0) {
                    throw new BadShapeException("it ends early");
                }
                sha.update(chunk, 0, read);
                left -= read;
            }
            checkDigest(sha, in.readNBytes(DIGEST_BYTES));
            checkHeader(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN), size);
        }
    }

    private static int size(final Path file, final long bytesMax) throws IOException, BadShapeException {
        // Asked first, because opening something else, a pipe say, could wait for ever.
        final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
            LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new BadShapeException("it is no file");
        }
        if (attributes.size() < HEADER_BYTES + DIGEST_BYTES || attributes.size() > bytesMax) {
            throw new BadShapeException("it has " + attributes.size() + " bytes");
        }
        return (int) attributes.size();
    }

    private static void checkHeader(final ByteBuffer header, final int size) throws BadShapeException {
        if (header.getInt() != MARK || header.getInt() != VERSION) {
            throw new BadShapeException("it does not begin as structures do");
        }
        final long children = header.getInt(header.position());
        final long primitives = header.getInt(header.position() + Integer.BYTES);
        if (children < 0 || primitives < 0
            || HEADER_BYTES + 4 * (children + primitives) + DIGEST_BYTES != size) {
            throw new BadShapeException(size + " bytes of " + children + " children and " + primitives
                + " primitives");
        }
    }

    private static void checkDigest(final MessageDigest sha, final byte[] told) throws BadShapeException {
        if (!MessageDigest.isEqual(sha.digest(), told)) {
            throw new BadShapeException("its bytes are not those that were written");
        }
    }

    private static MessageDigest sha256(final BlockId key) {
        try {
            final MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(key.bytes());
            return sha;
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
