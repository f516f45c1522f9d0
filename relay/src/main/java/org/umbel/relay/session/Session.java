package org.umbel.relay.session;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.work.RangeSet;

/**
 * A person's session as its root sees it: edits go in, each making a new epoch; exact sums come out. Used on the thread
 * that runs the node, as is everything of a {@code TreeNode}.
 */
public interface Session {
    SessionId id();

    /** Shows a scene: its blocks are kept and served from here on. */
    void show(BlockId manifest, Collection<Block> blocks, Camera camera, PictureSettings settings, RenderPlan plan,
              long nowNs);

    /** Shows a scene, every sample of the whole picture. */
    default void show(final BlockId manifest, final Collection<Block> blocks, final Camera camera,
                      final PictureSettings settings, final Mode mode, final long nowNs) {
        show(manifest, blocks, camera, settings, RenderPlan.of(mode), nowNs);
    }

    /** Moves the camera; scene, settings, region and first sample stay. Ignored before the first {@code show}. */
    void camera(Camera camera, long nowNs);

    /**
     * Shows another scene, from there: its blocks are kept and served from here on, those of the scene before until
     * yet another one is shown; settings, region and first sample stay. Ignored before the first {@code show}.
     */
    void scene(BlockId manifest, Collection<Block> blocks, Camera camera, long nowNs);

    /** Changes size, samples or filter. Ignored before the first {@code show}. */
    void settings(PictureSettings settings, Mode mode, long nowNs);

    /** Ends the session everywhere. What was accepted may still be read. */
    void end(long nowNs);

    void listener(RootListener listener);

    /** From where the newest epoch is seen; empty before the first {@code show}. */
    Optional<Camera> camera();

    /** 0 before the first {@code show}. */
    int epoch();

    /** Tile-samples accepted in this epoch. */
    long tileSamplesAccepted();

    /** Tile-samples that make the picture whole; while adaptive sampling has not decided, those wanted so far. */
    long tileSamplesTotal();

    /** Whether every sample that is wanted of every tile has been accepted. */
    boolean isComplete();

    /** Whether every sample that is wanted of a tile has been accepted; true for tiles that are not wanted. */
    boolean isComplete(int tile);

    /** The sums of a tile, or null while nothing of it has been accepted. The root's own: read only, never keep. */
    @Nullable
    TileSums sums(int tile);

    /** The samples that {@link #sums} is the sum over. */
    RangeSet accepted(int tile);

    /**
     * What adaptive sampling will compare the tile's sums with at its next decision, to be kept in {@link TileResult};
     * empty where it is decided or not adaptive. Read only.
     */
    default Optional<Checkpoint> checkpoint(final int tile) {
        return Optional.empty();
    }

    /** Why nobody will ever render this: the only renderer cannot load the scene. Empty while somebody may. */
    Optional<String> failure();

    /** Ranges freed by dead links in the whole tree, over all epochs. */
    long rangesFreed();
}
