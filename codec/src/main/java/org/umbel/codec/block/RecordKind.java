package org.umbel.codec.block;

/** The records of a scene. Their order here is their order in a manifest; the ordinal is the number on the wire. */
enum RecordKind {
    /** float[3 * v]: opens a mesh. */
    POSITIONS(12),
    /** int[3 * t]; strides of one index pack better than those of a triangle. */
    INDICES(4),
    /** float[3 * v]. */
    NORMALS(12),
    /** float[4 * v]. */
    TANGENTS(16),
    /** float[2 * v]. */
    TEXCOORDS(8),
    /** float[4 * v]. */
    COLORS(16),
    /** A PNG file's bytes. */
    IMAGE_PNG(1),
    /** A JPEG file's bytes. */
    IMAGE_JPEG(1),
    /** All materials, packed. */
    MATERIALS(FlatRecords.MATERIAL_BYTES),
    /** All instances, packed. */
    INSTANCES(FlatRecords.INSTANCE_BYTES),
    /** The environment, then all lights, packed. */
    LIGHTS(4);

    private static final RecordKind[] KINDS = values();

    private final int stride;

    RecordKind(final int stride) {
        this.stride = stride;
    }

    /** Bytes of an element: the shuffle's stride, and what cuts are aligned to. */
    int stride() {
        return stride;
    }

    /** Distance of the cuts in bytes. */
    int cutBytes() {
        return Block.CUT_BYTES / stride * stride;
    }

    /** Whether it holds many small things in one. */
    boolean isPacked() {
        return ordinal() >= MATERIALS.ordinal();
    }

    static RecordKind of(final int number) throws BlockException {
        if (number < 0 || number >= KINDS.length) {
            throw new BlockException("manifest names a record of unknown kind " + number);
        }
        return KINDS[number];
    }
}
