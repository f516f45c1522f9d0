/**
 * Foreign scene files become flat scene records; only the client comes here.
 *
 * <p>Enters: a glTF 2.0, GLB, OBJ, PLY, STL or FBX file with the files beside it, a view file, or a .hdr or .exr
 * picture of all directions. Leaves: an
 * {@link org.umbel.node.importer.Imported} whose arrays nobody writes any more, or a
 * {@link org.umbel.topology.ProblemException} with all mistakes found. Files are mapped only while an import
 * runs. Input is hostile until checked: sizes before allocation, references before use, depth before
 * recursion.
 */
@NullMarked
package org.umbel.node.importer;

import org.jspecify.annotations.NullMarked;
