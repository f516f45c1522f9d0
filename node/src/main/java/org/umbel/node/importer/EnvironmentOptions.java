package org.umbel.node.importer;

import java.nio.file.Path;

/**
 * The environment that shines instead of a scene's own.
 *
 * @param file     Radiance (.hdr) or OpenEXR, latitude by longitude
 * @param degrees  how far it is turned about +y, counter-clockwise as seen from above
 * @param strength factor of its radiance
 */
public record EnvironmentOptions(Path file, float degrees, float strength) {}
