/**
 * The page on which a person watches a picture refine, moves the camera and sees the farm.
 *
 * <p>Enters: a session's sums, coarse views and statuses, on the thread that owns the node ({@link
 * org.umbel.node.page.SessionStudio}); a person's wishes, over a WebSocket on the loopback interface. Leaves: tiles as
 * 8-bit pixels after exposure and tone curve, the state as JSON, pictures as files. {@link org.umbel.node.page.Studio}
 * is the seam: everything on its far side belongs to the node's thread, everything on the near side to the server.
 */
@NullMarked
package org.umbel.node.page;

import org.jspecify.annotations.NullMarked;
