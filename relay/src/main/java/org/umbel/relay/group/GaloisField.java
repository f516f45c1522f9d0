package org.umbel.relay.group;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * GF(2^8) with the polynomial x^8 + x^4 + x^3 + x^2 + 1. Whole shards are multiplied sixteen bytes at a time by two
 * look-ups of half a byte each (Plank, Greenan, Miller: Screaming Fast Galois Field Arithmetic Using Intel SIMD
 * Instructions, FAST 2013); 128-bit vectors, because a look-up within them is one instruction.
 */
final class GaloisField {
    private static final int POLYNOMIAL = 0x11d;
    private static final int ORDER = 255;
    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_128;
    private static final int LANES = SPECIES.length();
    private static final byte[] EXP = new byte[2 * ORDER];
    private static final int[] LOG = new int[ORDER + 1];
    /** {@code byte[256][2][16]}: products of each element with the low and with the high half of a byte. */
    private static final byte[] HALVES = new byte[(ORDER + 1) * 2 * LANES];

    static {
        int power = 1;
        for (int i = 0; i < ORDER; i++) {
            EXP[i] = (byte) power;
            EXP[i + ORDER] = (byte) power;
            LOG[power] = i;
            power <<= 1;
            power = power > ORDER ? power ^ POLYNOMIAL : power;
        }
        for (int c = 0; c <= ORDER; c++) {
            for (int half = 0; half < LANES; half++) {
                HALVES[c * 2 * LANES + half] = (byte) multiply(c, half);
                HALVES[(c * 2 + 1) * LANES + half] = (byte) multiply(c, half << 4);
            }
        }
    }

    private GaloisField() {}

    static int multiply(final int a, final int b) {
        return a == 0 || b == 0 ? 0 : EXP[LOG[a] + LOG[b]] & 0xff;
    }

    /** @param a not 0 */
    static int inverse(final int a) {
        if (a == 0) {
            throw new ArithmeticException("0 has no inverse");
        }
        return EXP[ORDER - LOG[a]] & 0xff;
    }

    /** {@code to[i] += c * from[i]}. */
    static void multiplyAdd(final byte[] to, final byte[] from, final int length, final int c) {
        int i = 0;
        if (c == 1) {
            for (; i < length; i++) {
                to[i] ^= from[i];
            }
            return;
        }
        final ByteVector low = ByteVector.fromArray(SPECIES, HALVES, c * 2 * LANES);
        final ByteVector high = ByteVector.fromArray(SPECIES, HALVES, (c * 2 + 1) * LANES);
        for (; i <= length - LANES; i += LANES) {
            product(ByteVector.fromArray(SPECIES, from, i), low, high)
                .lanewise(VectorOperators.XOR, ByteVector.fromArray(SPECIES, to, i)).intoArray(to, i);
        }
        for (; i < length; i++) {
            to[i] ^= (byte) multiply(c, from[i] & 0xff);
        }
    }

    /** {@code to[i] *= c}. */
    static void scale(final byte[] to, final int length, final int c) {
        int i = 0;
        final ByteVector low = ByteVector.fromArray(SPECIES, HALVES, c * 2 * LANES);
        final ByteVector high = ByteVector.fromArray(SPECIES, HALVES, (c * 2 + 1) * LANES);
        for (; i <= length - LANES; i += LANES) {
            product(ByteVector.fromArray(SPECIES, to, i), low, high).intoArray(to, i);
        }
        for (; i < length; i++) {
            to[i] = (byte) multiply(c, to[i] & 0xff);
        }
    }

    private static ByteVector product(final ByteVector bytes, final ByteVector low, final ByteVector high) {
        final byte half = 15;
        final ByteVector upper = bytes.reinterpretAsInts().lanewise(VectorOperators.LSHR, 4).reinterpretAsBytes();
        return bytes.and(half).selectFrom(low).lanewise(VectorOperators.XOR, upper.and(half).selectFrom(high));
    }
}
