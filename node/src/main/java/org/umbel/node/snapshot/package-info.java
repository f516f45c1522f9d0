/**
 * Pictures that are kept: the exact sums of each tile and the samples that they are over, as one file.
 *
 * <p>Enters: copies of a session's sums. Leaves: the same sums in a later run, in a merged file, or as a picture. A file
 * is replaced as a whole and never changed in place, so a process may be killed at any moment. The format is in
 * {@link org.umbel.node.snapshot.SnapshotFormat}; decision 10 says why.
 */
@NullMarked
package org.umbel.node.snapshot;

import org.jspecify.annotations.NullMarked;
