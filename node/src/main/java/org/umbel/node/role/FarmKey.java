package org.umbel.node.role;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.umbel.codec.wire.Tag;
import org.umbel.relay.link.Admission;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * A farm's key, 256 random bits in a file: proofs are HMAC-SHA-256 over both sides' nonces and the words of the
 * handshake. Immutable; any thread.
 */
public final class FarmKey implements Admission.Keeper {
    private static final String HMAC = "HmacSHA256";
    private static final String MAKE = "make one with the keygen command, and copy it to every machine of the farm";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private FarmKey(final byte[] key) {
        this.key = new SecretKeySpec(key, HMAC);
    }

    /**
     * Reads a key.
     *
     * @throws ProblemException when there is none, or others than its owner can read it
     */
    public static FarmKey read(final Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new ProblemException(Problem.of(file.toString(), "there is no such file", MAKE));
            }
            if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new ProblemException(Problem.of(file.toString(), "others than its owner can read or change it",
                    "chmod 600 " + file));
            }
            final String text = Files.size(file) > 1_000 ? "" : Files.readString(file).strip();
            if (!text.matches("[0-9a-fA-F]{64}")) {
                throw new ProblemException(Problem.of(file.toString(), "a farm key is 64 hexadecimal digits", MAKE));
            }
            return new FarmKey(HexFormat.of().parseHex(text));
        } catch (final IOException e) {
            throw new ProblemException(Problem.of(file.toString(), "cannot be read: " + e.getMessage(), ""));
        }
    }

    /**
     * Makes a key in a file that only its owner can read.
     *
     * @throws ProblemException when the file is there already or cannot be written
     */
    public static void make(final Path file) {
        final byte[] key = new byte[Tag.BYTES];
        new SecureRandom().nextBytes(key);
        try {
            final Path folder = file.toAbsolutePath().getParent();
            final FileAttribute<?>[] attributes = isPosix(folder == null ? file : folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)} : new FileAttribute<?>[0];
            Files.createFile(file, attributes);
            Files.writeString(file, HexFormat.of().formatHex(key) + "\n", StandardOpenOption.WRITE);
        } catch (final FileAlreadyExistsException e) {
            throw new ProblemException(Problem.of(file.toString(), "is there already, and is left as it is",
                "name another file, or remove it: the farm's nodes will all need the new key"));
        } catch (final IOException e) {
            throw new ProblemException(Problem.of(file.toString(), "cannot be written: " + e.getMessage(), ""));
        }
    }

    private static boolean isPosix(final Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    @Override
    public Tag nonce() {
        final byte[] bytes = new byte[Tag.BYTES];
        random.nextBytes(bytes);
        return Tag.of(bytes);
    }

    @Override
    public Tag proof(final Tag diallers, final Tag acceptors, final String words) {
        final byte[] text = words.getBytes(StandardCharsets.UTF_8);
        try {
            final Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return Tag.of(mac.doFinal(ByteBuffer.allocate(2 * Tag.BYTES + text.length).put(diallers.bytes())
                .put(acceptors.bytes()).put(text).array()));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
