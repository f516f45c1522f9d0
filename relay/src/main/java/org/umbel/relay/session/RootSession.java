package org.umbel.relay.session;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.work.RangeSet;

/** A session's root: each edit makes an epoch in which everything is free, and the buckets are the picture. */
public final class RootSession implements Session {
    private final NodeSession session;
    private final BiConsumer<BlockId, Collection<Block>> onScene;
    private final Runnable onEnd;
    private final LongSupplier freedBelow;
    private final Supplier<Optional<String>> failure;
    private @Nullable RootListener listener;
    private int epoch;
    private boolean ended;

    /**
     * @param onScene keeps a scene's blocks, before anybody is told of it
     * @param onEnd      forgets the session
     * @param freedBelow ranges freed by dead links in the whole tree
     * @param failure    why nobody will ever render it
     */
    public RootSession(final NodeSession session, final BiConsumer<BlockId, Collection<Block>> onScene,
                       final Runnable onEnd, final LongSupplier freedBelow,
                       final Supplier<Optional<String>> failure) {
        this.session = session;
        this.onScene = onScene;
        this.onEnd = onEnd;
        this.freedBelow = freedBelow;
        this.failure = failure;
        session.listener((tile, nowNs) -> {
            if (listener != null) {
                listener.onTile(session.id(), epoch, tile);
            }
        });
    }

    public NodeSession node() {
        return session;
    }

    @Override
    public SessionId id() {
        return session.id();
    }

    @Override
    public void show(final BlockId manifest, final Collection<Block> blocks, final Camera camera,
                     final PictureSettings settings, final Mode mode, final long nowNs) {
        if (!ended) {
            onScene.accept(manifest, blocks);
            begin(manifest, camera, settings, mode, nowNs);
        }
    }

    @Override
    public void camera(final Camera camera, final long nowNs) {
        final Assignment a = session.assignment();
        if (a != null && !ended) {
            begin(a.manifest(), camera, a.settings(), a.mode(), nowNs);
        }
    }

    @Override
    public void settings(final PictureSettings settings, final Mode mode, final long nowNs) {
        final Assignment a = session.assignment();
        if (a != null && !ended) {
            begin(a.manifest(), a.camera(), settings, mode, nowNs);
        }
    }

    private void begin(final BlockId manifest, final Camera camera, final PictureSettings settings, final Mode mode,
                       final long nowNs) {
        epoch++;
        session.begin(new Assignment(session.id(), epoch, manifest, camera, settings, mode, 0,
            settings.grid().tileCount()), List.of(), nowNs);
    }

    @Override
    public void end(final long nowNs) {
        if (!ended) {
            ended = true;
            session.end(nowNs);
            onEnd.run();
        }
    }

    @Override
    public void listener(final RootListener newListener) {
        listener = newListener;
    }

    /** A view from below; those of older epochs are dropped. */
    public void onView(final Message.View view) {
        if (listener != null && view.epoch() == epoch && !ended) {
            listener.onView(view);
        }
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public long tileSamplesAccepted() {
        return session.work() == null ? 0 : session.work().buckets().tileSamples();
    }

    @Override
    public long tileSamplesTotal() {
        return session.work() == null ? 0
            : (long) session.work().tileCount() * session.work().assignment().settings().samples();
    }

    @Override
    public boolean isComplete() {
        return epoch > 0 && tileSamplesAccepted() == tileSamplesTotal();
    }

    @Override
    public @Nullable TileSums sums(final int tile) {
        return session.work() == null ? null : session.work().buckets().sums(tile);
    }

    @Override
    public RangeSet accepted(final int tile) {
        return session.work() == null ? RangeSet.EMPTY : session.work().buckets().ranges(tile);
    }

    @Override
    public Optional<String> failure() {
        return failure.get();
    }

    @Override
    public long rangesFreed() {
        return freedBelow.getAsLong();
    }
}
