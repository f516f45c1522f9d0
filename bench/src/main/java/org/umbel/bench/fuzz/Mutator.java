package org.umbel.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Changes bytes here and there, the same way for the same random numbers. */
final class Mutator {
    /** What often stands at the edge of what a parser expects, as text and as little-endian integers. */
    private static final String[] WORDS = {"null", "{}", "[]", "\"\"", "-1", "0", "1e999", "-0.5", "4294967296",
        "9007199254740993", "true", "\"a\"", "\"../a\"", "[[[[", "}", ",", "%00", "\u00e4", "5126", "34963"};
    private static final long[] NUMBERS = {0, 1, -1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000L,
        0xFFFFFFFCL};
    private static final int CHANGES_MAX = 6;
    private static final String OPENINGS = "{[";

    private final Random random;

    Mutator(final Random random) {
        this.random = random;
    }

    /** One change, or up to six. Of a JSON text it is a number more often than not, so that it stays one. */
    byte[] change(final byte[] original) {
        final boolean isText = original.length > 0 && OPENINGS.indexOf(original[0]) >= 0;
        byte[] bytes = original;
        for (int i = random.nextBoolean() ? 0 : random.nextInt(CHANGES_MAX); i >= 0 && bytes.length > 0; i--) {
            bytes = isText && random.nextInt(4) > 0 ? token(bytes, random.nextInt(bytes.length)) : changeOnce(bytes);
        }
        return bytes;
    }

    private byte[] changeOnce(final byte[] bytes) {
        final int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> set(bytes, at, bytes[at] ^ (1 << random.nextInt(8)));
            case 1 -> set(bytes, at, random.nextInt(256));
            case 2 -> splice(bytes, at, 0, WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8));
            case 3 -> number(bytes, at);
            case 4 -> splice(bytes, at, length(bytes, at), new byte[0]);
            case 5 -> splice(bytes, at, 0, part(bytes));
            case 6 -> token(bytes, at);
            default -> splice(bytes, at, length(bytes, at), part(bytes));
        };
    }

    private static byte[] set(final byte[] bytes, final int at, final int value) {
        final byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    /** One to eight bytes of a number. */
    private byte[] number(final byte[] bytes, final int at) {
        final byte[] changed = bytes.clone();
        final long value = NUMBERS[random.nextInt(NUMBERS.length)];
        final int size = 1 << random.nextInt(4);
        for (int i = 0; i < size && at + i < changed.length; i++) {
            changed[at + i] = (byte) (value >> (8 * i));
        }
        return changed;
    }

    /** A number of a text, whole, becomes another word. */
    private byte[] token(final byte[] bytes, final int from) {
        int start = from;
        while (start < bytes.length && !isNumeric(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < bytes.length && isNumeric(bytes[end])) {
            end++;
        }
        return splice(bytes, start, end - start, WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isNumeric(final byte c) {
        return c >= '0' && c <= '9' || c == '-' || c == '.';
    }

    private int length(final byte[] bytes, final int at) {
        return Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(8) == 0 ? bytes.length : 16));
    }

    private byte[] part(final byte[] bytes) {
        final int at = random.nextInt(bytes.length);
        final byte[] part = new byte[length(bytes, at)];
        System.arraycopy(bytes, at, part, 0, part.length);
        return part;
    }

    private static byte[] splice(final byte[] bytes, final int at, final int removed, final byte[] put) {
        final ByteArrayOutputStream changed = new ByteArrayOutputStream(bytes.length + put.length);
        changed.write(bytes, 0, at);
        changed.writeBytes(put);
        changed.write(bytes, at + removed, bytes.length - at - removed);
        return changed.toByteArray();
    }
}
