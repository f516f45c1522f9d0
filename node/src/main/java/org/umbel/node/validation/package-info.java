/**
 * Whether a glTF 2.0 file is what the specification says, apart from whether a picture can be made of it.
 *
 * <p>Enters: the bytes of a .gltf or .glb file and a way to the files that it names. Leaves: {@link
 * org.umbel.node.validation.Finding}s, with the codes of Khronos' glTF Validator, so that both can be compared. The
 * document's shape is a table ({@code DocumentRules}) that one walk is held against; what concerns two objects or the
 * bytes has a class for each concern. Everything here is a pure function of its input: nothing is thrown for a bad
 * file, nothing is allocated by a number that a file declares, and findings are bounded.
 */
@NullMarked
package org.umbel.node.validation;

import org.jspecify.annotations.NullMarked;
