package org.umbel.relay.group;

/** GF(2^8) with the polynomial x^8 + x^4 + x^3 + x^2 + 1, whose x generates it. */
final class GaloisField {
    private static final int POLYNOMIAL = 0x11d;
    private static final int ORDER = 255;
    private static final byte[] EXP = new byte[2 * ORDER];
    private static final int[] LOG = new int[ORDER + 1];

    static {
        int power = 1;
        for (int i = 0; i < ORDER; i++) {
            EXP[i] = (byte) power;
            EXP[i + ORDER] = (byte) power;
            LOG[power] = i;
            power <<= 1;
            power = power > ORDER ? power ^ POLYNOMIAL : power;
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
}
