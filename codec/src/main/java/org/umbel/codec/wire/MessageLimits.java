package org.umbel.codec.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.tile.TileSums;

/** What every number of a message must keep to, on the way in and on the way out alike. */
final class MessageLimits {
    static final int NAME_CHARS_MAX = 64;
    static final int ENDPOINT_CHARS_MAX = 256;
    static final int REASON_CHARS_MAX = 512;
    static final int STATE_CHARS_MAX = 64;
    /** Of a name or a state in a status: all nodes with both fit a control message. */
    static final int STATUS_TEXT_BYTES_MAX = 96;
    /** Above the tiles of any picture within the bounds of TileGrid. */
    static final int TILES_MAX = 1 << 19;
    static final int SHARDS_MAX = 256;

    private MessageLimits() {}

    /** Why a message is outside the limits, or null when it is within them. */
    static @Nullable String problem(final Message message) {
        return switch (message) {
            case Message.Hello m -> problem(m);
            case Message.Welcome m -> null;
            case Message.Confirm m -> null;
            case Message.Refuse m -> null;
            case Message.Heartbeat m -> null;
            case Message.Epoch m -> problem(m);
            case Message.SessionEnd m -> null;
            case Message.BlockWant m -> above(m.wants().size(), Message.BlockWant.WANTS_MAX, "wanted blocks");
            case Message.BlockAbsent m -> above(m.blocks().size(), Message.BlockWant.WANTS_MAX, "absent blocks");
            case Message.BlockData m -> problem(m);
            case Message.Ready m -> first(negative(m.epoch(), "epoch"), negative(m.weight(), "weight"));
            case Message.Credit m -> first(negative(m.epoch(), "epoch"),
                first(negative(m.tileSamples(), "tile-samples"),
                    first(negative(m.rate(), "rate"),
                        first(negative(m.done(), "tile-samples done"), negative(m.lagUs(), "lag")))));
            case Message.Grant m -> first(negative(m.epoch(), "epoch"), ranges(m.ranges(), TILES_MAX));
            case Message.Return m -> first(negative(m.epoch(), "epoch"), ranges(m.ranges(), TILES_MAX));
            case Message.Report m -> first(negative(m.epoch(), "epoch"), first(tile(m.tile(), TILES_MAX),
                above(m.ranges().size(), Message.Report.RANGES_MAX, "ranges")));
            case Message.View m -> first(negative(m.epoch(), "epoch"), first(tile(m.tile(), TILES_MAX), grid(m)));
            case Message.Status m -> problem(m);
            case Message.Ancestors m -> problem(m);
            case Message.Recall m -> first(negative(m.epoch(), "epoch"), ranges(m.ranges(), TILES_MAX));
            case Message.Tainted m -> negative(m.epoch(), "epoch");
            case Message.Invite m -> m.member() < 0 ? negative(m.member(), "member")
                : above(m.group().length(), ENDPOINT_CHARS_MAX, "characters of a group");
        };
    }

    private static @Nullable String problem(final Message.Hello m) {
        return first(negative(m.threads(), "threads"),
            above(m.replyEndpoint().length(), ENDPOINT_CHARS_MAX, "characters of the reply endpoint"));
    }

    private static @Nullable String problem(final Message.Epoch m) {
        final int tiles = m.settings().grid().tileCount();
        final @Nullable String home = m.homeFirst() < 0 || m.homeCount() < 0 || m.homeFirst() > tiles - m.homeCount()
            ? "home interval " + m.homeFirst() + " + " + m.homeCount() + " outside " + tiles + " tiles" : null;
        return first(negative(m.epoch(), "epoch"),
            first(problem(m.camera()), first(home, ranges(m.grant(), tiles))));
    }

    private static @Nullable String problem(final Camera camera) {
        if (!finite(camera.position()) || !finite(camera.target()) || !finite(camera.up())) {
            return "camera is not finite";
        }
        if (!camera.isPossible()) {
            return "camera of height " + camera.orthographicHeight() + ", lens " + camera.lensRadius() + ", focus "
                + camera.focusDistance();
        }
        final float fov = camera.verticalFovDegrees();
        return fov > 0 && fov < 180 ? null : "field of view outside 0..180 degrees: " + fov;
    }

    private static @Nullable String problem(final Message.BlockData m) {
        final Block b = m.block();
        if (b.rawLength() < 0 || b.rawLength() > Block.RAW_BYTES_MAX) {
            return "block of " + b.rawLength() + " bytes";
        }
        if (b.compressed().length < 1 || b.compressed().length > Block.COMPRESSED_BYTES_MAX) {
            return "compressed block of " + b.compressed().length + " bytes";
        }
        return m.shardCount() >= 1 && m.shardCount() <= SHARDS_MAX && m.shard() >= 0 && m.shard() < m.shardCount()
            ? null : "shard " + m.shard() + " of " + m.shardCount();
    }

    private static @Nullable String problem(final Message.Status m) {
        for (final Message.NodeStatus n : m.nodes()) {
            if (n.threads() < 0 || n.rate() < 0 || n.rangesAccepted() < 0 || n.tileSamplesAccepted() < 0
                || n.rangesFreed() < 0 || n.scene().blocksHeld() < 0 || n.scene().bytesPerSecond() < 0) {
                return "negative number in the status of a node";
            }
            if (n.scene().blocksHeld() > n.scene().blocksNeeded()) {
                return n.scene().blocksHeld() + " blocks held of " + n.scene().blocksNeeded();
            }
        }
        return above(m.nodes().size(), Message.Status.NODES_MAX, "nodes");
    }

    private static @Nullable String problem(final Message.Ancestors m) {
        for (final String endpoint : m.endpoints()) {
            if (endpoint.length() > ENDPOINT_CHARS_MAX) {
                return above(endpoint.length(), ENDPOINT_CHARS_MAX, "characters of an endpoint");
            }
        }
        return above(m.endpoints().size(), Message.Ancestors.ENDPOINTS_MAX, "endpoints");
    }

    private static @Nullable String grid(final Message.View m) {
        final int g = m.grid();
        if (g < 1 || g > 8 || Integer.bitCount(g) != 1) {
            return "view grid " + g;
        }
        return m.rgb().length == viewLength(g) ? null : m.rgb().length + " halves in a view of grid " + g;
    }

    /** Half floats in a view of a grid. */
    static int viewLength(final int grid) {
        return TileSums.CHANNELS * TileSums.TILE_PIXELS / (grid * grid);
    }

    private static @Nullable String ranges(final List<TileRange> ranges, final int tiles) {
        for (final TileRange r : ranges) {
            if (r.tile() < 0 || r.tile() >= tiles) {
                return tile(r.tile(), tiles);
            }
        }
        return above(ranges.size(), Message.Grant.RANGES_MAX, "ranges");
    }

    private static @Nullable String tile(final int tile, final int tiles) {
        return tile >= 0 && tile < tiles ? null : "tile " + tile + " outside 0.." + (tiles - 1);
    }

    private static boolean finite(final float[] vector) {
        return vector.length == 3 && Float.isFinite(vector[0]) && Float.isFinite(vector[1])
            && Float.isFinite(vector[2]);
    }

    private static @Nullable String negative(final long value, final String what) {
        return value >= 0 ? null : "negative " + what + ": " + value;
    }

    private static @Nullable String above(final int count, final int max, final String what) {
        return count <= max ? null : count + " " + what + ", at most " + max;
    }

    private static @Nullable String first(final @Nullable String one, final @Nullable String other) {
        return one != null ? one : other;
    }
}
