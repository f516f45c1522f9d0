package org.umbel.node.role;

import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PictureHash;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.output.PixelRows;
import org.umbel.node.output.SumsPicture;
import org.umbel.relay.session.Session;

/**
 * A session's picture as its client writes and tells it: the asked-for rectangle, each tile divided by the samples that
 * were accepted of it. The sums stay the session's; pixels are made row by row.
 */
final class ClientPicture {
    private final PictureSettings settings;
    private final PixelRegion region;
    private final Session session;

    ClientPicture(final ClientConfig config, final Session session) {
        this.settings = config.settings();
        this.region = config.render().region(settings);
        this.session = session;
    }

    /** Of a tile that are in the picture. */
    int samples(final int tile) {
        return session.accepted(tile).size();
    }

    /** Of a pixel of the rectangle. */
    int samples(final int x, final int y) {
        return samples((region.y() + y) / TileSums.TILE_EDGE * settings.grid().columns()
            + (region.x() + x) / TileSums.TILE_EDGE);
    }

    PixelRows rows() {
        return new SumsPicture(settings.grid(), region, settings.fractionBits(), session::sums, this::samples);
    }

    String pixelsSha256() {
        return PictureHash.pixelsSha256(settings.grid(), region, settings.fractionBits(), session::sums,
            this::samples);
    }

    RenderAmount amount() {
        return RenderAmount.of(settings.grid(), this::samples);
    }
}
