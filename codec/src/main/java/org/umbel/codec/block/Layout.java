package org.umbel.codec.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How bytes are laid out for the compressor: byte k of every element, for k = 0, 1..., then what is left of an
 * incomplete element. Before that each little-endian word may become its difference from the same word of the element
 * before, modulo 2^32, zigzagged so that small differences of either sign have zeros above: neighbouring vertices are
 * alike. A layout helps the compressor and is no part of a block's name. It travels in one byte: the stride, and 128
 * for differences.
 *
 * @param strideBytes 1..{@link #STRIDE_MAX}; 1 lays out nothing
 * @param differences whether words are differences; then the stride is a multiple of 4
 */
record Layout(int strideBytes, boolean differences) {
    /** The bytes as they are. */
    static final Layout PLAIN = new Layout(1, false);
    /** Largest stride in bytes. */
    static final int STRIDE_MAX = 127;

    private static final int DIFFERENCES = 128;
    private static final VarHandle WORDS =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN).withInvokeExactBehavior();

    Layout {
        if (strideBytes < 1 || strideBytes > STRIDE_MAX || differences && strideBytes % Integer.BYTES != 0) {
            throw new IllegalArgumentException("no layout of stride " + strideBytes);
        }
    }

    /** Of its byte, in a block of that name. */
    static Layout of(final byte code, final BlockId block) throws BlockException {
        final int stride = code & STRIDE_MAX;
        final boolean differences = code < 0;
        if (stride == 0 || differences && stride % Integer.BYTES != 0) {
            throw new BlockException("block " + block + " has no layout: " + Byte.toUnsignedInt(code));
        }
        return new Layout(stride, differences);
    }

    byte code() {
        return (byte) (strideBytes | (differences ? DIFFERENCES : 0));
    }

    /** Lays {@code length} bytes out, from {@code raw[offset]} to {@code to[toOffset]}. */
    void apply(final byte[] raw, final int offset, final int length, final byte[] to, final int toOffset) {
        final int elements = strideBytes == 1 ? 0 : length / strideBytes;
        if (strideBytes % Integer.BYTES == 0) {
            for (int k = 0; k < strideBytes && elements > 0; k += Integer.BYTES) {
                words(raw, offset + k, elements, to, toOffset + k * elements);
            }
        } else {
            for (int k = 0, at = toOffset; k < strideBytes; k++) {
                for (int e = 0, from = offset + k; e < elements; e++, from += strideBytes) {
                    to[at++] = raw[from];
                }
            }
        }
        final int done = elements * strideBytes;
        System.arraycopy(raw, offset + done, to, toOffset + done, length - done);
    }

    /** One word of every element, into four planes. */
    private void words(final byte[] raw, final int offset, final int elements, final byte[] to, final int plane) {
        int before = 0;
        for (int e = 0, from = offset; e < elements; e++, from += strideBytes) {
            int word = (int) WORDS.get(raw, from);
            if (differences) {
                final int difference = word - before;
                before = word;
                word = difference << 1 ^ difference >> 31;
            }
            to[plane + e] = (byte) word;
            to[plane + elements + e] = (byte) (word >>> 8);
            to[plane + 2 * elements + e] = (byte) (word >>> 16);
            to[plane + 3 * elements + e] = (byte) (word >>> 24);
        }
    }

    /** What {@link #apply} made of all of {@code to}. */
    void undo(final byte[] laidOut, final byte[] to) {
        final int elements = strideBytes == 1 ? 0 : to.length / strideBytes;
        if (strideBytes % Integer.BYTES == 0) {
            for (int k = 0; k < strideBytes && elements > 0; k += Integer.BYTES) {
                undoWords(laidOut, k * elements, elements, to, k);
            }
        } else {
            for (int k = 0, at = 0; k < strideBytes; k++) {
                for (int e = 0, into = k; e < elements; e++, into += strideBytes) {
                    to[into] = laidOut[at++];
                }
            }
        }
        final int done = elements * strideBytes;
        System.arraycopy(laidOut, done, to, done, to.length - done);
    }

    private void undoWords(final byte[] laidOut, final int plane, final int elements, final byte[] to,
                           final int offset) {
        int before = 0;
        for (int e = 0, into = offset; e < elements; e++, into += strideBytes) {
            int word = laidOut[plane + e] & 0xFF | (laidOut[plane + elements + e] & 0xFF) << 8
                | (laidOut[plane + 2 * elements + e] & 0xFF) << 16 | laidOut[plane + 3 * elements + e] << 24;
            if (differences) {
                word = before + (word >>> 1 ^ -(word & 1));
                before = word;
            }
            WORDS.set(to, into, word);
        }
    }
}
