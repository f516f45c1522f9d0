package org.umbel.codec.block;

/**
 * A block as it is kept and sent: compressed, with its name and its uncompressed length. A relay passes these bytes on
 * without unpacking them twice; the array is never written after construction.
 *
 * @param id         SHA-256 of the uncompressed bytes
 * @param rawLength  uncompressed length in bytes, 0..256 KiB
 * @param compressed the zstd frame with its layout in a byte in front (see {@link BlockCodec})
 */
public record Block(BlockId id, int rawLength, byte[] compressed) {
    /** Largest uncompressed block in bytes. */
    public static final int RAW_BYTES_MAX = 256 * 1024;
    /** Largest compressed block accepted: zstd's bound for incompressible data, rounded up. */
    public static final int COMPRESSED_BYTES_MAX = RAW_BYTES_MAX + 4096;

    @Override
    public boolean equals(final Object o) {
        return o instanceof Block b && b.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
