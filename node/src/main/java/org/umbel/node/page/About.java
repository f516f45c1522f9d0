package org.umbel.node.page;

import java.util.function.Supplier;
import org.umbel.codec.scene.Camera;
import org.umbel.node.output.ToneCurve;

/**
 * What a session is called and begins with.
 *
 * @param scene      what is shown, for people
 * @param farm       what people call the farm now, for example "Local network farm"
 * @param notice     what must not be overlooked, or empty
 * @param home       the camera that the session begins with
 * @param exposureEv with which a page begins, stops
 * @param tone       with which a page begins
 */
public record About(String scene, Supplier<String> farm, String notice, Camera home, double exposureEv,
                    ToneCurve tone) {}
