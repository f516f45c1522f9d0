package org.umbel.node.output;

/** Linear Rec. 709 pixels that are made when they are asked for, so that nobody holds all of them. One thread. */
public interface PixelRows {
    int width();

    int height();

    /**
     * One row.
     *
     * @param y   0 for the top one
     * @param rgb {@code float[3 * width]}, interleaved, is filled
     */
    void row(int y, float[] rgb);

    /** Where in which picture they are. */
    default Frame frame() {
        return new Frame(0, 0, width(), height());
    }

    /**
     * The place of pixels in the picture that they are cut from.
     *
     * @param x      left edge, pixels
     * @param y      upper edge, pixels
     * @param width  of the whole picture
     * @param height of the whole picture
     */
    record Frame(int x, int y, int width, int height) {}
}
