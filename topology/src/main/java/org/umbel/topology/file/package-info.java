/**
 * Topology files: a farm written down by a person.
 *
 * <p>Enters: YAML, perhaps with other farms' files inside. Leaves: a validated {@link
 * org.umbel.topology.TreeSpec}, or every mistake with file, line, column, path and hint. The form is {@code
 * topology.schema.json} beside these classes, which editors may use too.
 */
@NullMarked
package org.umbel.topology.file;

import org.jspecify.annotations.NullMarked;
