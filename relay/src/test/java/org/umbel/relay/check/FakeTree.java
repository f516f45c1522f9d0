package org.umbel.relay.check;

import java.util.List;
import java.util.Optional;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.SessionId;

/** A tree whose every epoch shows {@link #PICTURE}, with a clock that a test moves. */
final class FakeTree implements Observed {
    /** One tile, 16 samples, planes of two pixels. */
    static final Picture PICTURE = new Picture(new BlockId(1, 2, 3, 4),
        new Camera(new float[] {0, 1, 5}, new float[3], new float[] {0, 1, 0}, 40),
        new PictureSettings(32, 32, 16, 16, PictureSettings.Filter.BOX, 8), 2);

    List<FakeNode> nodes = List.of();
    List<FakeRoot> roots = List.of();
    long nowNs;
    long stalledNs;

    FakeTree(final FakeNode... nodes) {
        this.nodes = List.of(nodes);
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public List<FakeNode> nodes() {
        return nodes;
    }

    @Override
    public List<FakeNode> moved() {
        return nodes;
    }

    @Override
    public List<FakeRoot> roots() {
        return roots;
    }

    @Override
    public long calmSinceNs() {
        return 0;
    }

    @Override
    public long delayMaxNs() {
        return 0;
    }

    @Override
    public long stalledNs() {
        return stalledNs;
    }

    @Override
    public Optional<Picture> picture(final SessionId session, final int epoch) {
        return Optional.of(PICTURE);
    }
}
