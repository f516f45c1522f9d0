package org.umbel.node.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.umbel.codec.block.BlockId;
import org.umbel.tracer.accel.AccelShape;

/** Shapes of structures for tests: of the right form, and of no mesh. */
final class Shapes {
    static final int TRIANGLES = 4_000;

    private Shapes() {}

    static BlockId key(final long seed) {
        return new BlockId(seed * 0x9e3779b97f4a7c15L, seed, 0, 1);
    }

    /** Another one for each seed, all of the same size. */
    static AccelShape shape(final long seed) {
        final Random random = new Random(seed);
        return new AccelShape(random.ints(8 * 400 + 1).toArray(), random.ints(8 * 1_000).toArray());
    }

    static long diskBytes() {
        return BlockFile.diskBytes(ShapeFile.fileBytes(shape(0)));
    }

    static boolean isSame(final AccelShape a, final AccelShape b) {
        return java.util.Arrays.equals(a.children(), b.children())
            && java.util.Arrays.equals(a.primitives(), b.primitives());
    }

    static List<Path> files(final Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(file -> FileKind.SHAPE.id(file).isPresent()).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
