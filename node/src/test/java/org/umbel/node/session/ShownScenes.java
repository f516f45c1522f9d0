package org.umbel.node.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.RenderPlan;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;
import org.umbel.relay.work.RangeSet;

/** A session of which nothing is rendered: it notes what it is told to show. */
final class ShownScenes implements Session {
    /** One epoch. */
    record Shown(BlockId manifest, List<Block> blocks, Camera camera) {}

    final List<Shown> epochs = new ArrayList<>();
    boolean isComplete;

    @Override
    public SessionId id() {
        return new SessionId(8, 4);
    }

    @Override
    public void show(final BlockId manifest, final Collection<Block> blocks, final Camera camera,
                     final PictureSettings settings, final RenderPlan plan, final long nowNs) {
        epochs.add(new Shown(manifest, List.copyOf(blocks), camera));
    }

    @Override
    public void camera(final Camera camera, final long nowNs) {
        epochs.add(new Shown(epochs.getLast().manifest, epochs.getLast().blocks, camera));
    }

    @Override
    public void scene(final BlockId manifest, final Collection<Block> blocks, final Camera camera, final long nowNs) {
        epochs.add(new Shown(manifest, List.copyOf(blocks), camera));
    }

    @Override
    public Optional<Camera> camera() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.getLast().camera);
    }

    @Override
    public int epoch() {
        return epochs.size();
    }

    @Override
    public boolean isComplete() {
        return isComplete;
    }

    @Override
    public void settings(final PictureSettings settings, final Mode mode, final long nowNs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void end(final long nowNs) {}

    @Override
    public void listener(final RootListener listener) {}

    @Override
    public long tileSamplesAccepted() {
        return 0;
    }

    @Override
    public long tileSamplesTotal() {
        return 1;
    }

    @Override
    public boolean isComplete(final int tile) {
        return isComplete;
    }

    @Override
    public TileSums sums(final int tile) {
        return null;
    }

    @Override
    public RangeSet accepted(final int tile) {
        return RangeSet.EMPTY;
    }

    @Override
    public Optional<String> failure() {
        return Optional.empty();
    }

    @Override
    public long rangesFreed() {
        return 0;
    }
}
