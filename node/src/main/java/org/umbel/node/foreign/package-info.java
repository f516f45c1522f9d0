/**
 * Decoders in native code that hostile bytes may crash, each in a process of its own.
 *
 * <p>Enters: the bytes of a KTX2 texture or an OpenEXR picture, or the path of a scene file in a format other than
 * glTF. Leaves: texels, or the same scene as GLB, both still to be checked like any foreign bytes. The parent's memory
 * holds one request and one reply; a decoder that crashes, hangs or says too much ends with a {@link
 * org.umbel.node.foreign.ForeignException} and its process.
 */
@NullMarked
package org.umbel.node.foreign;

import org.jspecify.annotations.NullMarked;
