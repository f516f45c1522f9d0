/**
 * Sums on their way up: buckets that merge what children report, and when a bucket is passed on.
 *
 * <p>Enters: sums of accepted ranges. Leaves: one sum per tile over all of its ranges. A bucket's arrays are its own
 * until they are taken for a message; from then on nobody writes them.
 */
@NullMarked
package org.umbel.relay.sums;

import org.jspecify.annotations.NullMarked;
