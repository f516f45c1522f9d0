package org.umbel.node.role;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.umbel.codec.block.BlockId;
import org.umbel.node.store.CachePlace;
import org.umbel.node.store.HintFile;
import org.umbel.tracer.integrator.ArithmeticProfile;

/**
 * The {@linkplain ArithmeticProfile arithmetic profile} of this machine. A proof takes a second of CPU time, most of it
 * for code that runs once, so it is remembered for what it has proven: these very files of the class path, this virtual
 * machine and this machine. Whatever of it changes is proven anew.
 */
final class ProvenArithmetic {
    private static final int LINES_MAX = 16;
    private static final int DIGITS = 16;

    private final HintFile file;
    private final String proven;

    /**
     * @param file   what was proven before
     * @param proven names what a proof is for, without a space
     */
    ProvenArithmetic(final HintFile file, final String proven) {
        this.file = file;
        this.proven = proven;
    }

    /** That of this process; found out once. */
    static long digest() {
        return Holder.DIGEST;
    }

    private static final class Holder {
        static final long DIGEST = here();

        private static long here() {
            try {
                return new ProvenArithmetic(new HintFile(CachePlace.umbel().resolve("arithmetic"), LINES_MAX),
                    key(System.getProperty("java.class.path"), machine(System.getenv())))
                    .digest(ArithmeticProfile::digest);
            } catch (final UncheckedIOException e) {
                System.getLogger(ProvenArithmetic.class.getName()).log(System.Logger.Level.DEBUG, "no cache", e);
                return ArithmeticProfile.digest();
            }
        }
    }

    /** As it was proven before, or else is now. */
    long digest(final LongSupplier proof) {
        final String kept = file.get(proven);
        if (kept.length() > DIGITS) {
            try {
                final long digest = Long.parseUnsignedLong(kept, 0, DIGITS, 16);
                if (kept.equals(text(digest))) {
                    return digest;
                }
            } catch (final NumberFormatException e) {
                System.getLogger(ProvenArithmetic.class.getName()).log(System.Logger.Level.DEBUG, "spoilt", e);
            }
        }
        final long digest = proof.getAsLong();
        file.set(proven, text(digest));
        return digest;
    }

    /** With its own check, since a bit of it that flips would keep this machine out of every farm. */
    private String text(final long digest) {
        final CRC32C check = new CRC32C();
        check.update(proven.getBytes(StandardCharsets.UTF_8));
        check.update(ByteBuffer.allocate(Long.BYTES).putLong(digest).flip());
        return "%016x%08x".formatted(digest, check.getValue());
    }

    /**
     * A name for the files of a class path, their sizes and times, and a machine.
     *
     * @throws UncheckedIOException when a file cannot be looked at
     */
    static String key(final String classPath, final String machine) {
        final StringBuilder words = new StringBuilder(machine);
        try {
            for (final String entry : classPath.split(File.pathSeparator, -1)) {
                if (entry.isEmpty()) {
                    throw new IOException("a class path with the working folder names nothing in particular");
                }
                Files.walkFileTree(Path.of(entry).toRealPath(), new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(final Path visited, final BasicFileAttributes attributes) {
                        words.append('\n').append(visited).append('\n').append(attributes.size()).append('\n')
                            .append(attributes.lastModifiedTime().toMillis());
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return BlockId.of(words.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** What computes here: a cache folder may be shared by machines, or copied with one. */
    private static String machine(final Map<String, String> env) {
        final StringBuilder words = new StringBuilder(BuildVersion.text());
        words.append('\n').append(ArithmeticProfile.KERNEL_VERSION).append('\n');
        for (final String property : new String[] {"java.vm.vendor", "java.vm.version", "os.arch"}) {
            words.append(System.getProperty(property)).append('\n');
        }
        words.append(env.get("HOSTNAME")).append('\n').append(env.get("COMPUTERNAME")).append('\n');
        words.append(Runtime.getRuntime().availableProcessors());
        return words.toString();
    }
}
