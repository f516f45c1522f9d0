/**
 * A session at one node: its epoch, the accounts of its work, its children's books, and at the root its picture.
 *
 * <p>Enters: epochs and grants from above (or a person's edits), readiness, credit, sums and returns from workers.
 * Leaves: grants to workers; readiness, credit, sums and returns to the parent. Sums belong to a session's buckets
 * until they are taken for a report; at the root they stay there and are the picture.
 */
@NullMarked
package org.umbel.relay.session;

import org.jspecify.annotations.NullMarked;
