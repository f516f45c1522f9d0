package org.umbel.tracer.texture;

/**
 * A decoded image.
 *
 * @param width  texels
 * @param height texels
 * @param rgba   int[width * height], rows from the top, 0xAABBGGRR, as encoded and not premultiplied
 */
public record Texels(int width, int height, int[] rgba) {
    public Texels {
        if (width < 1 || height < 1 || rgba.length != width * height) {
            throw new IllegalArgumentException("texels: " + width + "x" + height + " but " + rgba.length);
        }
    }
}
