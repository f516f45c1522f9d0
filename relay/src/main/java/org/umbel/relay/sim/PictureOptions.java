package org.umbel.relay.sim;

import org.umbel.codec.wire.Message.Mode;

/**
 * What a simulated session shows. Begin with {@link #SMALL} and derive.
 *
 * @param columns     tiles per row of the picture
 * @param rows        rows of tiles
 * @param samples     per pixel
 * @param planeLength pixels per plane of tile sums: 1 or 2
 * @param mode        how grants and reports are sized
 * @param sceneBlocks blocks of a scene besides its manifest
 * @param blockBytes  of each
 * @param realScenes  blocks are made and read by the codec; else by something cheap
 */
public record PictureOptions(int columns, int rows, int samples, int planeLength, Mode mode, int sceneBlocks,
                             int blockBytes, boolean realScenes) {
    /** 6 x 4 tiles, 64 samples, interactive. */
    public static final PictureOptions SMALL = new PictureOptions(6, 4, 64, 1, Mode.INTERACTIVE, 4, 2000, false);

    public PictureOptions {
        if (columns < 1 || rows < 1 || samples < 1 || planeLength < 1 || planeLength > 2 || sceneBlocks < 0) {
            throw new IllegalArgumentException("picture out of bounds: " + columns + "x" + rows + " tiles, " + samples
                + " samples, plane length " + planeLength);
        }
    }

    public PictureOptions withSize(final int newColumns, final int newRows, final int newSamples) {
        return new PictureOptions(newColumns, newRows, newSamples, planeLength, mode, sceneBlocks, blockBytes,
            realScenes);
    }

    public PictureOptions withPlaneLength(final int newPlaneLength) {
        return new PictureOptions(columns, rows, samples, newPlaneLength, mode, sceneBlocks, blockBytes, realScenes);
    }

    public PictureOptions withMode(final Mode newMode) {
        return new PictureOptions(columns, rows, samples, planeLength, newMode, sceneBlocks, blockBytes, realScenes);
    }

    public PictureOptions withBlocks(final int newSceneBlocks, final int newBlockBytes) {
        return new PictureOptions(columns, rows, samples, planeLength, mode, newSceneBlocks, newBlockBytes,
            realScenes);
    }

    public PictureOptions withRealScenes(final boolean newRealScenes) {
        return new PictureOptions(columns, rows, samples, planeLength, mode, sceneBlocks, blockBytes, newRealScenes);
    }

    /** Tile-samples of the whole picture. */
    public long tileSamples() {
        return (long) columns * rows * samples;
    }
}
