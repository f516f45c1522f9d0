package org.umbel.codec.scene;

/**
 * An encoded image. Its texels are decoded by the one image decoder on leaves, dimensions checked first.
 *
 * @param format  PNG or JPEG; the importer turns everything else into PNG
 * @param encoded the file's bytes
 */
public record Image(Format format, byte[] encoded) {
    /** Encodings that travel. */
    public enum Format { PNG, JPEG }
}
