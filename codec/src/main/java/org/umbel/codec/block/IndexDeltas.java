package org.umbel.codec.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A mesh's indices as they are cut and stored: the first corner of a triangle as its difference from the first corner
 * of the triangle before, the others as differences from their own first corner; modulo 2^32, zigzagged, little-endian,
 * 12 bytes a triangle. Vertices inserted in the middle of a mesh shift every index behind them; the differences stay,
 * but for those of the triangles with corners on both sides. Every array of ints comes back exactly.
 */
final class IndexDeltas {
    static final int TRIANGLE_BYTES = 3 * Integer.BYTES;

    private static final int CORNERS = 3;

    private IndexDeltas() {}

    /**
     * Differences of indices.
     *
     * @param indices int[3 * t]
     */
    static byte[] encode(final int[] indices) {
        final ByteBuffer b = ByteBuffer.allocate(Math.multiplyExact(indices.length, Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
        int before = 0;
        for (int i = 0; i < indices.length; i += CORNERS) {
            final int first = indices[i];
            b.putInt(zigzag(first - before)).putInt(zigzag(indices[i + 1] - first));
            b.putInt(zigzag(indices[i + 2] - first));
            before = first;
        }
        return b.array();
    }

    /** The indices, whatever they are: a mesh checks them. */
    static int[] decode(final byte[] record) throws BlockException {
        if (record.length % TRIANGLE_BYTES != 0) {
            throw new BlockException("mesh stream of " + record.length + " bytes, not of whole triangles");
        }
        final ByteBuffer b = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        final int[] indices = new int[record.length / Integer.BYTES];
        int first = 0;
        for (int i = 0; i < indices.length; i += CORNERS) {
            first += unzigzag(b.getInt());
            indices[i] = first;
            indices[i + 1] = first + unzigzag(b.getInt());
            indices[i + 2] = first + unzigzag(b.getInt());
        }
        return indices;
    }

    private static int zigzag(final int difference) {
        return difference << 1 ^ difference >> 31;
    }

    private static int unzigzag(final int word) {
        return word >>> 1 ^ -(word & 1);
    }
}
