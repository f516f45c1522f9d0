/**
 * Edits of what a session shows.
 *
 * <p>Enters, from any thread: edits in a scene's own terms ({@link org.umbel.node.session.SceneEdit}), several together
 * if they belong together. Leaves, on the node's thread: the blocks of the newest version, in a new epoch of the
 * session. Versions that were superseded before they were sent are never sent. Who writes blocks is told by the caller;
 * nothing here waits.
 */
@NullMarked
package org.umbel.node.session;

import org.jspecify.annotations.NullMarked;
