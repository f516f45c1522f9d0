package org.umbel.relay.sim;

/**
 * What a person does to a session.
 *
 * @param count      edits, spread evenly over the faults phase
 * @param sceneShare of edits that change the scene; if above 0, a few others change size and samples or end the
 *                   session for a new one; the rest move the camera
 * @param motionNs   when the picture is whole the camera moves for so long without an end: each time when the coarse
 *                   picture is shown, as the page does
 */
public record EditOptions(int count, double sceneShare, long motionNs) {
    public static final EditOptions NONE = new EditOptions(0, 0, 0);

    public EditOptions withMotion(final long newMotionNs) {
        return new EditOptions(count, sceneShare, newMotionNs);
    }
}
