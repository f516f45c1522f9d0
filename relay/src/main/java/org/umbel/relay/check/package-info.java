/**
 * The invariants of design.md, section 6, each a checker of its own that a simulation feeds.
 *
 * <p>Enters: nodes, read only, around every message, link death and step. Leaves: counted checks and
 * violations. A checker keeps its own idea of what must be and never asks the parts under test to judge
 * themselves.
 */
@NullMarked
package org.umbel.relay.check;

import org.jspecify.annotations.NullMarked;
