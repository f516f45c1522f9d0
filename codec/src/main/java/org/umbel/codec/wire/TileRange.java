package org.umbel.codec.wire;

import org.umbel.codec.tile.SampleRange;

/** An aligned range of samples of one tile. */
public record TileRange(int tile, SampleRange range) {}
