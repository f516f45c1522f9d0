package org.umbel.node.output;

import java.util.List;

/** Planes beside a picture's colours, of the same size, made row by row when they are asked for. One thread. */
public interface PlaneRows {
    /** Their names as OpenEXR has them, for example {@code Z} or {@code normal.X}; none is R, G or B. */
    List<String> names();

    /**
     * One row.
     *
     * @param y      0 for the top one
     * @param planes {@code float[names][width]}, is filled
     */
    void row(int y, float[][] planes);
}
