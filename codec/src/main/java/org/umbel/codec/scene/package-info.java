/**
 * Flat scene records: what an importer makes of a foreign file, what travels as blocks, and all that a tracer reads.
 *
 * <p>World space is glTF's: right-handed, y up, metres; colours are linear Rec. 709. Arrays are never written after
 * construction; whoever holds a record may read it from any thread.
 */
@NullMarked
package org.umbel.codec.scene;

import org.jspecify.annotations.NullMarked;
