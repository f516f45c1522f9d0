package org.umbel.node.importer;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What of a scene file is wanted.
 *
 * @param materials   how materials are read
 * @param timeSeconds the moment of the file's first animation that its nodes, skins and morph weights are posed at;
 *                    none: as they stand without animation
 * @param variant     which of the file's material variants (KHR_materials_variants); none: the materials of the
 *                    primitives
 */
public record ImportOptions(MaterialMode materials, OptionalDouble timeSeconds, Optional<String> variant) {
    /** No animation, no variant. */
    public static ImportOptions of(final MaterialMode materials) {
        return new ImportOptions(materials, OptionalDouble.empty(), Optional.empty());
    }
}
