/**
 * A scene through a chain of real nodes, each link of it as slow as told, beside the same scene over one such link.
 *
 * <p>Enters: how many links. Leaves: figures, of the time and of each link's bytes.
 */
@NullMarked
package org.umbel.bench.chain;

import org.jspecify.annotations.NullMarked;
