package org.umbel.codec.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/**
 * Lengths and counts of one message, checked before anything is read or allocated by them: SBE flyweights know the
 * buffer's end at best, and never the message's.
 */
final class WireBounds {
    private static final int TEXT_HEADER_BYTES = 2;
    private static final int GROUP_HEADER_BYTES = 4;
    /** A UTF-16 unit takes at most 3 bytes of UTF-8. */
    private static final int UTF8_BYTES_MAX = 3;

    private int end;

    /** Copies variable data and moves the limit behind it, as the generated getters do. */
    @FunctionalInterface
    interface Getter {
        int get(byte[] to, int offset, int length);
    }

    /** A message that ends at {@code end}. */
    void reset(final int messageEnd) {
        this.end = messageEnd;
    }

    void beforeGroup(final int limit, final String what) {
        room(limit, GROUP_HEADER_BYTES, what);
    }

    /** The count of a group whose header was read, once its entries are known to be there. */
    int count(final int limit, final int count, final int entryBytes, final int entryBytesExpected, final int countMax,
              final String what) {
        if (entryBytes != entryBytesExpected) {
            throw new MalformedException(what + " of " + entryBytes + " bytes each, not " + entryBytesExpected);
        }
        if (count > countMax) {
            throw new MalformedException(count + " " + what + ", at most " + countMax);
        }
        room(limit, (long) count * entryBytes, what);
        return count;
    }

    String text(final int limit, final IntSupplier lengthReader, final Getter getter, final int charsMax,
                final String what) {
        return text(limit, lengthReader, getter, charsMax, charsMax * UTF8_BYTES_MAX, what);
    }

    String text(final int limit, final IntSupplier lengthReader, final Getter getter, final int charsMax,
                final int bytesMax, final String what) {
        final byte[] bytes = bytes(limit, TEXT_HEADER_BYTES, lengthReader, getter, bytesMax, what);
        try {
            final String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.length() > charsMax) {
                throw new MalformedException(what + " of " + text.length() + " characters, at most " + charsMax);
            }
            return text;
        } catch (final CharacterCodingException e) {
            throw new MalformedException(what + " is no UTF-8");
        }
    }

    byte[] bytes(final int limit, final int headerBytes, final IntSupplier lengthReader, final Getter getter,
                 final int bytesMax, final String what) {
        final int length = length(limit, headerBytes, lengthReader, bytesMax, what);
        final byte[] bytes = new byte[length];
        getter.get(bytes, 0, length);
        return bytes;
    }

    /** The length of variable data, once it is known to be there. */
    int length(final int limit, final int headerBytes, final IntSupplier lengthReader, final int bytesMax,
               final String what) {
        room(limit, headerBytes, what);
        final int length = lengthReader.getAsInt();
        if (length < 0 || length > bytesMax) {
            throw new MalformedException(what + " of " + (length & 0xFFFF_FFFFL) + " bytes, at most " + bytesMax);
        }
        room(limit + headerBytes, length, what);
        return length;
    }

    void atEnd(final int limit) {
        if (limit != end) {
            throw new MalformedException(end - limit + " bytes behind the message");
        }
    }

    static <T> T constant(final T[] constants, final int raw, final String what) {
        if (raw < 0 || raw >= constants.length) {
            throw new MalformedException("unknown " + what + " " + raw);
        }
        return constants[raw];
    }

    void room(final int limit, final long bytes, final String what) {
        if (end - limit < bytes) {
            throw new MalformedException("truncated at " + what + ": " + (end - limit) + " of " + bytes + " bytes");
        }
    }
}
