package org.umbel.codec.block;

import org.umbel.codec.scene.EnvironmentMap;

/**
 * The records of a scene. Their order here is their order in a manifest; the ordinal is the number on the wire. Layouts
 * and cuts belong to the form version (decision 21).
 */
enum RecordKind {
    /** float[3 * v]: opens a mesh. */
    POSITIONS(12, new Layout(12, true)),
    /** {@link IndexDeltas}, cut between triangles; planes of one corner pack better than those of three. */
    INDICES(IndexDeltas.TRIANGLE_BYTES, new Layout(4, false)),
    /** float[3 * v]. */
    NORMALS(12, new Layout(12, true)),
    /** float[4 * v]. */
    TANGENTS(16, new Layout(16, true)),
    /** float[2 * v]; one for each set. */
    TEXCOORDS(8, new Layout(8, true)),
    /** float[4 * v]. */
    COLORS(16, new Layout(16, true)),
    /** A PNG file's bytes. */
    IMAGE_PNG(1, Layout.PLAIN),
    /** A JPEG file's bytes. */
    IMAGE_JPEG(1, Layout.PLAIN),
    /** Texels of the environment's map; its size stands with the lights. */
    ENVIRONMENT_MAP(EnvironmentMap.TEXEL_BYTES, new Layout(EnvironmentMap.TEXEL_BYTES, false)),
    /** All materials, packed. */
    MATERIALS(FlatRecords.MATERIAL_BYTES, Layout.PLAIN),
    /** All instances, packed. */
    INSTANCES(FlatRecords.INSTANCE_BYTES, new Layout(FlatRecords.INSTANCE_BYTES, true)),
    /** The environment but for its map's texels, then all lights, packed. */
    LIGHTS(4, new Layout(4, false));

    /** When its blocks are fetched: first what places all else, then what is traced, last what only colours. */
    enum Turn {
        PACKED, GEOMETRY, IMAGE
    }

    private static final int CUT_BYTES_MIN = 16 * 1024;
    /** So that lengths are 64 KiB on average: the first cuts behind it are some way off. */
    private static final int CUT_BYTES_NORMAL = 54 * 1024;
    private static final RecordKind[] KINDS = values();

    private final Layout layout;
    private final ContentCuts cuts;

    RecordKind(final int elementBytes, final Layout layout) {
        this.layout = layout;
        this.cuts = new ContentCuts(elementBytes, CUT_BYTES_MIN, CUT_BYTES_NORMAL, Block.RAW_BYTES_MAX);
    }

    /** What its blocks look like to the compressor. */
    Layout layout() {
        return layout;
    }

    /** Where its blocks end. */
    ContentCuts cuts() {
        return cuts;
    }

    /** Whether it holds many small things in one. */
    boolean isPacked() {
        return ordinal() >= MATERIALS.ordinal();
    }

    Turn turn() {
        return isPacked() ? Turn.PACKED
            : ordinal() >= IMAGE_PNG.ordinal() ? Turn.IMAGE : Turn.GEOMETRY;
    }

    static RecordKind of(final int number) throws BlockException {
        if (number < 0 || number >= KINDS.length) {
            throw new BlockException("manifest names a record of unknown kind " + number);
        }
        return KINDS[number];
    }
}
