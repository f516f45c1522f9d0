package org.umbel.relay.check;

import java.util.Collection;
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

/** A session of one tile that a test moves about; edits do nothing. */
final class FakeSession implements Session {
    private final SessionId id;
    int epoch = 1;
    RangeSet accepted = RangeSet.of(0, 16);
    TileSums sums = FakeTree.PICTURE.sums(0, accepted);

    FakeSession(final SessionId id) {
        this.id = id;
    }

    @Override
    public SessionId id() {
        return id;
    }

    @Override
    public void show(final BlockId manifest, final Collection<Block> blocks, final Camera camera,
                     final PictureSettings settings, final RenderPlan plan, final long nowNs) {
    }

    @Override
    public void camera(final Camera camera, final long nowNs) {
    }

    @Override
    public void scene(final BlockId manifest, final Collection<Block> blocks, final Camera camera, final long nowNs) {
    }

    @Override
    public Optional<Camera> camera() {
        return Optional.empty();
    }

    @Override
    public void settings(final PictureSettings settings, final Mode mode, final long nowNs) {
    }

    @Override
    public void end(final long nowNs) {
    }

    @Override
    public void listener(final RootListener listener) {
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public long tileSamplesAccepted() {
        return accepted.size();
    }

    @Override
    public long tileSamplesTotal() {
        return 16;
    }

    @Override
    public boolean isComplete() {
        return accepted.size() == 16;
    }

    @Override
    public boolean isComplete(final int tile) {
        return isComplete();
    }

    @Override
    public TileSums sums(final int tile) {
        return sums;
    }

    @Override
    public RangeSet accepted(final int tile) {
        return accepted;
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
