package org.umbel.node.page;

import org.umbel.codec.scene.Camera;
import org.umbel.node.output.ToneCurve;

/**
 * What of a session does not change while it is shown.
 *
 * @param scene      what is shown, for people
 * @param farm       what sort of farm, for example "Local network farm"
 * @param notice     what must not be overlooked, or empty
 * @param home       the camera that the session begins with
 * @param exposureEv with which a page begins, stops
 * @param tone       with which a page begins
 */
public record About(String scene, String farm, String notice, Camera home, double exposureEv, ToneCurve tone) { }
