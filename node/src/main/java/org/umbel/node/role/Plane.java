package org.umbel.node.role;

import java.util.List;

/** What an EXR file may hold beside light. */
public enum Plane {
    /** Base colour of what is seen first, linear Rec. 709; 0 where nothing is. */
    ALBEDO("albedo.R", "albedo.G", "albedo.B"),
    /** Its shading normal towards the camera, world axes; 0 where nothing is. */
    NORMAL("normal.X", "normal.Y", "normal.Z"),
    /** Distance along the camera's axis, world units; infinite where nothing is. */
    DEPTH("Z"),
    /** Samples of each pixel that are in the picture. */
    SAMPLES("samples");

    private final List<String> channels;

    Plane(final String... channels) {
        this.channels = List.of(channels);
    }

    /** Names in the file. */
    List<String> channels() {
        return channels;
    }
}
